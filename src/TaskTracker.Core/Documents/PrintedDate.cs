namespace TaskTracker.Core.Documents;

/// <summary>Reads the day under a signature: 2018年3月27日, 2018 年 3 月 27 日, 二〇一八年三月二十七日.</summary>
internal static class PrintedDate
{
    /// <summary>The day if the line holds nothing else, otherwise null.</summary>
    public static DateOnly? Of(string line)
    {
        if (line.Length is < 8 or > 24)
            return null;

        var text = Printed.Squash(line);
        var year = text.IndexOf('年');
        var month = text.IndexOf('月');
        if (year != 4 || month <= year + 1 || month > year + 3 || !text.EndsWith('日') || text.Length - month is < 3 or > 5)
            return null;

        return YearOf(text.AsSpan(0, 4)) is { } y && PrintedNumber.ValueOf(text[(year + 1)..month]) is { } m and >= 1 and <= 12
            && PrintedNumber.ValueOf(text[(month + 1)..^1]) is { } d && d >= 1 && d <= DateTime.DaysInMonth(y, m)
            ? new DateOnly(y, m, d)
            : null;
    }

    /// <summary>The first year that stands in the text as 2018年 or 二〇一八年; the year of a revision (2021年修订) is none.</summary>
    public static int? YearIn(string text)
    {
        for (var at = 0; at + 4 < text.Length; at++)
        {
            var isWhole = at == 0 || !char.IsAsciiDigit(text[at - 1]);
            if (isWhole && YearOf(text.AsSpan(at, 4)) is { } year and >= 1990 and <= 2099 && IsYearEnd(text, at + 4))
                return year;
        }

        return null;
    }

    private static bool IsYearEnd(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;

        return at < text.Length && text[at] == '年'
            && !text.AsSpan(at + 1).StartsWith("修", StringComparison.Ordinal) && !text.AsSpan(at + 1).StartsWith("版", StringComparison.Ordinal);
    }

    private static int? YearOf(ReadOnlySpan<char> digits)
    {
        var year = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiDigit(character)
                ? character - '0'
                : character is '○' or 'Ｏ' or '0' ? 0 : "〇一二三四五六七八九".IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
                return null;

            year = (year * 10) + digit;
        }

        return year is > 0 ? year : null;
    }
}
