using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Lights;
using TaskTracker.Core.Reporting;
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

    /// <summary>统筹单位: who hold the strands together.</summary>
    public required IReadOnlyList<ParticipationView> CoordinatorUnits { get; init; }

    /// <summary>监管单位: who watch over the work.</summary>
    public required IReadOnlyList<ParticipationView> SupervisingUnits { get; init; }

    /// <summary>How many units answer for the task, and how far they have come with it.</summary>
    public required PartyCounts Parties { get; init; }

    /// <summary>The task that this one is a part of; null at the top.</summary>
    public long? ParentId { get; init; }

    /// <summary>1 at the top, at most 3.</summary>
    public required int Level { get; init; }

    /// <summary>What the task counts among the parts of its parent, 1 or more.</summary>
    public required int Weight { get; init; }

    public required SubtaskCounts Subtasks { get; init; }

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

    /// <summary>Occurrences of a recurring duty that were due before today and are neither done nor excused; they stay when the task ends.</summary>
    public required int OccurrencesMissed { get; init; }

    /// <summary>True if each occurrence is followed as an obligation; false where the recurrence is only known in words.</summary>
    public required bool OccurrencesTracked { get; init; }

    /// <summary>The next day on which something of an open task is due: the task, a milestone or an occurrence.</summary>
    public DateOnly? NextDueOn { get; init; }

    public string? Recurrence { get; init; }

    public required bool OngoingAfterwards { get; init; }

    public required TaskState State { get; init; }

    public required int Percent { get; init; }

    /// <summary>Share of time against share of work; null where nothing runs: no last day, closed, resting, or handed in.</summary>
    public Pace? Pace { get; init; }

    /// <summary>The lead's warning that is in force; null if there is none. It moves no deadline.</summary>
    public Forecast? Forecast { get; init; }

    /// <summary>The last day for the earliest report that has not come; a day that has passed is a missing report.</summary>
    public DateOnly? ReportDueOn { get; init; }

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

/// <summary>The units that answer for a task, groups taken apart into their members.</summary>
/// <param name="Answering">Every unit, whatever its role.</param>
/// <param name="Received">Those that have acknowledged it.</param>
/// <param name="Leading">Those that lead, and so hand in.</param>
/// <param name="HandedIn">Of those that lead: who have handed their part in.</param>
internal sealed record PartyCounts(int Answering, int Received, int Leading, int HandedIn);

/// <summary>The parts that a task was broken down into, one level down.</summary>
internal sealed record SubtaskCounts(int Open, int Closed);

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

    /// <summary>首位牵头: the first of several lead units.</summary>
    public bool First { get; init; }

    /// <summary>Whose it is now, where the unit has been renamed or merged since.</summary>
    public UnitReference? CurrentUnit { get; init; }
}

/// <summary>A unit or group of the registry.</summary>
internal sealed record UnitReference(long Id, string Name);
