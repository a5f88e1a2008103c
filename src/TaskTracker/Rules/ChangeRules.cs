using System.Linq.Expressions;
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

        /// <summary>The limits of tasks whose source gives none; replaces all of them, what is absent takes its default.</summary>
        public DefaultLimits? DefaultLimits { get; init; }
    }

    public sealed class Validator : AbstractValidator<DistrictRules>
    {
        public Validator()
        {
            RuleFor(rules => rules.ReceiptWorkingDays).InclusiveBetween(1, 60);
            RuleFor(rules => rules.DefaultLimits).SetValidator(new DefaultLimitsValidator());
        }
    }

    /// <summary>Each limit is there, and of 1 to 365 days.</summary>
    private sealed class DefaultLimitsValidator : AbstractValidator<DefaultLimits>
    {
        public DefaultLimitsValidator()
        {
            foreach (var limit in new Expression<Func<DefaultLimits, DefaultLimit>>[]
            {
                limits => limits.Document, limits => limits.Meeting, limits => limits.Instruction, limits => limits.UrgentInstruction,
                limits => limits.LongInstruction, limits => limits.Petition, limits => limits.Motion, limits => limits.Inspection,
            })
            {
                RuleFor(limit).Must(days => days is { Amount: >= 1 and <= 365 }).WithMessage("1 to 365 days are allowed.");
            }
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
        DefaultLimits = patch.Has(nameof(Patch.DefaultLimits)) ? patch.Values.DefaultLimits ?? DistrictRules.Default.DefaultLimits : rules.DefaultLimits,
    };
}
