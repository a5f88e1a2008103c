namespace TaskTracker.Core.Deadlines;

/// <summary>The first and the last day of a point of the calendar.</summary>
internal static class CalendarDays
{
    public static ResolvedDate Of(CalendarPoint point, int year) => point.Unit switch
    {
        PointUnit.Day or PointUnit.TenDays or PointUnit.Month => InMonth(point, year),
        PointUnit.Quarter => point.Part is >= 1 and <= 4 ? Quarter(point, year) : Impossible($"{point.Part}季度"),
        PointUnit.HalfYear => point.Part == 1
            ? Span(year, 1, 1, year, 6, 30, DeadlineKind.QuarterEnd)
            : Span(year, 7, 1, year, 12, 31, DeadlineKind.YearEnd),
        PointUnit.FiveYears when point.Edge == PointEdge.End => Span(year + 4, 1, 1, year + 4, 12, 31, DeadlineKind.YearEnd),
        PointUnit.FiveYears => Span(year, 1, 1, year + 4, 12, 31, DeadlineKind.YearEnd),
        _ => Year(point, year),
    };

    private static ResolvedDate InMonth(CalendarPoint point, int year) => (point.Unit, point.Month) switch
    {
        (_, not (>= 1 and <= 12)) => Impossible($"{point.Month}月"),
        (PointUnit.TenDays, { } month) => TenDays(year, month, point.Part),
        (PointUnit.Month, { } month) => Month(point.Edge, year, month),
        (_, { } month) => Day(year, month, point.Part),
    };

    private static ResolvedDate Year(CalendarPoint point, int year) => point.Edge switch
    {
        PointEdge.Beginning => Span(year, 1, 1, year, 1, 31, DeadlineKind.MonthEnd) with
        {
            Ambiguous = "the beginning of the year is taken as its first month",
        },
        PointEdge.Middle => Span(year, 1, 1, year, 6, 30, DeadlineKind.QuarterEnd) with
        {
            Ambiguous = "the middle of the year is taken as the end of June",
        },
        _ => Span(year, 1, 1, year, 12, 31, DeadlineKind.YearEnd),
    };

    private static ResolvedDate Quarter(CalendarPoint point, int year)
    {
        var lastMonth = point.Part * 3;
        var quarter = Span(year, lastMonth - 2, 1, year, lastMonth, DateTime.DaysInMonth(year, lastMonth), DeadlineKind.QuarterEnd);
        return point.Edge is PointEdge.Beginning or PointEdge.Middle
            ? quarter with { Ambiguous = "which part of the quarter is meant is not said, its end is taken" }
            : quarter;
    }

    private static ResolvedDate Month(PointEdge edge, int year, int month) => edge switch
    {
        PointEdge.Beginning => TenDays(year, month, 1) with { Ambiguous = "the beginning of the month is taken as its first ten days" },
        PointEdge.Middle => TenDays(year, month, 2) with { Ambiguous = "the middle of the month is taken as its second ten days" },
        _ => Span(year, month, 1, year, month, DateTime.DaysInMonth(year, month), DeadlineKind.MonthEnd),
    };

    /// <summary>上旬 ends on the 10th, 中旬 on the 20th, 下旬 on the last day (IMPORT_FORMAT).</summary>
    private static ResolvedDate TenDays(int year, int month, int third)
    {
        var lastDay = third == 3 ? DateTime.DaysInMonth(year, month) : third * 10;
        return Span(year, month, ((third - 1) * 10) + 1, year, month, lastDay, DeadlineKind.Date);
    }

    private static ResolvedDate Day(int year, int month, int day) =>
        day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? Span(year, month, day, year, month, day, DeadlineKind.Date)
            : Impossible($"{month}月{day}日");

    private static ResolvedDate Span(int year, int month, int day, int lastYear, int lastMonth, int lastDay, DeadlineKind kind) =>
        new(new DateOnly(year, month, day), new DateOnly(lastYear, lastMonth, lastDay), kind);

    private static ResolvedDate Impossible(string what) =>
        new(null, null, DeadlineKind.None, Unreadable: $"the calendar has no {what}");
}
