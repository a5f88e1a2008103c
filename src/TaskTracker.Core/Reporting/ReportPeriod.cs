using System.Globalization;

namespace TaskTracker.Core.Reporting;

/// <summary>How often the units of a list report (DEMANDS 13).</summary>
public enum ReportCycle
{
    /// <summary>No report is asked for; units may still hand some in.</summary>
    None,

    /// <summary>From Monday to Sunday, in the year in which its Thursday lies (ISO 8601).</summary>
    Weekly,

    Monthly,

    Quarterly,

    Yearly,
}

/// <summary>The stretch of days that a report speaks of.</summary>
/// <param name="Cycle">How long it is; never <see cref="ReportCycle.None"/>.</param>
/// <param name="Start">Its first day.</param>
/// <param name="End">Its last day.</param>
public sealed record ReportPeriod(ReportCycle Cycle, DateOnly Start, DateOnly End)
{
    private const int DaysInWeek = 7;
    private const int MonthsInQuarter = 3;

    /// <summary>Its name, unique over all cycles: 2018-W32, 2018-08, 2018-Q3, 2018.</summary>
    public string Key => Cycle switch
    {
        ReportCycle.Weekly => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(Start)}-W{ISOWeek.GetWeekOfYear(Start):00}"),
        ReportCycle.Monthly => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM}"),
        ReportCycle.Quarterly => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy}-Q{((Start.Month - 1) / MonthsInQuarter) + 1}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy}"),
    };

    public ReportPeriod Next => Containing(Cycle, End.AddDays(1));

    public ReportPeriod Previous => Containing(Cycle, Start.AddDays(-1));

    /// <summary>How many months it has; 0 for a week.</summary>
    public int Months => MonthsOf(Cycle);

    /// <summary>How many months a period of the cycle has; 0 for a week.</summary>
    public static int MonthsOf(ReportCycle cycle) => cycle switch
    {
        ReportCycle.Monthly => 1,
        ReportCycle.Quarterly => MonthsInQuarter,
        ReportCycle.Yearly => 12,
        _ => 0,
    };

    /// <summary>The period of the cycle in which a day lies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The cycle is none.</exception>
    public static ReportPeriod Containing(ReportCycle cycle, DateOnly day)
    {
        if (cycle is ReportCycle.Weekly)
        {
            var monday = day.AddDays(-(((int)day.DayOfWeek + DaysInWeek - 1) % DaysInWeek));
            return new ReportPeriod(cycle, monday, monday.AddDays(DaysInWeek - 1));
        }

        var months = MonthsOf(cycle);
        ArgumentOutOfRangeException.ThrowIfZero(months, nameof(cycle));
        var start = new DateOnly(day.Year, ((day.Month - 1) / months * months) + 1, 1);
        return new ReportPeriod(cycle, start, start.AddMonths(months).AddDays(-1));
    }
}
