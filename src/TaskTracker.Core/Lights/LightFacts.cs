using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Lights;

/// <summary>What a light needs to know of a task; none of it is today.</summary>
public sealed record LightFacts
{
    public required TaskState State { get; init; }

    /// <summary>The last day on which the task is on time (<see cref="Lateness.DueOn"/>); null if it can never be overdue.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The day on which the completion request that waits was handed in.</summary>
    public DateOnly? HandedInOn { get; init; }

    /// <summary>The first day on which the work lies behind the time, if no further report comes; null if never.</summary>
    public DateOnly? BehindFrom { get; init; }

    /// <summary>The last day for the earliest report that has not come; null if none is asked.</summary>
    public DateOnly? ReportDueOn { get; init; }

    /// <summary>When the lead said that the date cannot be met; null if it did not, or took it back.</summary>
    public DateOnly? CannotMeetSince { get; init; }

    /// <summary>When the task was sent back, if it has not been handed in again.</summary>
    public DateOnly? ReturnedOn { get; init; }

    /// <summary>When what had made it red was last made good.</summary>
    public DateOnly? MadeGoodOn { get; init; }

    public TaskOutcome? Outcome { get; init; }

    /// <summary>When the work was done, for a task closed as completed.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>When it was closed.</summary>
    public DateOnly? ClosedOn { get; init; }
}
