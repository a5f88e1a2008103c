using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Deadlines;

/// <summary>Deadlines that run from an event which is entered later: "印发之日起30日内", "接到通知后5个工作日内" (DEMANDS 9).</summary>
public static class RelativeDates
{
    /// <summary>
    /// The last day of a limit. The day of the event is not counted (民法典 201). Hours count as whole days, begun ones included; a month
    /// later that lacks the day ends on its last. Nothing leaves the years 1–9999.
    /// </summary>
    public static Reckoned<DateOnly> LastDay(DateOnly eventOn, RelativeLimit limit, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(calendar);
        var amount = Math.Max(limit.Amount, 0);
        return limit.Unit switch
        {
            LimitUnit.WorkingDays => calendar.AddWorkingDays(eventOn, amount),
            LimitUnit.Hours => Plain(AddDays(eventOn, ((long)amount + 23) / 24)),
            LimitUnit.Weeks => Plain(AddDays(eventOn, amount * 7L)),
            LimitUnit.Months => Plain(AddMonths(eventOn, amount)),
            LimitUnit.Years => Plain(AddMonths(eventOn, amount * 12L)),
            _ => Plain(AddDays(eventOn, amount)),
        };
    }

    /// <summary>
    /// The limit of a deadline without a date: as it was read, else read again from its printed words, which is all that a stored draft
    /// keeps of it. Null where the deadline has a date or its words name no limit.
    /// </summary>
    public static RelativeLimit? LimitOf(Deadline deadline)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        return deadline.Kind is not DeadlineKind.Conditional ? null
            : deadline.RelativeLimit ?? DeadlineReader.Read(deadline.PrintedText, new DeadlineContext(null, null)).Deadline.RelativeLimit;
    }

    private static Reckoned<DateOnly> Plain(DateOnly date) => new(date, CalendarStatus.Official);

    private static DateOnly AddDays(DateOnly from, long days) =>
        DateOnly.FromDayNumber((int)Math.Min(from.DayNumber + days, DateOnly.MaxValue.DayNumber));

    private static DateOnly AddMonths(DateOnly from, long months) =>
        months > ((DateOnly.MaxValue.Year - from.Year) * 12) + 12 - from.Month ? DateOnly.MaxValue : from.AddMonths((int)months);
}
