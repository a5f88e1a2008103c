namespace TaskTracker.Core.Tasks;

/// <summary>What a change request (调整申请) asks for.</summary>
public enum ChangeKind
{
    Text,
    Units,
    Deadline,
    Targets,
    Stop,
}

/// <summary>How work is stopped.</summary>
public enum StopKind
{
    /// <summary>It rests (中止).</summary>
    Suspend,

    /// <summary>It ends (取消).</summary>
    Cancel,
}

/// <summary>Changes and stops: minor ones are recorded, major ones decided (DEMANDS 24).</summary>
public sealed partial record PolicyTask
{
    /// <summary>Words are minor; units, dates, targets and a stop go back to the office.</summary>
    public static bool IsMajor(ChangeKind kind) => kind is not ChangeKind.Text;

    /// <param name="actor">Who asks.</param>
    /// <param name="kind">What is to change.</param>
    /// <param name="newDate">The new last day where the deadline is to change; today or later.</param>
    /// <param name="today">The day of asking.</param>
    public Decision<PolicyTask> RequestChange(Actor actor, ChangeKind kind, DateOnly? newDate, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.RequestChange, this, actor) is { } refusal)
            return refusal;

        return kind is ChangeKind.Deadline && newDate < today ? DateRefusals.Passed : this;
    }

    /// <summary>The office rules on a change request; what the task's rules know of changes at once, words, units and targets stand in the record.</summary>
    /// <param name="actor">Who rules.</param>
    /// <param name="state">Where the request stands.</param>
    /// <param name="granted">Grant, or refuse.</param>
    /// <param name="newDate">The new last day, where it changes the deadline.</param>
    /// <param name="stop">How work stops, where it stops.</param>
    /// <param name="today">The day of ruling.</param>
    /// <param name="reason">Why the office rules so; needed to end a task over its open sub-tasks.</param>
    public Decision<PolicyTask> RuleOnChange(
        Actor actor, RequestState state, bool granted, DateOnly? newDate, StopKind? stop, DateOnly today, string? reason = null)
    {
        if (TaskActs.RefusalOf(ActKind.RuleOnChange, this, actor) is { } refusal)
            return refusal;

        if (state is not RequestState.Pending)
            return AlreadyDecided;

        return (granted, newDate, stop) switch
        {
            (false, _, _) => this,
            (_, { } date, _) when date < today => DateRefusals.Passed,
            (_, { } date, _) => WithDate(date) with { WasLate = WasLate || Lateness.IsOverdue(this, today) },
            (_, _, StopKind.Suspend) => Suspend(actor, today),
            (_, _, StopKind.Cancel) => Close(actor, TaskOutcome.Cancelled, today, reason),
            _ => this,
        };
    }
}
