namespace TaskTracker.Core.Deadlines;

/// <summary>
/// A printed deadline (时限): what stands there and what it means. A date is a day in Beijing; a task is on time
/// through that whole day (DESIGN, Rules of time).
/// </summary>
public sealed record Deadline
{
    /// <summary>No deadline is printed.</summary>
    public static readonly Deadline None = new() { Kind = DeadlineKind.None };

    /// <summary>The words as printed; null where nothing is printed.</summary>
    public string? PrintedText { get; init; }

    public required DeadlineKind Kind { get; init; }

    /// <summary>The last day meant; for <see cref="DeadlineKind.Multiple"/> the last of them.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The first day of a window (6-9月), where one is printed.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Every date that the text names beside the final one, in order; for several dates all of them.</summary>
    public IReadOnlyList<Milestone> Milestones { get; init; } = [];

    /// <summary>
    /// How a recurring duty recurs: an RFC 5545 RRULE value where it fits, else the printed words. It may also stand
    /// beside a date; the kind says which of the two counts.
    /// </summary>
    public string? Recurrence { get; init; }

    /// <summary>The limit that counts from an event ("印发之日起30日内"), where one is printed.</summary>
    public RelativeLimit? RelativeLimit { get; init; }

    /// <summary>What the text says of the work's state on the day of printing.</summary>
    public PrintedStatus? Status { get; init; }

    /// <summary>True if the work goes on after the date ("2017年底前完成并持续落实").</summary>
    public bool OngoingAfterwards { get; init; }
}

/// <summary>A date inside a task.</summary>
/// <param name="Text">The words that name it.</param>
/// <param name="Date">The day; null where the words give none.</param>
public sealed record Milestone(string Text, DateOnly? Date);

/// <summary>A limit that begins with an event, whose day the text does not name.</summary>
/// <param name="Amount">How many units, at least 1.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Event">The words for the event; null where the text leaves it open ("5个工作日内").</param>
public sealed record RelativeLimit(int Amount, LimitUnit Unit, string? Event);

/// <summary>What a relative limit counts.</summary>
public enum LimitUnit
{
    Hours,
    Days,
    WorkingDays,
    Weeks,
    Months,
    Years,
}

/// <summary>What kind of time a printed deadline speaks of (IMPORT_FORMAT, deadlineKind).</summary>
public enum DeadlineKind
{
    /// <summary>Nothing is printed.</summary>
    None,

    /// <summary>A day.</summary>
    Date,

    /// <summary>The end of a month.</summary>
    MonthEnd,

    /// <summary>The end of a quarter.</summary>
    QuarterEnd,

    /// <summary>The end of a year.</summary>
    YearEnd,

    /// <summary>Several dates: the date is the last, all are milestones.</summary>
    Multiple,

    /// <summary>长期, 持续, 全年: never overdue.</summary>
    Ongoing,

    /// <summary>每月15日前, 每季度: each occurrence has its own date.</summary>
    Recurring,

    /// <summary>按时间节点, 按市级要求: the date comes later.</summary>
    Conditional,
}

/// <summary>The state of the work that a gazette prints beside a task.</summary>
public enum PrintedStatus
{
    /// <summary>正在前期准备.</summary>
    Preparing,

    /// <summary>已启动.</summary>
    Started,

    /// <summary>已完成, 已建立.</summary>
    Completed,
}
