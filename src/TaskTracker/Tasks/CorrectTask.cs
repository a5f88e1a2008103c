using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The supervision office corrects what was misread or misprinted; the old values stay in the history.</summary>
internal static class CorrectTask
{
    /// <summary>The fields that can be corrected; state changes have records of their own.</summary>
    public sealed record Patch
    {
        public string? Number { get; init; }

        public string? Title { get; init; }

        public string? Measure { get; init; }

        /// <summary>Names or ids of units and groups; replaces all lead units.</summary>
        public IReadOnlyList<string>? LeadUnits { get; init; }

        /// <summary>Names or ids of units and groups; replaces all partner units.</summary>
        public IReadOnlyList<string>? PartnerUnits { get; init; }

        /// <summary>统筹单位; replaces all of them.</summary>
        public IReadOnlyList<string>? CoordinatorUnits { get; init; }

        /// <summary>监管单位; replaces all of them.</summary>
        public IReadOnlyList<string>? SupervisingUnits { get; init; }

        /// <summary>首位牵头: which of the lead units stands first; null for none. Absent: who stood first still does, if it still leads.</summary>
        public string? FirstLead { get; init; }

        public string? DeadlineText { get; init; }

        /// <summary>The last day; null for none.</summary>
        public DateOnly? Deadline { get; init; }

        /// <summary>Absent: <c>date</c> where a deadline is sent, <c>none</c> where it is emptied.</summary>
        public DeadlineKind? DeadlineKind { get; init; }

        /// <summary>Why; goes into the history.</summary>
        public string? Reason { get; init; }
    }

    public static void Map(IEndpointRouteBuilder tasks) => tasks
        .MapPatch("/{taskId:long}", HandleAsync)
        .WithName(nameof(CorrectTask))
        .WithSummary("Correct a task")
        .WithDescription("JSON Merge Patch; needs `If-Match`. Old and new values go into the history.")
        .Accepts<Patch>("application/merge-patch+json", "application/json")
        .ProducesProblems(400, 404, 409, 412, 413, 415, 428)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> HandleAsync(
        long taskId, MergePatch<Patch> patch, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (Check(patch) is { } invalid)
            return invalid;

        await using var transaction = await database.BeginAsync(cancellation);
        var today = BeijingTime.Today(clock);
        if (await transaction.ViewTaskAsync(caller, taskId, today) is not { } before || await transaction.FindTaskAsync(caller.DistrictId, taskId) is not { } task)
            return Problems.NotFound("task");

        if (!Preconditions.IfMatchHolds(http, task.Version, out var stale))
            return stale;

        if (!Corrected(task, patch, caller.Actor).IsAccepted(out var corrected, out var refusal))
            return refusal.ToProblem();

        var (participations, unknown) = await transaction.CorrectedUnitsAsync(caller.DistrictId, task.Participations, patch);
        if (unknown is not null)
            return unknown;

        var number = patch.Has(nameof(Patch.Number)) ? patch.Values.Number : before.Number;
        var title = patch.Has(nameof(Patch.Title)) ? patch.Values.Title : before.Title;
        var measure = patch.Values.Measure ?? before.Measure;
        var deadlineText = patch.Has(nameof(Patch.DeadlineText)) ? patch.Values.DeadlineText : before.DeadlineText;
        Change[] changes =
        [
            .. ChangeOf("number", before.Number, number),
            .. ChangeOf("title", before.Title, title),
            .. ChangeOf("measure", before.Measure, measure),
            .. ChangeOf("deadlineText", before.DeadlineText, deadlineText),
            .. ChangeOf("deadline", before.Deadline, corrected.Deadline),
            .. ChangeOf("deadlineKind", EnumNames.Of(before.DeadlineKind), EnumNames.Of(corrected.DeadlineKind)),
            .. CorrectedUnits.Changes(task.Participations, participations),
        ];
        if (changes.Length == 0)
        {
            http.Response.Headers.ETag = before.Etag;
            return TypedResults.Ok(before);
        }

        var now = clock.Now();
        if (!await transaction.SaveAsync(caller.DistrictId, corrected, now))
            return Problems.ChangedMeanwhile();

        await transaction.SaveWordsAsync(caller.DistrictId, taskId, number, title, measure, deadlineText, participations);
        await transaction.LayAnewAsync(caller.DistrictId, taskId, now);
        await transaction.RecordAsync(caller, "task", taskId, "corrected", now, patch.Values.Reason, changes);
        await transaction.PublishAsync(caller.DistrictId, new TaskCorrected(taskId), now);
        var after = await transaction.ViewTaskAsync(caller, taskId, today);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = after!.Etag;
        return TypedResults.Ok(after);
    }

