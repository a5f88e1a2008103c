using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Reporting;

/// <summary>How the day is found on which a report is due.</summary>
public enum DueKind
{
    /// <summary>The n-th day: 每月5日前.</summary>
    Day,

    /// <summary>The n-th working day: 前三个工作日.</summary>
    WorkingDay,

    /// <summary>The n-th of one day of the week: 最后一个星期四.</summary>
    Weekday,
}

/// <summary>What becomes of a due day on which nobody works.</summary>
public enum HolidayShift
{
    /// <summary>The first working day after it.</summary>
    NextWorkingDay,

    /// <summary>The last working day before it.</summary>
    PreviousWorkingDay,

    /// <summary>It stays.</summary>
    None,
}

/// <summary>Until when the report on a period is due, as a list says it (DEMANDS 13): data, so that every list can have its own.</summary>
public sealed record DueRule
{
    public required DueKind Kind { get; init; }

    /// <summary>
    /// Which of them: 1 is the first, -1 the last, -2 the one before the last. Counted in the month or, for weekly reports, the week; where
    /// there are fewer, the last there is (the 31st of a short month).
    /// </summary>
    public required int Number { get; init; }

    /// <summary>The day of the week; only and always with the kind <see cref="DueKind.Weekday"/>.</summary>
    public DayOfWeek? Weekday { get; init; }

    /// <summary>True: in the period after the one reported on (次月5日); false: in that period itself (12月15日前).</summary>
    public bool InFollowingPeriod { get; init; }

    /// <summary>
    /// In which month of the period, 1 being its first; null: the first month of the following period, or the last of the period itself.
    /// </summary>
    public int? Month { get; init; }

    /// <summary>What becomes of a day on which nobody works.</summary>
    public HolidayShift OnHoliday { get; init; }

    /// <summary>The last day on which the report is on time; provisional where it hangs on days that are not announced yet.</summary>
    public Reckoned<DateOnly> DueOn(ReportPeriod period, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(calendar);
        var (first, last) = SpanIn(InFollowingPeriod ? period.Next : period);
        return Kind switch
        {
            DueKind.WorkingDay => NthWorkingDay(first, last, calendar),
            DueKind.Weekday => Shift(NthWeekday(first, last, Weekday ?? DayOfWeek.Monday), calendar),
            _ => Shift(Number > 0
                ? Least(first.AddDays(Number - 1), last)
                : Greatest(last.AddDays(Number + 1), first), calendar),
        };
    }

    /// <summary>What is wrong with the rule for reports of this cycle, in one sentence; null if it is sound.</summary>
    public string? FaultFor(ReportCycle cycle)
    {
        var most = (Kind, cycle) switch
        {
            (DueKind.Weekday, ReportCycle.Weekly) => 1,
            (DueKind.Weekday, _) => 5,
            (DueKind.WorkingDay, ReportCycle.Weekly) => 5,
            (DueKind.WorkingDay, _) => 23,
            (_, ReportCycle.Weekly) => 7,
            _ => 31,
        };
        if (Number == 0 || Number < -most || Number > most)
            return $"The number must be 1 to {most}, or -1 to -{most} from the end.";

        if (Kind is DueKind.Weekday != Weekday is not null)
            return "The day of the week goes with the kind weekday, and only with it.";

        var months = ReportPeriod.MonthsOf(cycle);
        return Month is { } month && (month < 1 || month > months)
            ? months == 0 ? "A week has no months." : $"The month must be 1 to {months}, counted in the period."
            : null;
    }

    private (DateOnly First, DateOnly Last) SpanIn(ReportPeriod period)
    {
        if (period.Months == 0)
            return (period.Start, period.End);

        var first = period.Start.AddMonths((Month ?? (InFollowingPeriod ? 1 : period.Months)) - 1);
        return (first, first.AddMonths(1).AddDays(-1));
    }

    private Reckoned<DateOnly> NthWorkingDay(DateOnly first, DateOnly last, WorkingDayCalendar calendar)
    {
        var reckoned = Number > 0
            ? calendar.AddWorkingDays(first.AddDays(-1), Number)
            : calendar.AddWorkingDays(last.AddDays(1), Number);
        if (reckoned.Value >= first && reckoned.Value <= last)
            return reckoned;

        // A week of holidays has fewer working days than asked for, or none.
        return Number > 0 ? calendar.AddWorkingDays(last.AddDays(1), -1) : calendar.AddWorkingDays(first.AddDays(-1), 1);
    }

    private DateOnly NthWeekday(DateOnly first, DateOnly last, DayOfWeek weekday)
    {
        if (Number > 0)
        {
            var day = first.AddDays((weekday - first.DayOfWeek + 7) % 7).AddDays(7 * (Number - 1));
            return day <= last ? day : LastOf(last, weekday);
        }

        var fromEnd = LastOf(last, weekday).AddDays(7 * (Number + 1));
        return fromEnd >= first ? fromEnd : first.AddDays((weekday - first.DayOfWeek + 7) % 7);
    }

    private Reckoned<DateOnly> Shift(DateOnly day, WorkingDayCalendar calendar)
    {
        var status = OnHoliday is not HolidayShift.None && calendar.IsProvisional(day) ? CalendarStatus.Provisional : CalendarStatus.Official;
        if (OnHoliday is HolidayShift.None || calendar.IsWorkingDay(day))
            return new Reckoned<DateOnly>(day, status);

        var shifted = OnHoliday is HolidayShift.NextWorkingDay ? calendar.NextWorkingDay(day) : calendar.PreviousWorkingDay(day);
        return status is CalendarStatus.Provisional ? new Reckoned<DateOnly>(shifted.Value, status) : shifted;
    }

    private static DateOnly LastOf(DateOnly last, DayOfWeek weekday) => last.AddDays(-((last.DayOfWeek - weekday + 7) % 7));

    private static DateOnly Least(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Greatest(DateOnly one, DateOnly other) => one > other ? one : other;
}
