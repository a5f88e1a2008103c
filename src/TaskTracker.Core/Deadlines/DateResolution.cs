namespace TaskTracker.Core.Deadlines;

/// <summary>The days that a date phrase means.</summary>
/// <param name="Start">The first day; null only where the last is.</param>
/// <param name="Last">The last day; null where the words name no possible day.</param>
/// <param name="Kind">How exact the words are.</param>
/// <param name="Unreadable">Why no day could be read.</param>
/// <param name="Ambiguous">Why another day may be meant.</param>
internal sealed record ResolvedDate(
    DateOnly? Start, DateOnly? Last, DeadlineKind Kind, string? Unreadable = null, string? Ambiguous = null);

/// <summary>Turns phrases into days, in the order in which they are printed: a year once printed serves those after it.</summary>
internal sealed class DateResolution(DeadlineContext context)
{
    /// <summary>A plan of 2018 rarely looks further than this, except to the end of a five-year plan.</summary>
    private const int FarYears = 5;
    private const int FarthestYears = 20;

    /// <summary>A list signed in spring may still print 2月底前; one signed in autumn hardly does.</summary>
    private const int LateSigningDays = 60;

    private int? printedYear;
    private DateOnly? lastBefore;

    private int? ContextYear => context.Year ?? context.SignedOn?.Year;

    public ResolvedDate Resolve(DatePhrase phrase)
    {
        var date = phrase.Last is { } last ? ResolveRange(phrase.First, last) : ResolvePoint(phrase.First, null, phrase.Tail);
        if (date.Last is null)
            return date;

        if (phrase.Last is null && phrase.First.YearWord == YearWord.None && date.Ambiguous is null)
            date = date with { Ambiguous = DoubtAssumedYear(date.Last.Value) };

        lastBefore = date.Last;
        return date;
    }

    private ResolvedDate ResolveRange(CalendarPoint first, CalendarPoint last)
    {
        // 11月至2019年3月 prints the year once, on its second half.
        var givenYear = first.YearWord == YearWord.None && last.YearWord == YearWord.Printed ? last.Year : (int?)null;
        var from = ResolvePoint(first, givenYear, DateTail.None);
        var to = ResolvePoint(last, last.YearWord == YearWord.None ? from.Start?.Year : null, DateTail.None);
        if (from.Start is not { } start || to.Last is not { } end)
            return from.Start is null ? from : to;

        var ambiguous = from.Ambiguous ?? to.Ambiguous;
        if (start > end && givenYear is not null)
            start = start.AddYears(-1);
        else if (start > end && last.YearWord == YearWord.None)
            (end, ambiguous) = (NextYear(end), "the range is taken to end in the following year");

        if (start > end)
            return new ResolvedDate(null, null, DeadlineKind.None, Unreadable: "it ends before it begins");

        return new ResolvedDate(start, end, to.Kind, Ambiguous: ambiguous);
    }

    private static DateOnly NextYear(DateOnly day) =>
        day.Day == DateTime.DaysInMonth(day.Year, day.Month)
            ? new DateOnly(day.Year + 1, day.Month, DateTime.DaysInMonth(day.Year + 1, day.Month))
            : day.AddYears(1);

    private ResolvedDate ResolvePoint(CalendarPoint point, int? givenYear, DateTail tail)
    {
        string? ambiguous = null;
        if ((givenYear ?? YearOf(point, ref ambiguous)) is not { } year || year is < 1900 or > 2199)
            return new ResolvedDate(null, null, DeadlineKind.None, Unreadable: "no year is printed and none is known");

        if (point is { Unit: PointUnit.Month, Month: null })
        {
            if (context.SignedOn is not { } signed)
                return new ResolvedDate(null, null, DeadlineKind.None, Unreadable: "no month is printed");

            ambiguous ??= "no month is printed, the month of signing is taken";
            point = point with { Month = signed.Month };
        }

        if (point.IsMisprinted)
            ambiguous ??= "a character of the date seems to be missing";

        var date = CalendarDays.Of(point, year);
        if (date.Last is null)
            return date;

        if (tail == DateTail.Before && IsWholePeriod(point))
            return new ResolvedDate(date.Start, date.Start!.Value.AddDays(-1), date.Kind,
                Ambiguous: "\"before\" a whole period is taken as before its first day");

        return date with { Ambiguous = ambiguous ?? date.Ambiguous };
    }

    private int? YearOf(CalendarPoint point, ref string? ambiguous)
    {
        switch (point.YearWord)
        {
            case YearWord.Printed:
                printedYear = point.Year;
                ambiguous = point.Unit == PointUnit.FiveYears ? null : DoubtPrintedYear(point.Year);
                return point.Year;
            case YearWord.TwoDigits:
                printedYear = point.Year;
                ambiguous = "the year is printed with two digits";
                return point.Year;
            case YearWord.Next:
                ambiguous = printedYear is null ? "the year is counted from that of the list" : null;
                return (printedYear ?? ContextYear) + 1;
            case YearWord.Last:
                ambiguous = printedYear is null ? "the year is counted from that of the list" : null;
                return (printedYear ?? ContextYear) - 1;
            case YearWord.This:
                return ContextYear ?? printedYear;
            default:
                return printedYear ?? ContextYear;
        }
    }

    private string? DoubtPrintedYear(int year)
    {
        if (ContextYear is not { } listYear)
            return null;

        var earliest = Math.Min(listYear, context.SignedOn?.Year ?? listYear);
        var latest = Math.Max(listYear, context.SignedOn?.Year ?? listYear);
        if (year < earliest)
            return $"the year lies before that of the list, {listYear}";

        var isFar = year > latest + FarYears && year % 5 != 0;
        return isFar || year > latest + FarthestYears ? $"the year is far from that of the list, {listYear}" : null;
    }

    private string? DoubtAssumedYear(DateOnly day)
    {
        if (printedYear is not null)
            return lastBefore > day ? "it lies before the date printed ahead of it, whose year it takes" : null;

        var allowed = context.Year is null ? 0 : LateSigningDays;
        return context.SignedOn is { } signed && day.AddDays(allowed) < signed
            ? $"no year is printed, and in {day.Year} it lies before the signing on {signed:yyyy-MM-dd}"
            : null;
    }

    /// <summary>6月前 may mean before June or by its end; 6月底前 and 6月5日前 mean one thing.</summary>
    private static bool IsWholePeriod(CalendarPoint point) =>
        point.Edge == PointEdge.Whole && point.Unit is PointUnit.Month or PointUnit.Quarter or PointUnit.Year;
}
