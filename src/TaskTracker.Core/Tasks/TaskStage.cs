using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tasks;

/// <summary>What a dated part of a task is.</summary>
public enum StageKind
{
    /// <summary>节点: a date inside the task.</summary>
    Milestone,

    /// <summary>One time of a recurring duty: an obligation of its own.</summary>
    Occurrence,
}

/// <summary>Where a dated part of a task stands.</summary>
public enum StageState
{
    Open,

    Done,

    /// <summary>Done after its last day: visible for ever.</summary>
    DoneLate,

    /// <summary>A milestone whose last day has passed.</summary>
    Overdue,

    /// <summary>An occurrence whose last day has passed.</summary>
    Missed,

    /// <summary>An occurrence whose last day lies in a time when nothing is asked of the task.</summary>
    Excused,
}

/// <summary>
/// A dated part of a task: a milestone (节点) or one occurrence of a recurring duty (DEMANDS 9). It never makes the task itself overdue;
/// that is <see cref="Lateness"/>'s alone.
/// </summary>
public sealed record TaskStage
{
    public required StageKind Kind { get; init; }

    /// <summary>Counts the stages of one kind on a task, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The words that name it.</summary>
    public required string Words { get; init; }

    public DateOnly? StartOn { get; init; }

    /// <summary>The last day on which it is on time; null where the words give none.</summary>
    public DateOnly? DueOn { get; init; }

    public DateOnly? DoneOn { get; init; }

    /// <summary>When nothing was asked of the task; only an occurrence needs to know.</summary>
    public IReadOnlyCollection<Rest> Rests { get; init; } = [];

    private bool IsExcused => Kind is StageKind.Occurrence && DueOn is { } dueOn && Rests.Any(rest => rest.Covers(dueOn));

    /// <summary>
    /// The one rule of a stage's state. No milestone is asked for any more of a closed or suspended task, and a completion request handed in
    /// by its last day speaks for it too. An occurrence stands by its own day: one that was missed stays so whatever becomes of the task, one
    /// that fell into a rest is excused. Occurrences are asked for only while the deadline is a recurring one.
    /// </summary>
    public StageState StateOn(PolicyTask task, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (DoneOn is { } doneOn)
            return doneOn > DueOn && !IsExcused ? StageState.DoneLate : StageState.Done;

        if (Kind is StageKind.Milestone)
        {
            var isAsked = task.State is not (TaskState.Closed or TaskState.Suspended) && !(task.HandedInOn <= DueOn);
            return isAsked && DueOn < today ? StageState.Overdue : StageState.Open;
        }

        return IsExcused ? StageState.Excused
            : task.DeadlineKind is DeadlineKind.Recurring && DueOn < today ? StageState.Missed
            : StageState.Open;
    }

    /// <summary>A lead unit, or the office, marks it as done today; only the office may give an earlier day.</summary>
    public Decision<TaskStage> MarkDone(PolicyTask task, Actor actor, DateOnly today, DateOnly? doneOn = null)
    {
        if (TaskActs.RefusalOf(ActKind.MarkMilestone, task, actor) is { } refusal)
            return refusal;

        if (DoneOn is not null)
            return new Refusal("already-done", "This milestone or occurrence is done already.");

        if (doneOn is not null && doneOn != today && actor.Role is not Role.Supervisor)
            return new Refusal("not-supervision-office", "Only the district's supervision office enters a day that has passed.", Forbidden: true);

        return this with { DoneOn = doneOn ?? today };
    }

    /// <summary>The office takes the mark back; it is as late as it was.</summary>
    public Decision<TaskStage> Reopen(PolicyTask task, Actor actor)
    {
        if (TaskActs.RefusalOf(ActKind.Correct, task, actor) is { } refusal)
            return refusal;

        return DoneOn is null
            ? new Refusal("not-done", "This milestone or occurrence is not done; there is nothing to take back.")
            : this with { DoneOn = null };
    }
}
