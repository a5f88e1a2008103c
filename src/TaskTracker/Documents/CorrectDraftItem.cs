using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Documents;

/// <summary>The office settles what the reader could not: a field of a draft's item is set by hand, and its findings go.</summary>
internal static class CorrectDraftItem
{
    /// <summary>The fields that can be set.</summary>
    public sealed record Patch
    {
        public string? No { get; init; }

        public string? Task { get; init; }

        public string? Text { get; init; }

        public IReadOnlyList<string>? LeadUnits { get; init; }

        public IReadOnlyList<string>? PartnerUnits { get; init; }

        /// <summary>The last day; null for none.</summary>
        public DateOnly? Deadline { get; init; }

        /// <summary>Absent: <c>date</c> where a deadline is sent, <c>none</c> where it is emptied.</summary>
        public DeadlineKind? DeadlineKind { get; init; }
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPatch("/{documentId:long}/draft/items/{itemId:long}", HandleAsync)
        .WithName(nameof(CorrectDraftItem))
        .WithSummary("Correct an item of a draft")
        .WithDescription("JSON Merge Patch; needs `If-Match`. What is set by hand settles the findings on it.")
        .Accepts<Patch>("application/merge-patch+json", "application/json")
        .ProducesProblems(400, 404, 409, 412, 413, 415, 428)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<DraftItemView>, ProblemHttpResult>> HandleAsync(
        long documentId, long itemId, MergePatch<Patch> patch, HttpContext http, Caller caller, Database database, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (Check(patch) is { } invalid)
            return invalid;

        await using var transaction = await database.BeginAsync(cancellation);
        await transaction.LockDocumentAsync(caller.DistrictId, documentId);
        if (await transaction.FindItemAsync(caller.DistrictId, documentId, itemId) is not { } stored)
            return Problems.NotFound("item in this draft");

        if (!Preconditions.IfMatchHolds(http, stored.Version, out var stale))
            return stale;

        if (stored.TaskId is { } taskId)
            return new Refusal("item-confirmed", $"This item is the record {taskId} already; correct that.").ToProblem();

        var units = await UnitIds.ReadAsync(transaction, caller.DistrictId);
        foreach (var (field, names) in new[] { ("leadUnits", patch.Values.LeadUnits), ("partnerUnits", patch.Values.PartnerUnits) })
        {
            if (names?.FirstOrDefault(name => units.Find(name) is null) is { } unknown)
                return Problems.Invalid(field, $"No unit or group of the district is called \"{unknown}\".");
        }

        var before = stored.Read();
        var after = Apply(before, patch);
        var now = clock.Now();
        var states = await transaction.StatesAsync(caller.DistrictId, documentId, [itemId]);
        if (!await transaction.SaveItemAsync(caller.DistrictId, stored, after, now))
            return Problems.ChangedMeanwhile();

        await transaction.RecordEditAsync(caller, documentId, new StoredEdit { Kind = "correct", EditedAt = now }, states);
        await transaction.RecordAsync(
            caller, "draft_item", itemId, "corrected", now, null, new Change("item", Json.Write(before), Json.Write(after)));
        var corrected = await transaction.FindItemAsync(caller.DistrictId, documentId, itemId);
        var waivers = await transaction.WaiversOfAsync(caller.DistrictId, documentId);
        await transaction.CommitAsync();

        var view = DraftViews.ToView(corrected!, waivers[itemId]);
        http.Response.Headers.ETag = view.Etag;
        return TypedResults.Ok(view);
    }

    private static DraftItem Apply(DraftItem item, MergePatch<Patch> patch)
    {
        var sent = patch.Values;
        var settled = new HashSet<string>();
        if (patch.Has(nameof(Patch.Text)))
            settled.Add(FindingCodes.NoMeasure);
        if (patch.Has(nameof(Patch.LeadUnits)))
            settled.UnionWith([FindingCodes.NoUnit, FindingCodes.UnitUnknown, FindingCodes.UnitMisprint]);
        var deadline = item.Deadline;
        if (patch.Has(nameof(Patch.Deadline)) || patch.Has(nameof(Patch.DeadlineKind)))
        {
            settled.UnionWith([FindingCodes.DeadlineUnreadable, FindingCodes.DeadlineAmbiguous]);
            var date = patch.Has(nameof(Patch.Deadline)) ? sent.Deadline : deadline.Date;
            deadline = deadline with { Date = date, Kind = sent.DeadlineKind ?? (date is null ? DeadlineKind.None : DeadlineKind.Date) };
        }

        return item with
        {
            No = patch.Has(nameof(Patch.No)) ? sent.No : item.No,
            Task = patch.Has(nameof(Patch.Task)) ? sent.Task : item.Task,
            Text = sent.Text ?? item.Text,
            LeadUnits = sent.LeadUnits ?? item.LeadUnits,
            PartnerUnits = sent.PartnerUnits ?? item.PartnerUnits,
            Deadline = deadline,
            Findings = [.. item.Findings.Where(finding => !settled.Contains(finding.Code))],
        };
    }

    private static ProblemHttpResult? Check(MergePatch<Patch> patch)
    {
        if (patch.IsEmpty)
            return Problems.Invalid("body", "Nothing to change was sent.");

        if (patch.RefusesNull(nameof(Patch.Text), out var problem) || patch.RefusesNull(nameof(Patch.LeadUnits), out problem)
            || patch.RefusesNull(nameof(Patch.PartnerUnits), out problem) || patch.RefusesNull(nameof(Patch.DeadlineKind), out problem))
            return problem;

        var sent = patch.Values;
        return sent switch
        {
            { Text: { } text } when string.IsNullOrWhiteSpace(text) || text.Length > TaskLimits.Measure =>
                Problems.Invalid("text", $"1 to {TaskLimits.Measure} characters are allowed."),
            { LeadUnits.Count: 0 or > TaskLimits.Units } => Problems.Invalid("leadUnits", $"1 to {TaskLimits.Units} units are allowed."),
            { PartnerUnits.Count: > TaskLimits.Units } => Problems.Invalid("partnerUnits", $"At most {TaskLimits.Units} units are allowed."),
            { No.Length: > 50 } => Problems.Invalid("no", "At most 50 characters are allowed."),
            { Task.Length: > 500 } => Problems.Invalid("task", "At most 500 characters are allowed."),
            { DeadlineKind: { } kind } when Lateness.DueOn(kind, DateOnly.MinValue) is not null && patch.Has(nameof(Patch.Deadline)) && sent.Deadline is null =>
                Problems.Invalid("deadline", $"The kind {EnumNames.Of(kind)} needs a date."),
            _ => null,
        };
    }
}
