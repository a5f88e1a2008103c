namespace TaskTracker.Core.Tasks;

/// <summary>Where an appeal stands.</summary>
public enum AppealState
{
    /// <summary>Waits for the ruling.</summary>
    Pending,

    /// <summary>维持: the closing stands.</summary>
    Upheld,

    /// <summary>撤销: the closing is revoked, and the task is open again.</summary>
    Revoked,

    /// <summary>The task was opened again before it was ruled on.</summary>
    Lapsed,
}

/// <summary>
/// 复核: a lead unit's appeal against how its task was closed (政府督查工作条例 §17, DEMANDS 27): within so many days of the conclusion,
/// to be ruled on within so many more, by somebody who took no part in it.
/// </summary>
public sealed record Appeal
{
    /// <summary>The last day for the ruling.</summary>
    public required DateOnly RuleBy { get; init; }

    public AppealState State { get; init; } = AppealState.Pending;

    /// <summary>Who closed the task: the name under which it was done.</summary>
    public required string ConcludedBy { get; init; }

    /// <summary>Whether the ruling is overdue.</summary>
    public bool IsLate(DateOnly today) => State is AppealState.Pending && RuleBy < today;
}
