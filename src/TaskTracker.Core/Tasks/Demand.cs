namespace TaskTracker.Core.Tasks;

/// <summary>Where a demand of the office stands.</summary>
public enum DemandState
{
    /// <summary>Waits for the unit.</summary>
    Open,

    /// <summary>The unit has answered; the office has not ruled.</summary>
    Answered,

    /// <summary>The office was content.</summary>
    Accepted,

    /// <summary>The task was closed before it was settled.</summary>
    Lapsed,
}

/// <summary>
/// What the office demands of one unit by a date of its own: a supervision order (督办单), a rectification (限期整改). The unit answers, the
/// office accepts or returns the answer.
/// </summary>
public sealed record Demand
{
    /// <summary>The unit addressed.</summary>
    public required long UnitId { get; init; }

    /// <summary>The last day for the answer.</summary>
    public required DateOnly AnswerBy { get; init; }

    /// <summary>That day was reckoned with working days that are not announced yet.</summary>
    public bool AnswerProvisional { get; init; }

    public DemandState State { get; init; }

    /// <summary>The day of the answer that waits or was accepted.</summary>
    public DateOnly? AnsweredOn { get; init; }

    /// <summary>An answer came after its date, or a date was set anew after it had passed; stays.</summary>
    public bool WasMissed { get; init; }

    /// <summary>Its date passed without an answer, or the answer came later.</summary>
    public bool IsMissed(DateOnly today) => WasMissed || (State is DemandState.Open && AnswerBy < today);

    /// <summary>The office addresses a demand to a unit on the task.</summary>
    /// <param name="act">Which kind of demand.</param>
    /// <param name="task">The task that it is about.</param>
    /// <param name="actor">Who demands.</param>
    /// <param name="unitId">The unit addressed; must answer for a part of the task.</param>
    /// <param name="answerBy">Today or later.</param>
    /// <param name="today">The day of the demand.</param>
    public static Decision<Demand> Make(ActKind act, PolicyTask task, Actor actor, long unitId, DateOnly answerBy, DateOnly today)
    {
        if (TaskActs.RefusalOf(act, task, actor) is { } refusal)
            return refusal;

        if (task.Parties.All(party => party.UnitId != unitId))
            return new Refusal("unit-not-on-task", "This unit does not answer for any part of the task.");

        return answerBy < today ? DateRefusals.Passed : new Demand { UnitId = unitId, AnswerBy = answerBy };
    }

    /// <summary>The unit addressed, or its successor, answers.</summary>
    public Decision<Demand> Answer(PolicyTask task, Actor actor, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.AnswerOrder, task, actor) is { } refusal)
            return refusal;

        if (!actor.Units.Contains(UnitId))
            return new Refusal("not-addressed", "This is addressed to another unit.", Forbidden: true);

        return State is DemandState.Open
            ? this with { State = DemandState.Answered, AnsweredOn = today, WasMissed = IsMissed(today) }
            : new Refusal("already-answered", "An answer was given, and not returned.");
    }

    /// <summary>The office accepts the answer, or returns it; returned it is open again, under its old date or a new one.</summary>
    public Decision<Demand> Rule(PolicyTask task, Actor actor, bool accepted, DateOnly? newDate, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.RuleOnAnswer, task, actor) is { } refusal)
            return refusal;

        if (State is not DemandState.Answered)
            return new Refusal("no-answer-waits", "No answer waits for a ruling.");

        if (accepted)
            return this with { State = DemandState.Accepted };

        return newDate < today
            ? DateRefusals.Passed
            : this with { State = DemandState.Open, AnsweredOn = null, AnswerBy = newDate ?? AnswerBy, AnswerProvisional = AnswerProvisional && newDate is null };
    }
}
