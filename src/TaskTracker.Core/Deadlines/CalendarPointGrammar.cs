namespace TaskTracker.Core.Deadlines;

/// <summary>Reads one point of the calendar: a year, month, quarter, day and what stands between them.</summary>
internal static class CalendarPointGrammar
{
    private static readonly string[] HalfYears = ["上半年", "下半年"];
    private static readonly string[] EndsOfThisMonth = ["本月底", "本月末", "当月底", "当月末", "月底", "月末"];

    /// <summary>Reads the longest point that begins at <paramref name="at"/>; a bare number counts, for it may begin a range.</summary>
    public static bool TryRead(string text, int at, out CalendarPoint point, out int end)
    {
        if (YearGrammar.TryReadFiveYears(text, at, out point, out end) || TryReadNumericDate(text, at, out point, out end))
            return true;

        var year = YearGrammar.Read(text, at, out var afterYear);
        if (year is not null)
        {
            // 2018年年底 says 年 twice, and so do cells that were run together.
            if (text.CharAt(afterYear) == '年' && text.CharAt(afterYear + 1) is '底' or '末' or '内' or '初')
                afterYear++;

            if (TryReadWithinYear(text, afterYear, year.Value, out point, out end))
                return true;

            var edge = ReadEdge(text, afterYear, out end);
            point = year.Value with { Edge = edge };
            return true;
        }

        if (TryReadWithinYear(text, at, new CalendarPoint { Unit = PointUnit.Number }, out point, out end)
            || TryReadWordForYearEnd(text, at, out point, out end)
            || TryReadCurrentMonth(text, at, out point, out end))
            return true;

        return TryReadNumber(text, at, out point, out end);
    }

    /// <summary>年内 ends a limit; 年内部审计 does not hold one.</summary>
    public static bool IsWithin(string text, int at) => text.CharAt(at + 1) is not ('部' or '容' or '设' or '外' or '环' or '涵');

    /// <summary>2018.12.31, 2018-12-31, 2018/12/31 and the same without the day.</summary>
    private static bool TryReadNumericDate(string text, int at, out CalendarPoint point, out int end)
    {
        (point, end) = (default, at);
        if (!char.IsAsciiDigit(text.CharAt(at)) || !Numerals.TryRead(text, at, out var year, out var i) || i - at != 4
            || !YearGrammar.IsPlausible(year))
            return false;

        var mark = text.CharAt(i);
        if (mark is not ('.' or '-' or '/') || !TryReadShortNumber(text, i + 1, out var month, out var afterMonth)
            || text.CharAt(afterMonth) is '年' or '月')
            return false;

        (point, end) = (new CalendarPoint { Unit = PointUnit.Month, YearWord = YearWord.Printed, Year = year, Month = month }, afterMonth);
        if (text.CharAt(afterMonth) == mark && TryReadShortNumber(text, afterMonth + 1, out var day, out var afterDay))
            (point, end) = (point with { Unit = PointUnit.Day, Part = day }, afterDay);
        else if (mark == '-' || char.IsAsciiDigit(text.CharAt(afterMonth)))
            return false;

        return true;
    }

    private static bool TryReadWithinYear(string text, int at, CalendarPoint year, out CalendarPoint point, out int end) =>
        TryReadHalf(text, at, year, out point, out end)
        || TryReadQuarter(text, at, year, out point, out end)
        || TryReadMonth(text, at, year, out point, out end);

    private static bool TryReadHalf(string text, int at, CalendarPoint year, out CalendarPoint point, out int end)
    {
        (point, end) = (default, at);
        var word = text.FirstAt(at, HalfYears);
        if (word is null)
            return false;

        var edge = ReadEdge(text, at + word.Length, out end);
        point = year with { Unit = PointUnit.HalfYear, Part = word[0] == '上' ? 1 : 2, Edge = edge };
        return true;
    }

    private static bool TryReadQuarter(string text, int at, CalendarPoint year, out CalendarPoint point, out int end)
    {
        (point, end) = (default, at);
        var i = text.CharAt(at) == '第' ? at + 1 : at;
        if (text.CharAt(i) == '两' || !Numerals.TryRead(text, i, out var quarter, out i))
            return false;

        if (text.CharAt(i) == '个')
            i++;
        if (text.CharAt(i) != '季')
            return false;

        // 四季 alone is a word of its own.
        if (text.CharAt(i + 1) is not ('度' or '末' or '底' or '前') && !text.IsClauseEnd(i + 1))
            return false;

        i += text.CharAt(i + 1) == '度' ? 2 : 1;
        var edge = ReadEdge(text, i, out end);
        point = year with { Unit = PointUnit.Quarter, Part = quarter, Edge = edge };
        return true;
    }