    private static ProblemHttpResult? Check(MergePatch<Patch> patch)
    {
        if (patch.IsEmpty)
            return Problems.Invalid("body", "Nothing to change was sent.");

        if (patch.RefusesNull(nameof(Patch.Measure), out var problem) || patch.RefusesNull(nameof(Patch.LeadUnits), out problem)
            || patch.RefusesNull(nameof(Patch.PartnerUnits), out problem) || patch.RefusesNull(nameof(Patch.CoordinatorUnits), out problem)
            || patch.RefusesNull(nameof(Patch.SupervisingUnits), out problem) || patch.RefusesNull(nameof(Patch.DeadlineKind), out problem))
            return problem;

        var sent = patch.Values;
        return sent switch
        {
            { Measure: { } measure } when string.IsNullOrWhiteSpace(measure) || measure.Length > TaskLimits.Measure =>
                Problems.Invalid("measure", $"1 to {TaskLimits.Measure} characters are allowed."),
            { LeadUnits.Count: 0 or > TaskLimits.Units } => Problems.Invalid("leadUnits", $"1 to {TaskLimits.Units} units are allowed."),
            { PartnerUnits.Count: > TaskLimits.Units } => Problems.Invalid("partnerUnits", $"At most {TaskLimits.Units} units are allowed."),
            { CoordinatorUnits.Count: > TaskLimits.Units } => Problems.Invalid("coordinatorUnits", $"At most {TaskLimits.Units} units are allowed."),
            { SupervisingUnits.Count: > TaskLimits.Units } => Problems.Invalid("supervisingUnits", $"At most {TaskLimits.Units} units are allowed."),
            { Number.Length: > 50 } => Problems.Invalid("number", "At most 50 characters are allowed."),
            { Title.Length: > 500 } => Problems.Invalid("title", "At most 500 characters are allowed."),
            { DeadlineText.Length: > 500 } => Problems.Invalid("deadlineText", "At most 500 characters are allowed."),
            { Reason.Length: > 2_000 } => Problems.Invalid("reason", "At most 2000 characters are allowed."),
            _ => CheckDeadline(patch),
        };
    }

    private static ProblemHttpResult? CheckDeadline(MergePatch<Patch> patch)
    {
        if (!patch.Has(nameof(Patch.DeadlineKind)) || patch.Values.DeadlineKind is not { } kind)
            return null;

        var dated = Lateness.DueOn(kind, DateOnly.MinValue) is not null;
        return dated && patch.Has(nameof(Patch.Deadline)) && patch.Values.Deadline is null
            ? Problems.Invalid("deadline", $"The kind {EnumNames.Of(kind)} needs a date.")
            : !dated && kind is not DeadlineKind.Ongoing && patch.Values.Deadline is not null
                ? Problems.Invalid("deadline", $"The kind {EnumNames.Of(kind)} has no date.")
                : null;
    }

    private static Core.Decision<PolicyTask> Corrected(PolicyTask task, MergePatch<Patch> patch, Actor actor)
    {
        if (!patch.Has(nameof(Patch.Deadline)) && !patch.Has(nameof(Patch.DeadlineKind)))
            return task.Correct(actor);

        var date = patch.Has(nameof(Patch.Deadline)) ? patch.Values.Deadline : task.Deadline;
        var kind = patch.Values.DeadlineKind ?? (date is null ? DeadlineKind.None : DeadlineKind.Date);
        var keepsDate = kind is DeadlineKind.Ongoing || Lateness.DueOn(kind, DateOnly.MinValue) is not null;
        return task.CorrectDeadline(actor, kind, keepsDate ? date : null);
    }

    private static IEnumerable<Change> ChangeOf<T>(string field, T from, T to) =>
        EqualityComparer<T>.Default.Equals(from, to) ? [] : [new Change(field, from, to)];
}
