using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Attention;

/// <summary>Why a task is proposed for the office's attention (DEMANDS 30: the special inspection list).</summary>
public enum AttentionReason
{
    /// <summary>Overdue for so many days.</summary>
    Overdue,

    /// <summary>Nothing was heard from its units for so many days.</summary>
    Stuck,

    /// <summary>Its deadline was extended so often ("多次延期仍不能完成").</summary>
    OftenExtended,

    /// <summary>It is led by one of the units that stand last in the list asked for, else in the district.</summary>
    LowestRank,
}

/// <summary>From when on a task is proposed for attention: settled by the district.</summary>
public sealed record AttentionRule
{
    public static readonly AttentionRule Default = new();

    /// <summary>Days overdue, 1 to 3660.</summary>
    public int OverdueDays { get; init; } = 30;

    /// <summary>Days without a receipt, report or request of its units, 1 to 3660.</summary>
    public int StuckDays { get; init; } = 60;

    /// <summary>Extensions granted, 1 to 100.</summary>
    public int Extensions { get; init; } = 2;

    /// <summary>How many units of a list, or of the district, count as its lowest rank, 0 to 20; 0 for none.</summary>
    public int LowestRanks { get; init; } = 1;

    /// <summary>The reasons for which an open task is proposed on a day; none where it is closed or rests.</summary>
    /// <param name="facts">What is known of the task.</param>
    /// <param name="today">The day in Beijing.</param>
    public IReadOnlyList<AttentionReason> ReasonsFor(AttentionFacts facts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.State is TaskState.Closed or TaskState.Suspended)
            return [];

        var reasons = new List<AttentionReason>();
        if (facts.OverdueSince is { } since && today.DayNumber - since.DayNumber + 1 >= OverdueDays)
            reasons.Add(AttentionReason.Overdue);
        if (facts.State is not TaskState.AwaitingReview && today.DayNumber - facts.MovedOn.DayNumber >= StuckDays)
            reasons.Add(AttentionReason.Stuck);
        if (facts.Extensions >= Extensions)
            reasons.Add(AttentionReason.OftenExtended);
        if (facts.InLowestRank)
            reasons.Add(AttentionReason.LowestRank);
        return reasons;
    }
}

/// <summary>What the proposal rests on.</summary>
public sealed record AttentionFacts
{
    public required TaskState State { get; init; }

    /// <summary>The first day on which it was overdue; null if it is not.</summary>
    public DateOnly? OverdueSince { get; init; }

    /// <summary>When its units last did anything, or when it was laid on them.</summary>
    public required DateOnly MovedOn { get; init; }

    public int Extensions { get; init; }

    public bool InLowestRank { get; init; }
}
