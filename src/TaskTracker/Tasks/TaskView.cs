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

    /// <summary>The start lies ahead: nothing is late yet.</summary>
    public required bool NotStarted { get; init; }

    /// <summary>The deadline was reckoned with working days that are not announced yet, and may still move.</summary>
    public required bool Provisional { get; init; }

    /// <summary>The limit that runs from an event; the deadline comes with the event's day.</summary>
    public RelativeLimit? RelativeLimit { get; init; }

    /// <summary>The day of that event, once it was entered.</summary>
    public DateOnly? EventOn { get; init; }

    public required IReadOnlyList<MilestoneView> Milestones { get; init; }

    /// <summary>Milestones whose last day has passed and that are not done.</summary>
    public required int MilestonesOverdue { get; init; }

    /// <summary>Occurrences of a recurring duty that were due before today and are not done.</summary>
    public required int OccurrencesMissed { get; init; }

    /// <summary>True if each occurrence is followed as an obligation; false where the recurrence is only known in words.</summary>
    public required bool OccurrencesTracked { get; init; }

    /// <summary>The next day on which something of an open task is due: the task, a milestone or an occurrence.</summary>
    public DateOnly? NextDueOn { get; init; }

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

    /// <summary>When the completion request that waits for review was handed in.</summary>
    public DateOnly? HandedInOn { get; init; }

    public TaskOutcome? Outcome { get; init; }

    /// <summary>The day on which the accepted completion request was handed in.</summary>
    public DateOnly? CompletedOn { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A date inside a task, and where it stands.</summary>
internal sealed record MilestoneView
{
    /// <summary>Counts the milestones of the task; names it in its path.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The words that name it.</summary>
    public required string Text { get; init; }

    /// <summary>The last day on which it is on time; null where the words give none.</summary>
    public DateOnly? Date { get; init; }

    public required StageState State { get; init; }

    public DateOnly? DoneOn { get; init; }
}

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
