using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Reminders;

/// <summary>
/// When reminders are looked for: on the morning of each working day. A threshold that falls on a holiday is caught up
/// on the next working morning.
/// </summary>
public static class TickSchedule
{
    public static bool RunsOn(DateOnly date, WorkingDayCalendar calendar) => calendar.IsWorkingDay(date);

    /// <summary>The first run after <paramref name="now"/>, never at that instant itself.</summary>
    /// <param name="now">An instant, with any offset.</param>
    /// <param name="at">The time of day in Beijing.</param>
    /// <param name="calendar">Says which days are worked.</param>
    public static DateTimeOffset NextRun(DateTimeOffset now, TimeOnly at, WorkingDayCalendar calendar)
    {
        var today = BeijingTime.DateOf(now);
        var todaysRun = BeijingTime.At(today, at);
        return RunsOn(today, calendar) && todaysRun > now
            ? todaysRun
            : BeijingTime.At(calendar.NextWorkingDay(today).Value, at);
    }

    /// <summary>The last run at or before <paramref name="now"/>.</summary>
    /// <param name="now">An instant, with any offset.</param>
    /// <param name="at">The time of day in Beijing.</param>
    /// <param name="calendar">Says which days are worked.</param>
    public static DateTimeOffset LastRun(DateTimeOffset now, TimeOnly at, WorkingDayCalendar calendar)
    {
        var today = BeijingTime.DateOf(now);
        var todaysRun = BeijingTime.At(today, at);
        return RunsOn(today, calendar) && todaysRun <= now
            ? todaysRun
            : BeijingTime.At(calendar.PreviousWorkingDay(today).Value, at);
    }
}
