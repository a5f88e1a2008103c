namespace TaskTracker.Core.Tasks;

/// <summary>Acts of supervision that leave a record and change nothing of the task itself.</summary>
public sealed partial record PolicyTask
{
    /// <summary>催办, with a date to answer or without.</summary>
    public Decision<PolicyTask> Urge(Actor actor, DateOnly? answerBy, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.Urge, this, actor) is { } refusal)
            return refusal;

        return answerBy < today ? DateRefusals.Passed : this;
    }

    /// <summary>约谈: recorded after it was held.</summary>
    public Decision<PolicyTask> Interview(Actor actor, DateOnly heldOn, DateOnly today) => Happened(ActKind.Interview, actor, heldOn, today);

    /// <summary>批示: a leader's words, recorded with the day on which they were given.</summary>
    public Decision<PolicyTask> Instruct(Actor actor, DateOnly givenOn, DateOnly today) => Happened(ActKind.Instruct, actor, givenOn, today);

    private Decision<PolicyTask> Happened(ActKind act, Actor actor, DateOnly day, DateOnly today)
    {
        if (TaskActs.RefusalOf(act, this, actor) is { } refusal)
            return refusal;

        return day > today ? DateRefusals.InFuture : this;
    }
}
