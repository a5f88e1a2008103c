namespace TaskTracker.Core.Tasks;

/// <summary>Who approves an extension.</summary>
public enum ApprovalStep
{
    /// <summary>The unit that collects the reports of the task's list (汇总单位).</summary>
    CollectingUnit,

    /// <summary>督查室.</summary>
    SupervisionOffice,

    /// <summary>区领导; the office records the approval, with what it rests on.</summary>
    DistrictLeader,
}

/// <summary>Where a request of a unit stands.</summary>
public enum RequestState
{
    Pending,
    Granted,
    Refused,

    /// <summary>The task was closed before it was ruled on.</summary>
    Lapsed,

    /// <summary>Minor: done at once, and kept with the old values.</summary>
    Recorded,
}

/// <summary>A request to move the deadline (延期申请), with what its rules need.</summary>
public sealed record ExtensionRequest
{
    /// <summary>The last day in force when it was filed.</summary>
    public required DateOnly FormerDate { get; init; }

    /// <summary>The last day asked for; once a step has granted another, that.</summary>
    public required DateOnly NewDate { get; init; }

    /// <summary>Filed after the date had passed, which only the office can.</summary>
    public bool AfterExpiry { get; init; }

    public RequestState State { get; init; } = RequestState.Pending;

    /// <summary>Who approves it, in this order.</summary>
    public required IReadOnlyList<ApprovalStep> Steps { get; init; }

    public int StepsTaken { get; init; }

    /// <summary>Who is to rule on it now; null once it is decided.</summary>
    public ApprovalStep? NextStep => State is RequestState.Pending ? Steps[StepsTaken] : null;
}

/// <summary>What one approver says of an extension request.</summary>
/// <param name="Granted">Grant, or refuse.</param>
/// <param name="NewDate">Another date than the one asked for; null to grant that.</param>
/// <param name="Basis">What an approval by the district's leader rests on; the office records it.</param>
public sealed record ExtensionRuling(bool Granted, DateOnly? NewDate = null, string? Basis = null);

/// <summary>Task and request after one approver has ruled.</summary>
/// <param name="Task">With its new date once the last approver has granted.</param>
/// <param name="Request">The request as it stands now.</param>
/// <param name="Step">The step that was taken.</param>
public sealed record RuledExtension(PolicyTask Task, ExtensionRequest Request, ApprovalStep Step);
