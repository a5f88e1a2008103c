using System.Globalization;

namespace TaskTracker.Core.Calendar;

/// <summary>What is wrong with an imported year.</summary>
public enum CalendarFaultKind
{
    /// <summary>No day of it is free: the days are missing.</summary>
    NoHolidays,

    /// <summary>The day belongs to another year; of the year before, only the days from 25 December may stand here.</summary>
    OtherYear,

    /// <summary>The day stands there twice.</summary>
    Twice,

    /// <summary>A plain Monday to Friday is said to be worked: probably another day is meant.</summary>
    WorkingWeekday,
}

/// <summary>A fault of an imported year.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Date">The day; null where the whole year is meant.</param>
/// <param name="Message">One sentence for whoever imported it.</param>
public sealed record CalendarFault(CalendarFaultKind Kind, DateOnly? Date, string Message);

/// <summary>
/// Checks a year of holidays and moved days (调休) before it is believed. A faulty year breaks no computation: it counts as far as it is
/// clear, and everything that is reckoned with it is provisional.
/// </summary>
public static class CalendarYearCheck
{
    /// <summary>Everything that is wrong with the year, in the order of its days; empty for a good one.</summary>
    public static IReadOnlyList<CalendarFault> FaultsOf(CalendarYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        var faults = new List<CalendarFault>();
        if (!year.Days.Any(day => day.Off))
            faults.Add(new(CalendarFaultKind.NoHolidays, null, $"The year {year.Year} has no holiday."));

        var free = year.Days.Where(day => day.Off).Select(day => day.Date).ToHashSet();
        var seen = new HashSet<DateOnly>();
        foreach (var day in year.Days.OrderBy(day => day.Date))
        {
            var written = day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (!BelongsTo(year.Year, day.Date))
                faults.Add(new(CalendarFaultKind.OtherYear, day.Date, $"{written} is no day of {year.Year}; it is left out."));
            else if (!seen.Add(day.Date))
                faults.Add(new(CalendarFaultKind.Twice, day.Date, $"{written} stands there twice; the last entry counts."));
            else if (!day.Off && !IsWeekend(day.Date) && !EndsHoliday(day.Date, free))
                faults.Add(new(CalendarFaultKind.WorkingWeekday, day.Date, $"{written} is a plain weekday and worked anyway; is another day meant?"));
        }

        return faults;
    }

    /// <summary>The year as it is reckoned with: days of other years left out, of several entries for a day the last; with any fault provisional.</summary>
    public static CalendarYear Settled(CalendarYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return FaultsOf(year).Count == 0
            ? year
            : year with
            {
                Status = CalendarStatus.Provisional,
                Days = [.. year.Days.Where(day => BelongsTo(year.Year, day.Date)).GroupBy(day => day.Date).Select(entries => entries.Last())],
            };
    }

    /// <summary>A notice speaks of its year, and of the days before New Year that are moved with it.</summary>
    private static bool BelongsTo(int year, DateOnly date) => date.Year == year || (date.Year == year - 1 && date is { Month: 12, Day: >= 25 });

    /// <summary>Notices say of the day after a holiday that work begins again (2020: "2月3日起正常上班").</summary>
    private static bool EndsHoliday(DateOnly date, HashSet<DateOnly> free) => date > DateOnly.MinValue && free.Contains(date.AddDays(-1));

    private static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
