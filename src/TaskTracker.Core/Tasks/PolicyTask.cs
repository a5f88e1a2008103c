using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tasks;

/// <summary>
/// A tracked task (任务) with the facts that its rules need. Every rule is a pure method that takes the caller and the day and
/// returns the task after the act, or the reason why it is refused.
/// </summary>
public sealed record PolicyTask
{
    public required long Id { get; init; }

    public required int Version { get; init; }

    public required TaskState State { get; init; }

    /// <summary>How far the work has come by the last report, 0 to 100.</summary>
    public int Percent { get; init; }

    public required DeadlineKind DeadlineKind { get; init; }

    /// <summary>The date in force; see <see cref="Lateness.DueOn"/> for whether the task can be overdue.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>Counts the changes of the deadline, so that reminders of an older date are told apart.</summary>
    public int DeadlineVersion { get; init; } = 1;

    /// <summary>The day on which the completion request that waits for review was handed in; null if none waits.</summary>
    public DateOnly? HandedInOn { get; init; }

    public TaskOutcome? Outcome { get; init; }

    /// <summary>The day on which the work was done: when the accepted completion request was handed in.</summary>
    public DateOnly? CompletedOn { get; init; }

    public required IReadOnlyList<Participation> Participations { get; init; }

    /// <summary>A unit on the task, lead or partner, acknowledges it (签收).</summary>
    public Decision<PolicyTask> Receive(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.TakesPart(this, ParticipationRole.Lead, ParticipationRole.Partner))
            return new Refusal("not-a-participant", "Only a unit that takes part in this task can acknowledge it.", Forbidden: true);

        if (State is TaskState.Closed)
            return AlreadyClosed;

        return this;
    }

    /// <summary>A lead unit reports how far the work has come (进展填报).</summary>
    public Decision<PolicyTask> ReportProgress(Actor actor, int percent)
    {
        if (RefusalToWork(actor, "reports progress on") is { } refusal)
            return refusal;

        return this with { Percent = percent, State = TaskState.InProgress };
    }

    /// <summary>A lead unit says that the work is done and hands it to the supervision office (办结申请).</summary>
    public Decision<PolicyTask> RequestCompletion(Actor actor, DateOnly today)
    {
        if (RefusalToWork(actor, "asks to close") is { } refusal)
            return refusal;

        return this with { State = TaskState.AwaitingReview, HandedInOn = today };
    }

    /// <summary>The supervision office strikes the task off (销账). It counts as done on the day it was handed in.</summary>
    public Decision<PolicyTask> Accept(Actor actor)
    {
        if (RefusalToReview(actor) is { } refusal)
            return refusal;

        return this with
        {
            State = TaskState.Closed,
            Outcome = TaskOutcome.Completed,
            Percent = 100,
            CompletedOn = HandedInOn,
            HandedInOn = null,
        };
    }

    /// <summary>The supervision office sends the task back to its lead unit (退回); if its date has passed it is overdue again.</summary>
    public Decision<PolicyTask> Return(Actor actor)
    {
        if (RefusalToReview(actor) is { } refusal)
            return refusal;

        return this with { State = TaskState.InProgress, HandedInOn = null };
    }

    /// <summary>The supervision office corrects the date of a task that is still open.</summary>
    public Decision<PolicyTask> CorrectDeadline(Actor actor, DeadlineKind kind, DateOnly? date)
    {
        if (RefusalToCorrect(actor) is { } refusal)
            return refusal;

        if (kind == DeadlineKind && date == Deadline)
            return this;

        return this with { DeadlineKind = kind, Deadline = date, DeadlineVersion = DeadlineVersion + 1 };
    }

    /// <summary>Whether the supervision office may correct the record at all.</summary>
    public Decision<PolicyTask> Correct(Actor actor) => RefusalToCorrect(actor) is { } refusal ? refusal : this;

    private Refusal? RefusalToWork(Actor actor, string act)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.TakesPart(this, ParticipationRole.Lead))
            return new Refusal("not-lead-unit", $"Only a lead unit {act} this task.", Forbidden: true);

        return State switch
        {
            TaskState.Closed => AlreadyClosed,
            TaskState.AwaitingReview => new Refusal("awaiting-review", "The task waits for the supervision office's review; nothing can be added until it has ruled."),
            TaskState.Suspended => new Refusal("task-suspended", "The task is suspended."),
            _ => null,
        };
    }

    private Refusal? RefusalToReview(Actor actor)
    {
        if (RefusalToSupervise(actor) is { } refusal)
            return refusal;

        return State is TaskState.AwaitingReview
            ? null
            : new Refusal("not-awaiting-review", "No completion request of this task waits for a review.");
    }

    private Refusal? RefusalToCorrect(Actor actor)
    {
        if (RefusalToSupervise(actor) is { } refusal)
            return refusal;

        return State is TaskState.Closed ? AlreadyClosed : null;
    }

    private static Refusal? RefusalToSupervise(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.Role is Role.Supervisor
            ? null
            : new Refusal("not-supervision-office", "Only the district's supervision office does this.", Forbidden: true);
    }

    private static readonly Refusal AlreadyClosed = new("task-closed", "The task is closed.");
}
