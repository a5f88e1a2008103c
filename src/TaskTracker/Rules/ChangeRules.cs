using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>The supervision office settles the district's rules; the old ones stay in the history.</summary>
internal static class ChangeRules
{
    private static readonly Validator RulesValidator = new();

    /// <summary>The rules that can be changed; null takes the default again.</summary>
    public sealed record Patch
    {
        /// <summary>Within how many working days a unit acknowledges a task, 1 to 60.</summary>
        public int? ReceiptWorkingDays { get; init; }

        /// <summary>By how many points time may be ahead of work before a task lies behind, 1 to 99.</summary>
        public int? PacePoints { get; init; }

        /// <summary>How much of the time must have passed before a task can lie behind, 0 to 100 percent.</summary>
        public int? PaceFromPercent { get; init; }
    }

    public sealed class Validator : AbstractValidator<DistrictRules>
    {
        public Validator()
        {
            RuleFor(rules => rules.ReceiptWorkingDays).InclusiveBetween(1, 60);
            RuleFor(rules => rules.PacePoints).InclusiveBetween(1, 99);
            RuleFor(rules => rules.PaceFromPercent).InclusiveBetween(0, 100);
        }
    }

    public static void Map(IEndpointRouteBuilder rules) => rules
        .MapPatch("/", HandleAsync)
        .WithName(nameof(ChangeRules))
        .WithSummary("Change the district's rules")
        .WithDescription("JSON Merge Patch; needs `If-Match`. Holds for what happens from now on: dates that were set under the old rules stay.")
        .Accepts<Patch>("application/merge-patch+json", "application/json")
        .ProducesProblems(400, 409, 412, 415, 428)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<DistrictRules>, ProblemHttpResult>> HandleAsync(
        MergePatch<Patch> patch, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (patch.IsEmpty)
            return Problems.Invalid("body", "Nothing to change was sent.");

        await using var transaction = await database.BeginAsync(cancellation);
        var before = await transaction.StoredRulesOfAsync(caller.DistrictId);
        if (!Preconditions.IfMatchHolds(http, before.Version, out var problem))
            return problem;

        var after = Patched(before.Rules, patch);
        if (RulesValidator.Validate(after) is { IsValid: false } result)
            return result.ToProblem();

        var now = clock.Now();
        if (!await transaction.SaveRulesAsync(caller.DistrictId, before, after, now))
            return Problems.ChangedMeanwhile();

        await transaction.RecordAsync(caller, "rules", 0, "changed", now, null, new Change("rules", before.Rules, after));
        await transaction.CommitAsync();

        http.Response.Headers.ETag = Preconditions.ETagOf(before.Version + 1);
        return TypedResults.Ok(after);
    }

    private static DistrictRules Patched(DistrictRules rules, MergePatch<Patch> patch) => rules with
    {
        ReceiptWorkingDays = patch.Has(nameof(Patch.ReceiptWorkingDays))
            ? patch.Values.ReceiptWorkingDays ?? DistrictRules.Default.ReceiptWorkingDays
            : rules.ReceiptWorkingDays,
        PacePoints = patch.Has(nameof(Patch.PacePoints)) ? patch.Values.PacePoints ?? DistrictRules.Default.PacePoints : rules.PacePoints,
        PaceFromPercent = patch.Has(nameof(Patch.PaceFromPercent))
            ? patch.Values.PaceFromPercent ?? DistrictRules.Default.PaceFromPercent
            : rules.PaceFromPercent,
    };
}
