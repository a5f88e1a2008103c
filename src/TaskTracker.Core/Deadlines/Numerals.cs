namespace TaskTracker.Core.Deadlines;

/// <summary>Numbers as they stand in dates: 2018, 二〇一八, 12, 十二, 廿五, 两.</summary>
internal static class Numerals
{
    private const int MostDigits = 4;

    /// <summary>Reads the number that begins at <paramref name="at"/>; one of more than four digits is no part of a date.</summary>
    public static bool TryRead(string text, int at, out int value, out int end)
    {
        (value, end) = (0, at);
        if (at >= text.Length)
            return false;

        return char.IsAsciiDigit(text[at]) ? TryReadArabic(text, at, out value, out end) : TryReadChinese(text, at, out value, out end);
    }

    /// <summary>The end of the number, of whatever length and with its decimals, that begins at <paramref name="at"/>.</summary>
    public static int SkipDigits(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && IsDigitAt(text, at + 1))))
            at++;

        return at;
    }

    public static bool IsNumeral(char c) => char.IsAsciiDigit(c) || DigitOf(c) >= 0 || c is '十' or '廿' or '卅';

    private static bool IsDigitAt(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    private static bool TryReadArabic(string text, int at, out int value, out int end)
    {
        (value, end) = (0, at);
        while (IsDigitAt(text, end) && end - at <= MostDigits)
            value = (value * 10) + (text[end++] - '0');

        return end - at <= MostDigits;
    }

    private static bool TryReadChinese(string text, int at, out int value, out int end)
    {
        (value, end) = (0, at);
        if (TryReadTens(text, at, out value, out end))
            return true;

        while (end < text.Length && end - at <= MostDigits && DigitOf(text[end]) is >= 0 and var digit)
        {
            value = (value * 10) + digit;
            end++;
        }

        return end > at && end - at <= MostDigits;
    }

    private static bool TryReadTens(string text, int at, out int value, out int end)
    {
        (value, end) = (0, at);
        var tens = TensOf(text[at]);
        if (tens > 0)
            end = at + 1;
        else if (at + 1 < text.Length && text[at + 1] == '十' && DigitOf(text[at]) is > 0 and var digit)
            (tens, end) = (digit, at + 2);
        else
            return false;

        value = tens * 10;
        if (end < text.Length && DigitOf(text[end]) is > 0 and var ones)
        {
            value += ones;
            end++;
        }

        return true;
    }

    private static int TensOf(char c) => c switch
    {
        '十' => 1,
        '廿' => 2,
        '卅' => 3,
        _ => 0,
    };

    /// <summary>The value of a Chinese digit, -1 for any other character.</summary>
    public static int DigitOf(char c) => c switch
    {
        '〇' => 0,
        '一' => 1,
        '二' or '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => -1,
    };
}
