namespace TaskTracker.Core.Tasks;

/// <summary>
/// A unit that answers for its part in a task. A group's participation (各街道办事处) has one party a member, each with its own receipt,
/// reports and hand-in; a unit that was renamed or merged is answered for by its successor.
/// </summary>
public sealed record TaskParty
{
    /// <summary>The unit; never a group.</summary>
    public required long UnitId { get; init; }

    /// <summary>What it does; where it stands on the task twice, the heavier role.</summary>
    public required ParticipationRole Role { get; init; }

    /// <summary>The group through which it takes part; null if it was named itself.</summary>
    public long? GroupId { get; init; }

    /// <summary>Since when it answers; reports on periods that ended before are not asked of it.</summary>
    public DateOnly JoinedOn { get; init; }

    /// <summary>Until when it is to acknowledge the task; null if nothing is asked.</summary>
    public DateOnly? ReceiptDueOn { get; init; }

    public DateOnly? ReceivedOn { get; init; }

    /// <summary>How far its part has come by its last report, 0 to 100.</summary>
    public int Percent { get; init; }

    /// <summary>The day on which it handed its part in as done; null while it has not, or after it was returned.</summary>
    public DateOnly? HandedInOn { get; init; }

    /// <summary>The unit whose part it took over, where that was renamed, split or merged; null if the part was always its own.</summary>
    public long? PredecessorId { get; init; }

    /// <summary>Not acknowledged in time, or at all: an alarm of its own.</summary>
    public bool IsReceiptMissing(DateOnly today) => ReceivedOn is null && ReceiptDueOn < today;
}
