using System.Globalization;

namespace TaskTracker.Core.Deadlines;

/// <summary>Days that a deadline may be named after: 国庆节前, 春节前. The limit is the day before.</summary>
internal static class Festivals
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    // Names of one character more come first. The lunar ones carry the month and day of the lunar year.
    private static readonly Festival[] All =
    [
        new("国庆节", 10, 1), new("国庆", 10, 1), new("元旦", 1, 1), new("五一劳动节", 5, 1), new("劳动节", 5, 1), new("五一", 5, 1),
        new("儿童节", 6, 1), new("七一", 7, 1), new("建党节", 7, 1), new("八一", 8, 1), new("建军节", 8, 1), new("教师节", 9, 10),
        new("春节", 1, 1, IsLunar: true), new("元宵节", 1, 15, IsLunar: true), new("端午节", 5, 5, IsLunar: true),
        new("端午", 5, 5, IsLunar: true), new("中秋节", 8, 15, IsLunar: true), new("中秋", 8, 15, IsLunar: true),
        new("重阳节", 9, 9, IsLunar: true),
    ];

    /// <summary>Reads 春节前 and 2019年春节前; only with 前, since nothing is due at a festival itself.</summary>
    public static bool TryRead(string text, int at, out Festival festival, out int end)
    {
        (festival, end) = (null!, at);
        var name = at;
        int? year = null;
        if (Numerals.TryRead(text, at, out var number, out var afterNumber)
            && text.CharAt(afterNumber) == '年' && YearGrammar.IsPlausible(number))
            (year, name) = (number, afterNumber + 1);

        if (At(text, name) is not { } found || text.FirstAt(name + found.Name.Length, ["之前", "以前", "前"]) is not { } before)
            return false;

        festival = found with { Year = year };
        end = name + found.Name.Length + before.Length;
        return text.CharAt(end) != '期';
    }

    /// <summary>The festival whose name stands at <paramref name="at"/>.</summary>
    public static Festival? At(string text, int at)
    {
        foreach (var festival in All)
        {
            if (text.Has(at, festival.Name))
                return festival;
        }

        return null;
    }

    /// <summary>
    /// The day meant by 春节前: in the printed year, else in that of the list, unless the festival was over when the
    /// document was signed; then in the next.
    /// </summary>
    public static ResolvedDate Before(Festival festival, DeadlineContext context)
    {
        var year = festival.Year ?? context.Year ?? context.SignedOn?.Year;
        if (year is not (>= 1900 and < 2199))
            return new ResolvedDate(null, null, DeadlineKind.None, Unreadable: "no year is printed and none is known");

        string? ambiguous = null;
        if (festival.Year is null && (context.SignedOn is null || EveOf(festival, year.Value) < context.SignedOn))
        {
            year += context.SignedOn is null ? 0 : 1;
            ambiguous = $"the festival of {year} is taken";
        }

        return EveOf(festival, year.Value) is { } day
            ? new ResolvedDate(day, day, DeadlineKind.Date, Ambiguous: ambiguous)
            : new ResolvedDate(null, null, DeadlineKind.None, Unreadable: $"the day of the festival in {year} is not known");
    }

    /// <summary>The last day before the festival of that year; null where the lunar calendar of the library has no such year.</summary>
    private static DateOnly? EveOf(Festival festival, int year)
    {
        if (!festival.IsLunar)
            return new DateOnly(year, festival.Month, festival.Day).AddDays(-1);

        if (year <= Lunar.MinSupportedDateTime.Year || year >= Lunar.MaxSupportedDateTime.Year)
            return null;

        // The calendar counts a leap month as a month of its own.
        var leapMonth = Lunar.GetLeapMonth(year);
        var month = leapMonth > 0 && festival.Month >= leapMonth ? festival.Month + 1 : festival.Month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, month, festival.Day, 0, 0, 0, 0)).AddDays(-1);
    }
}

/// <summary>A named day of every year, by the solar or the lunar calendar, with the year that is printed before it.</summary>
internal sealed record Festival(string Name, int Month, int Day, bool IsLunar = false, int? Year = null);
