namespace TaskTracker.Core.Deadlines;

/// <summary>
/// What follows 每周, 每月, 每季度, 每年 and narrows it to days; each method moves <c>end</c> past what it read and
/// returns the RRULE value, or null where no rule fits.
/// </summary>
internal static class PeriodDetails
{
    private const string WorkingDays = "MO,TU,WE,TH,FR";

    /// <summary>No month has more; a rule that asks for one would never come due.</summary>
    private const int MostWorkingDays = 23;

    public static string? OfWeek(string text, int interval, ref int end)
    {
        var rule = PeriodGrammar.Every("WEEKLY", interval);
        var i = text.FirstAt(end, ["的周", "的星期", "周", "星期"]) is { } word ? end + word.Length : end;
        if (DayOfWeek(text.CharAt(i)) is not { } day || text.CharAt(i + 1) is '次' or '期' or '报' or '例' or '调' or '条' or '个' or '篇')
            return rule;

        end = i + 1;
        return $"{rule};BYDAY={day}";
    }

    public static string? OfMonth(string text, int interval, ref int end)
    {
        var monthly = PeriodGrammar.Every("MONTHLY", interval);
        var i = text.CharAt(end) == '的' ? end + 1 : end;

        if (text.FirstAt(i, ["底", "末", "最后一天", "最后一日", "下旬"]) is { } last)
        {
            end = i + last.Length;
            return $"{monthly};BYMONTHDAY=-1";
        }

        if (text.FirstAt(i, ["上旬", "中旬"]) is { } third)
        {
            end = i + third.Length;
            return $"{monthly};BYMONTHDAY={(third == "上旬" ? 10 : 20)}";
        }

        if (TryReadDays(text, i, out var days, out var afterDays))
        {
            end = afterDays;
            return days is null ? null : $"{monthly};BYMONTHDAY={days}";
        }

        if (TryReadOrdinalDay(text, i, out var ordinalDay, out var afterOrdinal))
        {
            end = afterOrdinal;
            return ordinalDay is null ? null : $"{monthly};{ordinalDay}";
        }

        // No rule names a week of the month (每月第一周).
        if (text.CharAt(i) is '第' or '首' or '最' && text.RestOfClause(i).IndexOf('周') is >= 0 and var week)
        {
            end = i + week + 1;
            return null;
        }

        return monthly;
    }

    public static string? OfQuarter(string text, int interval, ref int end)
    {
        var i = text.CharAt(end) == '的' ? end + 1 : end;
        if (text.FirstAt(i, ["首月", "首个月", "第一个月", "第1个月"]) is { } first)
            return OfMonthOfQuarter(text, i + first.Length, "1,4,7,10", ref end);

        if (text.FirstAt(i, ["第二个月", "第2个月"]) is { } second)
            return OfMonthOfQuarter(text, i + second.Length, "2,5,8,11", ref end);

        if (text.FirstAt(i, ["末月", "最后一个月", "第三个月", "第3个月"]) is { } last)
            return OfMonthOfQuarter(text, i + last.Length, "3,6,9,12", ref end);

        if (text.CharAt(i) is '末' or '底')
        {
            end = i + 1;
            return "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1";
        }

        // 每季度（4月5日前、7月5日前、…） names the days itself.
        var afterPoints = i + 1;
        if (text.CharAt(i) == '(' && ReadPointsOfYear(text, i + 1, ref afterPoints) is { Count: > 1 } points
            && text.CharAt(afterPoints) == ')')
        {
            end = afterPoints + 1;
            return OfPoints("FREQ=YEARLY", points);
        }

        // 每季度结束后10日内 counts from the quarter's end, which no rule with whole quarters says.
        if (text.FirstAt(i, ["结束后", "终了后", "次月", "后"]) is null)
            return PeriodGrammar.Every("MONTHLY", interval * 3);

        end += text.RestOfClause(end).Length;
        return null;
    }

    public static string? OfYear(string text, int interval, ref int end)
    {
        var yearly = PeriodGrammar.Every("YEARLY", interval);
        var i = text.CharAt(end) is '的' or '度' ? end + 1 : end;

        if (text.FirstAt(i, ["年底", "年末", "底", "末"]) is { } last)
        {
            end = i + last.Length;
            return $"{yearly};BYMONTH=12;BYMONTHDAY=-1";
        }

        if (Festivals.At(text, i) is { } festival)
        {
            end = i + festival.Name.Length;
            return null;
        }

        var points = ReadPointsOfYear(text, i, ref end);
        return points.Count == 0 ? yearly : OfPoints(yearly, points);
    }

