namespace TaskTracker.Core.Tasks;

/// <summary>More time (延期): asked for before the date has passed, decided by one or more in order, counted (DEMANDS 23).</summary>
public sealed partial record PolicyTask
{
    /// <summary>How often the task was extended.</summary>
    public int ExtensionCount { get; init; }

    /// <summary>
    /// A lead unit asks for more time before the date has passed; afterwards, and beyond the district's limit, only the office files.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="newDate">The last day asked for: later than the present one, and not before today.</param>
    /// <param name="pending">Whether another request of the task waits.</param>
    /// <param name="rules">The district's approvers and limit.</param>
    /// <param name="today">The day of asking.</param>
    public Decision<ExtensionRequest> RequestExtension(Actor actor, DateOnly newDate, bool pending, DistrictRules rules, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.RequestExtension, this, actor) is { } refusal)
            return refusal;

        if (DueOn is not { } dueOn)
            return new Refusal("no-deadline", "The task has no date that could be extended.");

        if (pending)
            return new Refusal("extension-pending", "An extension request of this task waits for its decision.");

        var expired = dueOn < today;
        var byOffice = TaskActs.IsOffice(actor);
        if (expired && !byOffice)
            return new Refusal("extension-after-expiry", "The date has passed; only the supervision office can extend it now.");

        if (ExtensionCount >= rules.ExtensionLimit && !byOffice)
        {
            return new Refusal(
                "extension-limit", $"The task was extended {ExtensionCount} times; a further extension is filed and decided by the supervision office alone.");
        }

        if (!IsLater(newDate, today))
            return NotLater;

        return new ExtensionRequest
        {
            FormerDate = dueOn,
            NewDate = newDate,
            AfterExpiry = expired,
            Steps = expired || ExtensionCount >= rules.ExtensionLimit ? [ApprovalStep.SupervisionOffice] : StepsOf(rules),
        };
    }

    /// <summary>
    /// The approver whose turn it is grants or refuses. A refusal ends the request; the last approver's grant moves the deadline. A request
    /// that waited while the date passed was no excuse: until it is granted the task is overdue.
    /// </summary>
    public Decision<RuledExtension> RuleOnExtension(Actor actor, ExtensionRequest request, ExtensionRuling ruling, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.RuleOnExtension, this, actor) is { } refusal)
            return refusal;

        if (request.NextStep is not { } step)
            return AlreadyDecided;

        if (step is ApprovalStep.CollectingUnit ? !TaskActs.IsCollector(this, actor) : !TaskActs.IsOffice(actor))
            return new Refusal("not-your-step", $"It is the turn of another approver: {WordsOf(step)}.", Forbidden: true);

        if (step is ApprovalStep.DistrictLeader && ruling.Granted && string.IsNullOrWhiteSpace(ruling.Basis))
            return new Refusal("approval-basis-missing", "An approval by the district's leader is recorded with what it rests on.");

        if (!ruling.Granted)
            return new RuledExtension(this, request with { State = RequestState.Refused, StepsTaken = request.StepsTaken + 1 }, step);

        var date = ruling.NewDate ?? request.NewDate;
        if (!IsLater(date, today))
            return NotLater;

        var taken = request with { NewDate = date, StepsTaken = request.StepsTaken + 1 };
        return taken.StepsTaken < taken.Steps.Count
            ? new RuledExtension(this, taken, step)
            : new RuledExtension(
                WithDate(date) with { ExtensionCount = ExtensionCount + 1, WasLate = WasLate || request.AfterExpiry },
                taken with { State = RequestState.Granted },
                step);
    }

    private IReadOnlyList<ApprovalStep> StepsOf(DistrictRules rules)
    {
        ApprovalStep[] steps = [.. rules.ExtensionSteps.Where(step => step is not ApprovalStep.CollectingUnit || CollectingUnitId is not null)];
        return steps is [] ? [ApprovalStep.SupervisionOffice] : steps;
    }

    private bool IsLater(DateOnly date, DateOnly today) => date >= today && date > DueOn;

    private static string WordsOf(ApprovalStep step) => step switch
    {
        ApprovalStep.CollectingUnit => "the unit that collects the list's reports",
        ApprovalStep.DistrictLeader => "the district's leader, recorded by the supervision office",
        _ => "the supervision office",
    };

    private static readonly Refusal NotLater = new("date-not-later", "The new date must lie after the present one, and not before today.");

    private static readonly Refusal AlreadyDecided = new("already-decided", "This request is decided.");
}
