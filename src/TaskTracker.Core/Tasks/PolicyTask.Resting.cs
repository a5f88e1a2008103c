namespace TaskTracker.Core.Tasks;

/// <summary>Work that rests by decision (中止) and is taken up again (恢复).</summary>
public sealed partial record PolicyTask
{
    /// <summary>Since when the work rests; null if it does not.</summary>
    public DateOnly? SuspendedOn { get; init; }

    /// <summary>The days after the date in force on which work rested by decision: they do not count as overdue.</summary>
    public int ExcusedDays { get; init; }

    /// <summary>The supervision office lets the work rest.</summary>
    public Decision<PolicyTask> Suspend(Actor actor, DateOnly today) =>
        TaskActs.RefusalOf(ActKind.Suspend, this, actor) is { } refusal
            ? refusal
            : this with { State = TaskState.Suspended, SuspendedOn = today };

    /// <summary>The supervision office takes the work up again, under the old date or a new one.</summary>
    /// <param name="actor">Who takes it up.</param>
    /// <param name="newDate">The new last day, today or later; null to keep the old one.</param>
    /// <param name="today">The first day that counts again.</param>
    public Decision<PolicyTask> Resume(Actor actor, DateOnly? newDate, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.Resume, this, actor) is { } refusal)
            return refusal;

        if (newDate < today)
            return DateRefusals.Passed;

        return newDate is { } date ? TakenUpAgain(today).WithDate(date) : TakenUpAgain(today);
    }

    private PolicyTask TakenUpAgain(DateOnly today)
    {
        var rested = SuspendedOn is { } since && DueOn is { } dueOn
            ? Math.Max(0, today.DayNumber - Math.Max(since.DayNumber, dueOn.DayNumber + 1))
            : 0;
        return this with
        {
            State = TaskState.InProgress,
            SuspendedOn = null,
            ExcusedDays = ExcusedDays + rested,

            // The last day has moved, and is reminded of anew.
            DeadlineVersion = rested > 0 ? DeadlineVersion + 1 : DeadlineVersion,
        };
    }
}