    private static bool TryReadMonth(string text, int at, CalendarPoint year, out CalendarPoint point, out int end)
    {
        (point, end) = (default, at);
        if (text.CharAt(at) == '两' || !Numerals.TryRead(text, at, out var month, out var i) || month > 99)
            return false;

        point = year with { Unit = PointUnit.Month, Month = month };
        if (text.CharAt(i) != '月')
        {
            return ReadMonthWithoutItsSign(text, at, i, year, ref point, ref end);
        }

        i++;
        if (Numerals.TryRead(text, i, out var day, out var afterDay) && day < 100)
        {
            if (text.CharAt(afterDay) is '日' or '号')
                (point, end) = (point with { Unit = PointUnit.Day, Part = day }, afterDay + 1);
            else if (text.CharAt(afterDay) == '前' && text.CharAt(afterDay + 1) != '期')
                (point, end) = (point with { Unit = PointUnit.Day, Part = day, IsMisprinted = true }, afterDay);
            else
                (point, end) = (point with { Trailing = day }, i);

            return true;
        }

        if (text.CharAt(i) is '上' or '中' or '下' && text.CharAt(i + 1) == '旬')
        {
            var third = text[i] switch { '上' => 1, '中' => 2, _ => 3 };
            (point, end) = (point with { Unit = PointUnit.TenDays, Part = third }, i + 2);
            return true;
        }

        if (text.CharAt(i) == '份')
            i++;
        if (text.CharAt(i) == '月' && text.CharAt(i + 1) is '底' or '末')
            i++;
        var edge = ReadEdge(text, i, out end);
        point = point with { Edge = edge };
        return true;
    }

    /// <summary>2017年12底前: the 月 was lost in print; 2018年11-12月: it comes later.</summary>
    private static bool ReadMonthWithoutItsSign(string text, int at, int i, CalendarPoint year, ref CalendarPoint point, ref int end)
    {
        if (year.YearWord == YearWord.None)
            return false;

        if (text.CharAt(i) is '底' or '末')
        {
            (point, end) = (point with { Edge = PointEdge.End, IsMisprinted = true }, i + 1);
            return true;
        }

        if (text.CharAt(i) is '-' or '至' or '到')
        {
            (point, end) = (year with { Trailing = point.Month }, at);
            return true;
        }

        return false;
    }

    private static bool TryReadWordForYearEnd(string text, int at, out CalendarPoint point, out int end)
    {
        (point, end) = (new CalendarPoint { Unit = PointUnit.Year }, at);
        var i = text.CharAt(at) == '年' && text.Has(at + 1, "年底") ? at + 1 : at;
        if (text.CharAt(i) is not ('年' or '岁') || IsInsideWord(text, at))
            return false;

        if (text.CharAt(i + 1) == '内' && IsWithin(text, i + 1))
        {
            end = i + 1;
            return true;
        }

        if (text.Has(i, "年度内") && text.IsClauseEnd(i - 1))
        {
            end = i + 2;
            return true;
        }

        var edge = ReadEdge(text, i + 1, out end);
        point = point with { Edge = edge };
        return edge != PointEdge.Whole;
    }

    /// <summary>A number before 年 is a length of time or an odd year, a letter of an unknown word no year at all (少年初).</summary>
    private static bool IsInsideWord(string text, int at) =>
        Numerals.IsNumeral(text.CharAt(at - 1))
        || text.CharAt(at - 1) is '半' or '少' or '青' or '老' or '成' or '学' or '每' or '历' or '近' or '周';

    /// <summary>月底, 本月底: the month of signing is meant.</summary>
    private static bool TryReadCurrentMonth(string text, int at, out CalendarPoint point, out int end)
    {
        (point, end) = (default, at);
        var word = text.FirstAt(at, EndsOfThisMonth);
        if (word is null || (word[0] == '月' && (Numerals.IsNumeral(text.CharAt(at - 1)) || text.CharAt(at - 1) is '每' or '逐' or '个')))
            return false;

        (point, end) = (new CalendarPoint { Unit = PointUnit.Month, Edge = PointEdge.End }, at + word.Length);
        return true;
    }

    private static bool TryReadNumber(string text, int at, out CalendarPoint point, out int end)
    {
        point = default;
        if (!Numerals.TryRead(text, at, out var number, out end))
            return false;

        if (text.CharAt(end) is '日' or '号' && number < 100)
        {
            (point, end) = (new CalendarPoint { Unit = PointUnit.Day, Part = number }, end + 1);
            return true;
        }

        point = new CalendarPoint { Unit = PointUnit.Number, Trailing = number };
        return true;
    }

    private static PointEdge ReadEdge(string text, int at, out int end)
    {
        var edge = text.CharAt(at) switch
        {
            '底' or '末' => PointEdge.End,
            '终' when StandsAlone(text, at) => PointEdge.End,
            '初' when StandsAlone(text, at) => PointEdge.Beginning,
            '中' when StandsAlone(text, at) || text.CharAt(at + 1) == '期' => PointEdge.Middle,
            _ => PointEdge.Whole,
        };
        end = edge == PointEdge.Whole ? at : at + 1;
        return edge;
    }

    /// <summary>2018年初步完成 and 2018年中关村 hold no 年初 and no 年中.</summary>
    private static bool StandsAlone(string text, int at) =>
        text.IsClauseEnd(at + 1) || text.CharAt(at + 1) is '前' or '完' or '-' or '至' or '到' or ')' or '之' or '以';

    private static bool TryReadShortNumber(string text, int at, out int value, out int end) =>
        Numerals.TryRead(text, at, out value, out end) && char.IsAsciiDigit(text[at]) && end - at <= 2;
}
