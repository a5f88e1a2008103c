namespace TaskTracker.Core.Deadlines;

/// <summary>Reads a year, however it is printed, and the years of a five-year plan.</summary>
internal static class YearGrammar
{
    private const int FirstPlausible = 1900;
    private const int LastPlausible = 2199;

    private static readonly string[] YearWords = ["本年", "今年", "当年", "明年", "次年", "翌年", "去年", "上年", "下一年", "上一年"];

    /// <summary>"十四五"期间: from the third plan on, every plan takes the five years after the one before; the third began in 1966.</summary>
    public static bool TryReadFiveYears(string text, int at, out CalendarPoint point, out int end)
    {
        (point, end) = (default, at);
        var i = text.CharAt(at) == '"' ? at + 1 : at;
        if (text.CharAt(i) != '十')
            return false;

        i++;
        var plan = 10;
        if (text.CharAt(i + 1) == '五' && Numerals.DigitOf(text[i]) is > 0 and var ones)
        {
            plan += ones;
            i++;
        }

        if (text.CharAt(i) != '五')
            return false;

        i++;
        if (text.CharAt(i) == '"')
            i++;

        var word = text.FirstAt(i, ["规划期末", "规划期内", "期间", "时期末", "时期", "期末", "末", "内"]);
        if (word is null)
            return false;

        point = new CalendarPoint
        {
            Unit = PointUnit.FiveYears,
            YearWord = YearWord.Printed,
            Year = 1966 + ((plan - 3) * 5),
            Edge = word.EndsWith('末') ? PointEdge.End : PointEdge.Whole,
        };
        end = i + word.Length;
        return true;
    }

    public static CalendarPoint? Read(string text, int at, out int end)
    {
        var year = new CalendarPoint { Unit = PointUnit.Year };
        end = at;
        if (ReadYearWord(text, at, out end) is { } word)
            year = year with { YearWord = word };
        else if (Numerals.TryRead(text, at, out var number, out var i) && text.CharAt(i) == '年' && IsPlausible(number))
            (year, end) = (year with { YearWord = YearWord.Printed, Year = number }, i + 1);
        else if (i - at == 2 && number is >= 10 and < 100 && IsTwoDigitYear(text, i))
            (year, end) = (year with { YearWord = YearWord.TwoDigits, Year = 2000 + number }, i + 1);
        else
            return null;

        if (text.CharAt(end) == '度')
            end++;

        return year;
    }

    private static YearWord? ReadYearWord(string text, int at, out int end)
    {
        var word = text.FirstAt(at, YearWords);
        end = at + (word?.Length ?? 0);
        return word switch
        {
            null => null,
            "本年" or "今年" or "当年" => YearWord.This,
            "明年" or "次年" or "翌年" or "下一年" => YearWord.Next,
            _ => YearWord.Last,
        };
    }

    /// <summary>10年 may be a length of time; 18年底 and 18年6月 are not.</summary>
    private static bool IsTwoDigitYear(string text, int at) => text.CharAt(at) == '年' &&
        (text.CharAt(at + 1) is '底' or '末' || (Numerals.TryRead(text, at + 1, out _, out var i) && text.CharAt(i) is '月'));

    public static bool IsPlausible(int year) => year is >= FirstPlausible and <= LastPlausible;
}
