using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Platform;
using TaskTracker.Units;

namespace TaskTracker.Documents;

/// <summary>
/// A correction that teaches: the office says which unit a printed name means, and the register knows it from then on: in the rest of
/// this draft, in the records that print it and in later imports.
/// </summary>
internal static class AddDraftAlias
{
    private static readonly UnitFields.Validator Fields = new();

    public sealed record Request
    {
        /// <summary>The name as printed.</summary>
        public required string Name { get; init; }

        /// <summary>Id or a name of the unit or group that it means.</summary>
        public required string Unit { get; init; }

        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Name).NotEmpty().MaximumLength(100);
            RuleFor(request => request.Unit).NotEmpty().MaximumLength(100);
            RuleFor(request => request.Reason).MaximumLength(2_000);
        }
    }

    /// <summary>What the register and the draft have learnt.</summary>
    /// <param name="Name">The name as printed.</param>
    /// <param name="UnitId">The unit or group that it means.</param>
    /// <param name="UnitName">Its short name.</param>
    /// <param name="EditId">The edit of the draft; undoing it brings the findings back, but takes nothing from the register.</param>
    /// <param name="ItemsResolved">Items of this draft that lost a finding.</param>
    public sealed record AliasView(string Name, long UnitId, string UnitName, long EditId, int ItemsResolved);

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/{documentId:long}/draft/aliases", HandleAsync)
        .WithName(nameof(AddDraftAlias))
        .WithSummary("Say which unit a printed name means")
        .WithDescription("Adds the name to the unit's aliases in the district's register and settles the findings on it in this draft.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<AliasView>, ProblemHttpResult>> HandleAsync(
        long documentId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var register = (await transaction.LockRegisterAsync(caller.DistrictId))!;
        if (await transaction.LockDocumentAsync(caller.DistrictId, documentId) is null)
            return Problems.NotFound("document");

        var (alias, unitName) = (request.Name.Trim(), register.NameOf(request.Unit));
        if (register.Entries.FirstOrDefault(entry => entry.Fields.Name == unitName) is not { } unit)
            return Refused("unit-unknown", "unit", $"No unit or group of the district is called \"{request.Unit}\".");

        var taught = unit.Fields with { Aliases = [.. unit.Fields.Aliases, alias] };
        if (Fields.Validate(taught) is { IsValid: false } invalid)
            return Refused("validation", "name", [.. invalid.Errors.Select(failure => failure.ErrorMessage)]);

        var now = clock.Now();
        var (_, problem) = await transaction.EditAsync(caller, register, unit, taught, now);
        if (problem?.ProblemDetails.Extensions["errors"] is IDictionary<string, string[]> faults)
            return Refused("validation", "name", [.. faults.Values.SelectMany(messages => messages)]);

        var directory = new UnitDirectory((await transaction.ReadRegistryAsync(caller.DistrictId))!);
        var resolved = (await transaction.ItemsOfAsync(caller.DistrictId, documentId))
            .Where(item => item.TaskId is null)
            .Select(item => (item.Id, item.Excluded, Before: item.Read()))
            .Select(item => (item.Id, item.Excluded, item.Before, After: Resolved(item.Before, directory)))
            .Where(item => item.After.Findings.Count < item.Before.Findings.Count)
            .ToList();
        var before = await transaction.StatesAsync(caller.DistrictId, documentId, [.. resolved.Select(item => item.Id)]);
        foreach (var (id, excluded, _, after) in resolved)
            await transaction.SetItemAsync(caller.DistrictId, id, after, excluded, now);

        var edit = new StoredEdit { Kind = "alias", Reason = request.Reason, EditedAt = now };
        var editId = await transaction.RecordEditAsync(caller, documentId, edit, before);
        await transaction.RecordAsync(caller, "document", documentId, "alias_added", now, request.Reason, new Change("alias", alias, unitName));
        await transaction.CommitAsync();

        return TypedResults.Created(
            $"/api/v1/documents/{documentId}/draft/edits", new AliasView(alias, unit.Id, unitName, editId, resolved.Count));
    }

    /// <summary>The item without the doubts about names that are registered now.</summary>
    private static DraftItem Resolved(DraftItem item, UnitDirectory directory)
    {
        string[] known = [.. item.LeadUnits.Concat(item.PartnerUnits).Where(name => directory.Find(name) is not null)];
        return item with { Findings = [.. item.Findings.Where(finding => !IsAbout(finding, known))] };
    }

    /// <summary>A doubt about a name begins with the name in quotes, cut short with … if it is very long.</summary>
    private static bool IsAbout(Finding finding, string[] names)
    {
        if (finding.Code is not (FindingCodes.UnitUnknown or FindingCodes.UnitMisprint)
            || finding.Message.IndexOf('”', StringComparison.Ordinal) is not (> 1 and var end) || finding.Message[0] != '“')
            return false;

        var quoted = finding.Message[1..end];
        return Array.Exists(names, name => name == quoted || (quoted.EndsWith('…') && name.StartsWith(quoted[..^1], StringComparison.Ordinal)));
    }

    private static ProblemHttpResult Refused(string code, string field, params string[] messages) =>
        Problems.Invalid(code, new Dictionary<string, string[]> { [field] = messages });
}
