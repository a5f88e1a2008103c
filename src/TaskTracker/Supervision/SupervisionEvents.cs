using TaskTracker.Outbox;

namespace TaskTracker.Supervision;

/// <summary>Announced once a task is struck off.</summary>
internal sealed record TaskClosed(long TaskId) : IEvent
{
    public static string Type => "task_closed";
}

/// <summary>Announced once a task, or one member's part of it, went back.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Reason">Why.</param>
/// <param name="HandInAgainBy">By when it is asked for again.</param>
/// <param name="UnitId">The member whose part it is; null for the whole.</param>
internal sealed record TaskReturned(long TaskId, string Reason, DateOnly? HandInAgainBy = null, long? UnitId = null) : IEvent
{
    public static string Type => "task_returned";
}

/// <summary>What an act of supervision tells: enough for whoever is told to know what is asked.</summary>
/// <param name="TaskId">The task.</param>
internal abstract record SupervisionEvent(long TaskId)
{
    /// <summary>The unit that it is addressed to; null for all whom it concerns.</summary>
    public long? UnitId { get; init; }

    /// <summary>What was said.</summary>
    public string? Words { get; init; }

    /// <summary>The date that it sets or moves.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Its number or level, where it has one.</summary>
    public string? Label { get; init; }
}

/// <summary>The dated part of a task was accepted, and the task goes on.</summary>
internal sealed record DatedPartClosed(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "dated_part_closed";
}

/// <summary>A look-back opened a closed task again.</summary>
internal sealed record TaskReopened(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "task_reopened";
}

/// <summary>A lead appealed against how its task was closed.</summary>
internal sealed record AppealMade(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "appeal_made";
}

/// <summary>The office upheld a closing.</summary>
internal sealed record AppealUpheld(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "appeal_upheld";
}

/// <summary>The office revoked a closing, and the task is open again.</summary>
internal sealed record AppealRevoked(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "appeal_revoked";
}

/// <summary>More time was asked for.</summary>
internal sealed record ExtensionRequested(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "extension_requested";
}

/// <summary>The last approver granted more time.</summary>
internal sealed record ExtensionGranted(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "extension_granted";
}

/// <summary>An approver refused more time.</summary>
internal sealed record ExtensionRefused(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "extension_refused";
}

/// <summary>An approver granted more time, and the next one is to rule.</summary>
internal sealed record ExtensionPassedOn(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "extension_passed_on";
}

/// <summary>A change was asked for, or recorded.</summary>
internal sealed record ChangeRequested(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "change_requested";
}

/// <summary>A change was granted.</summary>
internal sealed record ChangeGranted(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "change_granted";
}

/// <summary>A change was refused.</summary>
internal sealed record ChangeRefused(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "change_refused";
}

/// <summary>The work on a task rests.</summary>
internal sealed record TaskSuspended(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "task_suspended";
}

/// <summary>The work on a task was taken up again.</summary>
internal sealed record TaskResumed(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "task_resumed";
}

/// <summary>催办.</summary>
internal sealed record TaskUrged(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "task_urged";
}

/// <summary>督办单.</summary>
internal sealed record OrderIssued(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "order_issued";
}

/// <summary>限期整改.</summary>
internal sealed record RectificationDemanded(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "rectification_demanded";
}

/// <summary>A unit answered an order, or reported that something was put right.</summary>
internal sealed record DemandAnswered(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "demand_answered";
}

/// <summary>The office was content with an answer.</summary>
internal sealed record DemandAccepted(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "demand_accepted";
}

/// <summary>The office returned an answer.</summary>
internal sealed record DemandReturned(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "demand_returned";
}

/// <summary>约谈.</summary>
internal sealed record InterviewHeld(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "interview_held";
}

/// <summary>批示.</summary>
internal sealed record InstructionGiven(long TaskId) : SupervisionEvent(TaskId), IEvent
{
    public static string Type => "instruction_given";
}
