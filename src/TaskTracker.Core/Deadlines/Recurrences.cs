using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Deadlines;

/// <summary>One time that a recurring duty is due.</summary>
/// <param name="Start">The day after the one before it was due.</param>
/// <param name="Due">The last day on which it is on time.</param>
/// <param name="IsProvisional">True if the day hangs on a calendar that is not announced.</param>
public readonly record struct Occurrence(DateOnly Start, DateOnly Due, bool IsProvisional);

/// <summary>
/// The days on which a recurring duty is due. Where the rule names no day the duty has its whole period: 每月 is due on the last day of the
/// month, 每季度 of the quarter, 每周 on Sunday; 每两年 at the end of the second year. A month that lacks the day (每月30日) is due on its last.
/// </summary>
/// <remarks>
/// Periods of months that divide a year follow the year (quarters end in March, June, September, December); others count from the anchor.
/// The cost grows with the number of periods between anchor and end.
/// </remarks>
public static class Recurrences
{
    /// <summary>Every occurrence with <paramref name="after"/> &lt; due ≤ <paramref name="through"/>, in order.</summary>
    /// <param name="rule">How it recurs.</param>
    /// <param name="anchor">The day on which the duty began: nothing is due before it, and intervals count from it.</param>
    /// <param name="after">Only later ones.</param>
    /// <param name="through">None later.</param>
    /// <param name="calendar">What working days are.</param>
    public static IEnumerable<Occurrence> Between(
        RecurrenceRule rule, DateOnly anchor, DateOnly after, DateOnly through, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(calendar);
        var last = rule.Until < through ? rule.Until.Value : through;
        var (start, count) = (anchor, 0);
        foreach (var due in DueDays(rule, anchor, last, calendar))
        {
            if (due < start)
                continue;

            if (due > last || count++ == rule.Count)
                yield break;

            if (due > after)
                yield return new Occurrence(start, due, rule.CountsWorkingDays && calendar.IsProvisional(due));
            if (due == DateOnly.MaxValue)
                yield break;

            start = due.AddDays(1);
        }
    }

    /// <summary>All days that the rule names, ascending, from the anchor's period to the one that holds <paramref name="last"/>.</summary>
    private static IEnumerable<DateOnly> DueDays(RecurrenceRule rule, DateOnly anchor, DateOnly last, WorkingDayCalendar calendar) => rule.Frequency switch
    {
        RecurrenceFrequency.Daily => Days(rule, anchor, last),
        RecurrenceFrequency.Weekly => Weeks(rule, anchor, last, calendar),
        RecurrenceFrequency.Monthly => Months(rule, anchor, last, calendar),
        _ => Years(rule, anchor, last, calendar),
    };

    private static IEnumerable<DateOnly> Days(RecurrenceRule rule, DateOnly anchor, DateOnly last)
    {
        for (var day = anchor.DayNumber; day <= last.DayNumber; day += rule.Interval)
            yield return DateOnly.FromDayNumber(day);
    }

    private static IEnumerable<DateOnly> Weeks(RecurrenceRule rule, DateOnly anchor, DateOnly last, WorkingDayCalendar calendar)
    {
        // Day number 0 is a Monday.
        for (var monday = anchor.DayNumber - (anchor.DayNumber % 7); monday <= last.DayNumber; monday += rule.Interval * 7)
        {
            var sunday = Math.Min(monday + 6, DateOnly.MaxValue.DayNumber);
            foreach (var due in Chosen(rule, DateOnly.FromDayNumber(monday), DateOnly.FromDayNumber(sunday), calendar))
                yield return due;
        }
    }

    private static IEnumerable<DateOnly> Months(RecurrenceRule rule, DateOnly anchor, DateOnly last, WorkingDayCalendar calendar)
    {
        var begin = MonthNumber(anchor);
        var first = 12 % rule.Interval == 0 ? begin - (begin % rule.Interval) : begin;
        for (var month = first + rule.Interval - 1; month - rule.Interval + 1 <= MonthNumber(last) && month < 9999 * 12; month += rule.Interval)
        {
            foreach (var due in InMonth(rule, month / 12 + 1, month % 12 + 1, calendar))
                yield return due;
        }
    }

    private static IEnumerable<DateOnly> Years(RecurrenceRule rule, DateOnly anchor, DateOnly last, WorkingDayCalendar calendar)
    {
        int[] months = rule.Months.Count > 0 ? [.. rule.Months] : rule.MonthDays.Count > 0 || rule.Days.Count > 0 ? [.. Enumerable.Range(1, 12)] : [12];
        for (var year = anchor.Year + rule.Interval - 1; year - rule.Interval + 1 <= last.Year && year <= 9999; year += rule.Interval)
        {
            foreach (var month in months)
            {
                foreach (var due in InMonth(rule, year, month, calendar))
                    yield return due;
            }
        }
    }

    private static IEnumerable<DateOnly> InMonth(RecurrenceRule rule, int year, int month, WorkingDayCalendar calendar)
    {
        var length = DateTime.DaysInMonth(year, month);
        return rule.MonthDays.Count > 0
            ? rule.MonthDays.Select(day => Math.Clamp(day > 0 ? day : length + 1 + day, 1, length)).Distinct().Order().Select(day => new DateOnly(year, month, day))
            : Chosen(rule, new DateOnly(year, month, 1), new DateOnly(year, month, length), calendar);
    }

    /// <summary>The days of a week or month that BYDAY and BYSETPOS choose; its last day where they choose none.</summary>
    private static IEnumerable<DateOnly> Chosen(RecurrenceRule rule, DateOnly first, DateOnly last, WorkingDayCalendar calendar)
    {
        if (rule.Days.Count == 0)
            return [last];

        var all = Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Select(DateOnly.FromDayNumber);
        DateOnly[] chosen =
        [
            .. rule.CountsWorkingDays
                ? all.Where(calendar.IsWorkingDay)
                : all.Where(date => rule.Days.Any(day => day.Day == date.DayOfWeek && (day.Ordinal == 0 || IsNth(date, day.Ordinal, first, last)))),
        ];
        return rule.Position switch
        {
            null => chosen,
            > 0 and var position => chosen.Skip(position - 1).Take(1),
            { } position => chosen.SkipLast(-position - 1).TakeLast(1),
        };
    }

    private static bool IsNth(DateOnly date, int ordinal, DateOnly first, DateOnly last) => ordinal > 0
        ? ((date.DayNumber - first.DayNumber) / 7) + 1 == ordinal
        : ((last.DayNumber - date.DayNumber) / 7) + 1 == -ordinal;

    /// <summary>Months since January of the year 1.</summary>
    private static int MonthNumber(DateOnly date) => ((date.Year - 1) * 12) + date.Month - 1;
}
