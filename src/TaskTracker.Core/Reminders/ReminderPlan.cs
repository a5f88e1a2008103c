using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Reminders;

/// <summary>
/// Which reminder of a subject is due. Reminders are derived, never scheduled ahead: from the date, the day and what the ledger has
/// already recorded for one recipient and channel under this version of the date.
/// </summary>
/// <remarks>
/// However long the service was down, and however old a task is when it is entered, a recipient gets one reminder of a subject: the latest
/// threshold reached. If the caller stores what <see cref="Due"/> answers, then afterwards
/// <list type="number">
/// <item>every threshold of a line that does not repeat, if it was reached, has a row, sent or superseded;</item>
/// <item>of repeated steps only those that were sent have one, so a ledger never holds more than the rule's lines and what was really
/// sent: the steps passed over are a number on the row that stands for them;</item>
/// <item>nothing is sent whose day is not later than that of all that is recorded, also when the rules were changed meanwhile.</item>
/// </list>
/// No threshold ever gets a second row. A changed date is a new version with an empty ledger: its thresholds are reached afresh.
/// </remarks>
public static class ReminderPlan
{
    /// <summary>What is to be sent and recorded today for one recipient and channel.</summary>
    /// <param name="subject">What is reminded of.</param>
    /// <param name="lines">The lines of the rules in force that speak of its occasion to this recipient.</param>
    /// <param name="today">The day in Beijing.</param>
    /// <param name="recorded">The thresholds that the ledger holds for this subject, version, recipient and channel, in whatever state.</param>
    /// <param name="calendar">Says which days are worked.</param>
    public static DueReminder Due(
        ReminderSubject subject, IReadOnlyList<ReminderLine> lines, DateOnly today, IReadOnlySet<Threshold> recorded, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(recorded);
        var reached = new List<Reached>(lines.Count);
        foreach (var line in lines)
        {
            if (LastReached(subject, line, today, calendar) is { } step)
                reached.Add(step);
        }

        if (reached.Count == 0)
            return DueReminder.Nothing;

        var mostSevere = reached.MaxBy(step => step.Day)!;
        var lastRecorded = recorded.Count == 0 ? (DateOnly?)null : recorded.Max(threshold => subject.DayOf(threshold, calendar));
        Threshold? toSend = lastRecorded >= mostSevere.Day ? null : mostSevere.Threshold;
        return new()
        {
            ToSend = toSend,
            Alone = toSend is { } sent && reached.Exists(step => step.Threshold == sent && step.Line.Alone),
            Superseded =
            [
                .. reached.Where(step => step.Line.Every is null && step.Threshold != toSend && !recorded.Contains(step.Threshold))
                    .OrderBy(step => step.Day).Select(step => step.Threshold).Distinct(),
            ],
            StepsPassedOver = toSend is { } chosen
                ? reached.Where(step => step.Line.Every is not null).Sum(step => StepsSince(step, lastRecorded, chosen, subject, calendar))
                : 0,
        };
    }

    /// <summary>
    /// The first day after today on which another threshold is reached; null if none will be. A tick that stores it need not look at the
    /// subject before that day.
    /// </summary>
    public static DateOnly? NextLook(ReminderSubject subject, IEnumerable<ReminderLine> lines, DateOnly today, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(subject);
        DateOnly? next = null;
        foreach (var line in lines)
        {
            var day = NextOf(subject, line, today, calendar);
            if (day > today && !(day >= next))
                next = day;
        }

        return next;
    }

    private static DateOnly NextOf(ReminderSubject subject, ReminderLine line, DateOnly today, WorkingDayCalendar calendar)
    {
        var first = subject.DayOf(line.Threshold, calendar);
        return first > today || line.Every is not { } every
            ? first
            : subject.DayOf(line.Threshold with { Offset = OffsetAfter(line, (StepsOn(line, first, today, calendar) + 1L) * every) }, calendar);
    }

    /// <summary>The line's last step on or before today; null if it has not been reached.</summary>
    private static Reached? LastReached(ReminderSubject subject, ReminderLine line, DateOnly today, WorkingDayCalendar calendar)
    {
        var first = subject.DayOf(line.Threshold, calendar);
        if (first > today)
            return null;

        if (line.Every is not { } every)
            return new(line, line.Threshold, first, 0);

        var steps = StepsOn(line, first, today, calendar);
        var threshold = line.Threshold with { Offset = OffsetAfter(line, (long)steps * every) };
        return new(line, threshold, subject.DayOf(threshold, calendar), steps);
    }

    /// <summary>How often a repeating line, which has been reached, has come round again by a day.</summary>
    private static int StepsOn(ReminderLine line, DateOnly first, DateOnly day, WorkingDayCalendar calendar) =>
        (line.Unit is ThresholdUnit.WorkingDays ? calendar.WorkingDaysBetween(first, day).Value : day.DayNumber - first.DayNumber) / line.Every!.Value;

    /// <summary>The line's steps after what is recorded, but for the one that is sent.</summary>
    private static int StepsSince(Reached step, DateOnly? lastRecorded, Threshold sent, ReminderSubject subject, WorkingDayCalendar calendar)
    {
        var first = subject.DayOf(step.Line.Threshold, calendar);
        var known = lastRecorded is { } last && last >= first ? StepsOn(step.Line, first, last, calendar) + 1 : 0;
        return Math.Max(0, step.Steps + 1 - known - (step.Threshold == sent ? 1 : 0));
    }

    private static int OffsetAfter(ReminderLine line, long more) => (int)Math.Min(line.Offset + more, int.MaxValue);

    /// <summary>A line's threshold that was reached, and how often the line has repeated until then.</summary>
    private sealed record Reached(ReminderLine Line, Threshold Threshold, DateOnly Day, int Steps);
}

/// <summary>What a tick is to record for one subject, recipient and channel: all of it in one transaction.</summary>
public sealed record DueReminder
{
    internal static readonly DueReminder Nothing = new() { Superseded = [] };

    /// <summary>The one threshold to remind of, or null if the recipient knows already.</summary>
    public Threshold? ToSend { get; init; }

    /// <summary>Urgent or an escalation: a message of its own.</summary>
    public bool Alone { get; init; }

    /// <summary>Thresholds of lines that do not repeat which were passed over, in the order of their days: a row each, never sent.</summary>
    public required IReadOnlyList<Threshold> Superseded { get; init; }

    /// <summary>How many repeated steps <see cref="ToSend"/> stands for besides itself; they get no rows.</summary>
    public int StepsPassedOver { get; init; }
}
