using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Reminders;

/// <summary>When a message may leave: on a working day, outside the quiet hours, and not before the time that its recipient has chosen.</summary>
public static class SendTime
{
    /// <summary>The first moment at or after <paramref name="now"/>. It shifts only the sending; what fell due on its day did so then.</summary>
    /// <param name="now">When the message came up.</param>
    /// <param name="chosen">The recipient's time of day; null for what stands alone, and where nothing was chosen.</param>
    /// <param name="quiet">The district's quiet hours.</param>
    /// <param name="calendar">Says which days are worked.</param>
    public static DateTimeOffset Of(DateTimeOffset now, TimeOnly? chosen, QuietHours quiet, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(quiet);
        ArgumentNullException.ThrowIfNull(calendar);
        var (day, time) = (BeijingTime.DateOf(now), BeijingTime.TimeOf(now));
        if (!calendar.IsWorkingDay(day))
            return NextMorning(day, chosen, quiet, calendar);

        var earliest = chosen > time ? chosen.Value : time;
        if (!quiet.Contains(earliest))
            return earliest == time ? now : BeijingTime.At(day, earliest);

        return earliest < quiet.Until
            ? BeijingTime.At(day, quiet.Until)
            : NextMorning(day, chosen, quiet, calendar);
    }

    private static DateTimeOffset NextMorning(DateOnly day, TimeOnly? chosen, QuietHours quiet, WorkingDayCalendar calendar)
    {
        var earliest = chosen ?? TimeOnly.MinValue;
        return BeijingTime.At(calendar.NextWorkingDay(day).Value, quiet.Contains(earliest) ? quiet.Until : earliest);
    }
}
