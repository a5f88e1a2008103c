using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Lights;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Tasks;

/// <summary>A task as the API shows it, in lists and alone.</summary>
internal sealed record TaskView
{
    public required long Id { get; init; }

    /// <summary>The record's ETag, to send in If-Match.</summary>
    public required string Etag { get; init; }

    public ListReference? List { get; init; }

    public DocumentReference? Document { get; init; }

    /// <summary>Where the task comes from: <c>gazette</c>, <c>meeting</c>, <c>instruction</c>, <c>petition</c>, <c>motion</c>, <c>inspection</c>, <c>other</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>What a task that came from elsewhere rests on, e.g. the minutes' title.</summary>
    public string? Basis { get; init; }

    public required int Ordinal { get; init; }

    public string? Number { get; init; }

    public required IReadOnlyList<string> Section { get; init; }

    public string? Title { get; init; }

    public required string Measure { get; init; }

    public required IReadOnlyList<ParticipationView> LeadUnits { get; init; }

    public required IReadOnlyList<ParticipationView> PartnerUnits { get; init; }

    public required IReadOnlyList<string> Leaders { get; init; }

    public required IReadOnlyList<Target> Targets { get; init; }

    public PrintedStatus? PrintedStatus { get; init; }

    public string? DeadlineText { get; init; }

    public required DeadlineKind DeadlineKind { get; init; }

    public DateOnly? Deadline { get; init; }

    /// <summary>The deadline as the record was made; it never changes.</summary>
    public DateOnly? FirstDeadline { get; init; }

    /// <summary>The last day on which the task is on time; null if it can never be overdue.</summary>
    public DateOnly? DueOn { get; init; }

    public DateOnly? Start { get; init; }

    public required IReadOnlyList<Milestone> Milestones { get; init; }

    public string? Recurrence { get; init; }

    public required bool OngoingAfterwards { get; init; }

    public required TaskState State { get; init; }

    public required int Percent { get; init; }

    /// <summary>The light today, with the rule that gives it and the day since which it does.</summary>
    public required Light Light { get; init; }

    public required bool Overdue { get; init; }

    /// <summary>Whole days since the last day on which it was on time; 0 if it is not overdue.</summary>
    public required int DaysOverdue { get; init; }

    /// <summary>Completed, but after its last day.</summary>
    public required bool ClosedLate { get; init; }

    /// <summary>A date in force passed unkept at some time, whatever came after it: an extension, a reopening, a late closing. Stays for ever.</summary>
    public required bool WasLate { get; init; }

    /// <summary>How often the date was moved on request.</summary>
    public required int ExtensionCount { get; init; }

    /// <summary>Since when the work rests by decision; days after the deadline on which it rested move <c>dueOn</c>.</summary>
    public DateOnly? SuspendedOn { get; init; }

    /// <summary>When it was last returned, while it was not handed in again.</summary>
    public DateOnly? ReturnedOn { get; init; }

    /// <summary>By when what was returned is to be handed in again; it moves no deadline.</summary>
    public DateOnly? HandInAgainBy { get; init; }

    /// <summary>The dated part of a task that goes on without a date, once it was accepted.</summary>
    public DatedPart? DatedPart { get; init; }

    /// <summary>When the completion request that waits for review was handed in.</summary>
    public DateOnly? HandedInOn { get; init; }

    public TaskOutcome? Outcome { get; init; }

    /// <summary>The day on which the accepted completion request was handed in.</summary>
    public DateOnly? CompletedOn { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>"Done by a date, then kept up": the part that had the date.</summary>
/// <param name="DueOn">Its last day.</param>
/// <param name="CompletedOn">The day on which it was handed in as done.</param>
/// <param name="Late">Handed in after its last day.</param>
internal sealed record DatedPart(DateOnly DueOn, DateOnly CompletedOn, bool Late);

/// <summary>The list that a task stands in.</summary>
internal sealed record ListReference(long Id, string Title);

/// <summary>Provenance: the printed document, the file that was read and its lines (1-based, inclusive).</summary>
internal sealed record DocumentReference(long Id, string? Number, string Title, string File, int LineStart, int LineEnd);

/// <summary>A unit on a task.</summary>
internal sealed record ParticipationView
{
    /// <summary>The name as printed.</summary>
    public required string Name { get; init; }

    /// <summary>The unit or group of the registry; null if the name is unknown there.</summary>
    public UnitReference? Unit { get; init; }

    /// <summary>Whose it is now, where the unit has been renamed or merged since.</summary>
    public UnitReference? CurrentUnit { get; init; }
}

/// <summary>A unit or group of the registry.</summary>
internal sealed record UnitReference(long Id, string Name);