    /// <summary>12月15日; 3月、9月; 1月15日前、7月15日前; of a window (6-9月) its end.</summary>
    private static List<CalendarPoint> ReadPointsOfYear(string text, int at, ref int end)
    {
        var points = new List<CalendarPoint>();
        for (var i = at; points.Count < 12 && DatePhraseGrammar.TryRead(text, i, out var phrase, out i); i++)
        {
            if (phrase.First.YearWord != YearWord.None || phrase.First.Unit is PointUnit.Year or PointUnit.FiveYears
                || phrase.End.YearWord is not (YearWord.None or YearWord.Next)
                || (phrase.End.Month is null && phrase.End.Unit is PointUnit.Month or PointUnit.Day))
                break;

            points.Add(phrase.End);
            end = i;
            if (text.CharAt(i) is not ('、' or '和' or '及' or '与'))
                break;
        }

        return points;
    }

    /// <summary>One rule for all the points, if they fall on the same day of their months.</summary>
    private static string? OfPoints(string yearly, List<CalendarPoint> points)
    {
        var days = points.ConvertAll(DayOfYear);
        if (!days.TrueForAll(day => day?.Day == days[0]?.Day) || days[0]?.Day is not { } dayOfMonth)
            return null;

        var months = string.Join(',', days.Select(day => day!.Value.Month).Distinct().Order());
        return $"{yearly};BYMONTH={months};BYMONTHDAY={dayOfMonth}";
    }

    /// <summary>A leap year allows every day that a date without a year can have; -1 is the last day of the month.</summary>
    private static (int Month, int Day)? DayOfYear(CalendarPoint point)
    {
        if (CalendarDays.Of(point, 2024).Last is not { } day)
            return null;

        var isMonthEnd = point.Unit is not (PointUnit.Day or PointUnit.TenDays) && point.Edge is PointEdge.Whole or PointEdge.End;
        return (day.Month, isMonthEnd ? -1 : day.Day);
    }

    private static string? OfMonthOfQuarter(string text, int at, string months, ref int end)
    {
        end = at;
        if (TryReadDays(text, at, out var days, out var afterDays))
        {
            end = afterDays;
            return days is null ? null : $"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={days}";
        }

        if (text.CharAt(at) is '底' or '末')
            end = at + 1;

        return $"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY=-1";
    }

    /// <summary>5日; 10日、25日; 15和30日. <paramref name="days"/> is null where no month has such a day.</summary>
    private static bool TryReadDays(string text, int at, out string? days, out int end)
    {
        (days, end) = (null, at);
        var found = new List<int>();
        for (var i = at; Numerals.TryRead(text, i, out var day, out var afterDay) && found.Count < 31;)
        {
            var hasSign = text.CharAt(afterDay) is '日' or '号';
            if (!hasSign && !IsSeparator(text.CharAt(afterDay)))
                break;

            found.Add(day);
            i = hasSign ? afterDay + 1 : afterDay;
            if (hasSign)
                end = i;
            if (!IsSeparator(text.CharAt(i)))
                break;

            // Of a stretch of days (每月1-5日) the last is the limit.
            if (text[i] is '-' or '至' or '到')
                found.Remove(day);
            i++;
        }

        if (end == at || found.Count == 0)
            return false;

        days = found.TrueForAll(day => day is >= 1 and <= 31) ? string.Join(',', found.Distinct()) : null;
        return true;
    }

    private static bool IsSeparator(char c) => c is '、' or '和' or '及' or '-' or '至' or '到';

    /// <summary>前三个工作日, 第一个工作日, 最后一个星期四. <paramref name="rule"/> is null where no month has such a day.</summary>
    private static bool TryReadOrdinalDay(string text, int at, out string? rule, out int end)
    {
        (rule, end) = (null, at);
        int ordinal;
        if (text.FirstAt(at, ["最后一个", "最后1个", "首个"]) is { } word)
            (ordinal, end) = (word == "首个" ? 1 : -1, at + word.Length);
        else if (text.CharAt(at) is '前' or '第' && Numerals.TryRead(text, at + 1, out ordinal, out end) && ordinal is >= 1 and <= 31)
            end += text.CharAt(end) == '个' ? 1 : 0;
        else
            return false;

        if (text.FirstAt(end, ["工作日"]) is { } workingDay)
        {
            end += workingDay.Length;
            rule = ordinal <= MostWorkingDays ? $"BYDAY={WorkingDays};BYSETPOS={ordinal}" : null;
            return true;
        }

        if (text.FirstAt(end, ["星期", "礼拜", "周"]) is { } week && DayOfWeek(text.CharAt(end + week.Length)) is { } day && ordinal <= 5)
        {
            end += week.Length + 1;
            rule = $"BYDAY={ordinal}{day}";
            return true;
        }

        return false;
    }

    private static string? DayOfWeek(char c) => c switch
    {
        '一' => "MO",
        '二' => "TU",
        '三' => "WE",
        '四' => "TH",
        '五' => "FR",
        '六' => "SA",
        '日' or '天' => "SU",
        _ => null,
    };
}
