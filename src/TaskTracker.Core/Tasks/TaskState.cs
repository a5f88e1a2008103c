namespace TaskTracker.Core.Tasks;

/// <summary>Where a task stands in its life.</summary>
public enum TaskState
{
    /// <summary>Laid on its units; nobody has reported yet (已下达).</summary>
    Assigned,

    /// <summary>At least one report, or a completion that was returned (办理中).</summary>
    InProgress,

    /// <summary>The lead says done; the supervision office has not ruled yet (待审核).</summary>
    AwaitingReview,

    /// <summary>Work rests by decision; never overdue (中止).</summary>
    Suspended,

    /// <summary>Struck off the list (销账).</summary>
    Closed,
}

/// <summary>How a task was closed (销账结果).</summary>
public enum TaskOutcome
{
    Completed,
    NotCompleted,
    Superseded,
    Cancelled,
}

/// <summary>What a unit does on a task.</summary>
public enum ParticipationRole
{
    /// <summary>牵头单位.</summary>
    Lead,

    /// <summary>协办单位.</summary>
    Partner,

    /// <summary>统筹单位: holds the strands together.</summary>
    Coordinator,

    /// <summary>监管单位: watches over the work.</summary>
    Supervisor,
}

/// <summary>A unit or group on a task, as printed and as the registry knows it.</summary>
/// <param name="Role">What it does.</param>
/// <param name="Name">The name as printed.</param>
/// <param name="UnitId">The unit or group of the registry; null if the name is unknown there.</param>
public sealed record Participation(ParticipationRole Role, string Name, long? UnitId)
{
    /// <summary>首位牵头: of several leads the one that stands first.</summary>
    public bool First { get; init; }
}
