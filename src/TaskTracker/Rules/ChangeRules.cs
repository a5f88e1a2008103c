using System.Linq.Expressions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Attention;
using TaskTracker.Core.Reminders;
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

        /// <summary>Who approves an extension, in this order; 1 to 3 different ones.</summary>
        public IReadOnlyList<ApprovalStep>? ExtensionSteps { get; init; }

        /// <summary>How often a lead's request extends a task, 0 to 20; further ones are the office's alone.</summary>
        public int? ExtensionLimit { get; init; }

        /// <summary>Within how many days of its closing a lead appeals against it, 1 to 366; closings made before keep their day.</summary>
        public int? AppealDays { get; init; }

        /// <summary>Within how many days an appeal is ruled on, 1 to 366; those that wait keep their day.</summary>
        public int? AppealRulingDays { get; init; }

        /// <summary>The levels of supervision orders from the mildest up, 1 to 5.</summary>
        public IReadOnlyList<LadderStep>? OrderLadder { get; init; }

        /// <summary>Limits of leaders' instructions by urgency, at most 10.</summary>
        public IReadOnlyList<InstructionLimit>? InstructionLimits { get; init; }

        /// <summary>From when on a task is proposed for attention; replaces all of it, what is absent takes its default.</summary>
        public AttentionRule? Attention { get; init; }

        /// <summary>The limits of tasks whose source gives none; replaces all of them, what is absent takes its default.</summary>
        public DefaultLimits? DefaultLimits { get; init; }

        /// <summary>How messages leave the service; replaces all of it, what is absent takes its default.</summary>
        public RemindingRules? Reminding { get; init; }
    }

    public sealed class Validator : AbstractValidator<DistrictRules>
    {
        public Validator()
        {
            RuleFor(rules => rules.ReceiptWorkingDays).InclusiveBetween(1, 60);
            RuleFor(rules => rules.Reminding.Channels)
                .Must(channels => channels is not null && Enum.GetValues<RecipientRole>().All(role => channels.Of(role) is { Count: <= 20 } codes && codes.Distinct().Count() == codes.Count))
                .WithMessage("At most 20 different channels for each role are allowed.");
            RuleFor(rules => rules.Reminding.Quiet).NotNull();
            RuleFor(rules => rules.Attention.OverdueDays).InclusiveBetween(1, 3660);
            RuleFor(rules => rules.Attention.StuckDays).InclusiveBetween(1, 3660);
            RuleFor(rules => rules.Attention.Extensions).InclusiveBetween(1, 100);
            RuleFor(rules => rules.Attention.LowestRanks).InclusiveBetween(0, 20);
            RuleFor(rules => rules.DefaultLimits).SetValidator(new DefaultLimitsValidator());
            RuleFor(rules => rules.PacePoints).InclusiveBetween(1, 99);
            RuleFor(rules => rules.PaceFromPercent).InclusiveBetween(0, 100);
            RuleFor(rules => rules.ExtensionLimit).InclusiveBetween(0, 20);
            RuleFor(rules => rules.AppealDays).InclusiveBetween(1, 366);
            RuleFor(rules => rules.AppealRulingDays).InclusiveBetween(1, 366);
            RuleFor(rules => rules.ExtensionSteps).Must(steps => steps is { Count: >= 1 and <= 3 } && steps.Distinct().Count() == steps.Count)
                .WithMessage("1 to 3 different approvers are allowed.");
            RuleFor(rules => rules.OrderLadder)
                .Must(steps => steps is { Count: >= 1 and <= 5 } && steps.Select(step => step.Level).Distinct().Count() == steps.Count)
                .WithMessage("1 to 5 different levels are allowed.");
            RuleForEach(rules => rules.OrderLadder)
                .Must(step => IsCode(step.Level) && step.Name is { Length: > 0 and <= 40 } && step.AnswerWorkingDays is >= 1 and <= 60)
                .WithMessage("A level has a code of 1 to 40 characters a-z and _, a name of 1 to 40, and 1 to 60 working days.");
            RuleFor(rules => rules.InstructionLimits)
                .Must(limits => limits is { Count: <= 10 } && limits.Select(limit => limit.Urgency).Distinct().Count() == limits.Count)
                .WithMessage("At most 10 different urgencies are allowed.");
            RuleForEach(rules => rules.InstructionLimits)
                .Must(limit => IsCode(limit.Urgency) && limit.Days is >= 1 and <= 366)
                .WithMessage("An urgency has a code of 1 to 40 characters a-z and _, and 1 to 366 days.");
        }

        private static bool IsCode(string? text) => text is { Length: > 0 and <= 40 } && text.All(letter => letter is (>= 'a' and <= 'z') or '_');
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

        if (await UnknownChannelAsync(transaction, caller.DistrictId, after.Reminding.Channels) is { } unknown)
            return unknown;

        var now = clock.Now();
        if (!await transaction.SaveRulesAsync(caller.DistrictId, before, after, now))
            return Problems.ChangedMeanwhile();

        await transaction.RecordAsync(caller, "rules", 0, "changed", now, null, new Change("rules", before.Rules, after));
        await transaction.CommitAsync();

        http.Response.Headers.ETag = Preconditions.ETagOf(before.Version + 1);
        return TypedResults.Ok(after);
    }

    /// <summary>A channel that does not exist would tell nobody.</summary>
    private static async Task<ProblemHttpResult?> UnknownChannelAsync(Session session, string districtId, ChannelsByRole channels)
    {
        string[] known = [Channel.Mail, .. await session.QueryAsync<string>(SelectGateways, new { DistrictId = districtId })];
        return Enum.GetValues<RecipientRole>().SelectMany(channels.Of).FirstOrDefault(code => !known.Contains(code)) is { } unknown
            ? Problems.Invalid("reminding.channels", $"There is no channel \"{unknown}\"; allowed: {string.Join(", ", known)}. Enter a gateway first (POST /api/v1/message-gateways).")
            : null;
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
        ExtensionSteps = patch.Has(nameof(Patch.ExtensionSteps)) ? patch.Values.ExtensionSteps ?? DistrictRules.Default.ExtensionSteps : rules.ExtensionSteps,
        ExtensionLimit = patch.Has(nameof(Patch.ExtensionLimit)) ? patch.Values.ExtensionLimit ?? DistrictRules.Default.ExtensionLimit : rules.ExtensionLimit,
        AppealDays = patch.Has(nameof(Patch.AppealDays)) ? patch.Values.AppealDays ?? DistrictRules.Default.AppealDays : rules.AppealDays,
        AppealRulingDays = patch.Has(nameof(Patch.AppealRulingDays))
            ? patch.Values.AppealRulingDays ?? DistrictRules.Default.AppealRulingDays
            : rules.AppealRulingDays,
        OrderLadder = patch.Has(nameof(Patch.OrderLadder)) ? patch.Values.OrderLadder ?? DistrictRules.Default.OrderLadder : rules.OrderLadder,
        InstructionLimits = patch.Has(nameof(Patch.InstructionLimits))
            ? patch.Values.InstructionLimits ?? DistrictRules.Default.InstructionLimits
            : rules.InstructionLimits,
        Attention = patch.Has(nameof(Patch.Attention)) ? patch.Values.Attention ?? DistrictRules.Default.Attention : rules.Attention,
        DefaultLimits = patch.Has(nameof(Patch.DefaultLimits)) ? patch.Values.DefaultLimits ?? DistrictRules.Default.DefaultLimits : rules.DefaultLimits,
        Reminding = patch.Has(nameof(Patch.Reminding)) ? patch.Values.Reminding ?? DistrictRules.Default.Reminding : rules.Reminding,
    };

    private const string SelectGateways = "select code from message_gateways where district_id = @DistrictId order by code";
}
