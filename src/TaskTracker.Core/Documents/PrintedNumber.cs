namespace TaskTracker.Core.Documents;

/// <summary>How a paragraph or heading is numbered; the order is the order of depth in a document.</summary>
internal enum NumberStyle
{
    /// <summary>第一章.</summary>
    Chapter,

    /// <summary>一、</summary>
    Han,

    /// <summary>（一）</summary>
    BracketedHan,

    /// <summary>1. or 1、</summary>
    Arabic,

    /// <summary>（1） or 1）</summary>
    BracketedArabic,
}

/// <summary>The number at the beginning of a line, and what stands after it.</summary>
internal readonly record struct PrintedNumber(NumberStyle Style, int Value, string Printed, string Rest)
{
    public static bool TryRead(string text, out PrintedNumber number)
    {
        number = default;
        return text.Length > 0 && (TryReadBracketed(text, ref number) || TryReadChapter(text, ref number) || TryReadPlain(text, ref number));
    }

    /// <summary>A number alone, as a table prints it: 7, 7. or （七）.</summary>
    public static int? ValueOf(string cell)
    {
        var bare = Bare(cell);
        var end = ReadValue(bare, 0, out var value);
        return bare.Length > 0 && end == bare.Length ? value : null;

        static string Bare(string cell) => Documents.Printed.Squash(cell).Trim('.', '．', '、', '（', '）', '(', ')', '。');
    }

    private static bool TryReadBracketed(string text, ref PrintedNumber number)
    {
        if (text[0] is not ('（' or '('))
            return TryReadHalfBracketed(text, ref number);

        var start = SkipSpaces(text, 1);
        var end = SkipSpaces(text, ReadValue(text, start, out var value));
        if (value is null || end >= text.Length || text[end] is not ('）' or ')'))
            return false;

        var style = char.IsAsciiDigit(text[start]) ? NumberStyle.BracketedArabic : NumberStyle.BracketedHan;
        number = new PrintedNumber(style, value.Value, Documents.Printed.Squash(text.AsSpan(0, end + 1)), text[(end + 1)..].TrimStart());
        return true;
    }

    private static bool TryReadHalfBracketed(string text, ref PrintedNumber number)
    {
        if (!char.IsAsciiDigit(text[0]))
            return false;

        var end = ReadValue(text, 0, out var value);
        if (value is null || end >= text.Length || text[end] is not ('）' or ')'))
            return false;

        number = new PrintedNumber(NumberStyle.BracketedArabic, value.Value, text[..(end + 1)], text[(end + 1)..].TrimStart());
        return true;
    }

    private static bool TryReadChapter(string text, ref PrintedNumber number)
    {
        if (text[0] != '第')
            return false;

        var end = SkipSpaces(text, ReadValue(text, SkipSpaces(text, 1), out var value));
        if (value is null || end >= text.Length || text[end] is not ('章' or '节' or '部'))
            return false;

        number = new PrintedNumber(NumberStyle.Chapter, value.Value, text[..(end + 1)], text[(end + 1)..].TrimStart());
        return true;
    }

    private static bool TryReadPlain(string text, ref PrintedNumber number)
    {
        var end = ReadValue(text, 0, out var value);
        if (value is null || end >= text.Length)
            return false;

        var isArabic = char.IsAsciiDigit(text[0]);
        var mark = SkipSpaces(text, end);
        if (mark >= text.Length || text[mark] is not ('、' or '．' or '.' or '，' or ','))
            return false;

        // "2.5微克" and "3,600间" are figures; "一，" is no number of a heading.
        var after = mark + 1 < text.Length ? text[mark + 1] : ' ';
        if (text[mark] is '，' or ',' || (isArabic && text[mark] == '.' && char.IsAsciiDigit(after)))
            return false;

        number = new PrintedNumber(
            isArabic ? NumberStyle.Arabic : NumberStyle.Han, value.Value, text[..end], text[(mark + 1)..].TrimStart());
        return true;
    }

    /// <summary>Reads 12, 十二 or 二十三 (up to 999) and returns where it ends.</summary>
    private static int ReadValue(string text, int at, out int? value)
    {
        value = null;
        var start = at;
        if (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            var sum = 0;
            for (; at < text.Length && char.IsAsciiDigit(text[at]) && at - start < 4; at++)
                sum = (sum * 10) + (text[at] - '0');

            if (at < text.Length && char.IsAsciiDigit(text[at]))
                return start;

            value = sum;
            return at;
        }

        int total = 0, digit = 0;
        for (; at < text.Length && at - start < 6; at++)
        {
            var found = "〇一二三四五六七八九".IndexOf(text[at], StringComparison.Ordinal);
            if (found >= 0)
                digit = found;
            else if (text[at] is '十' or '百')
            {
                total += (digit == 0 ? 1 : digit) * (text[at] == '十' ? 10 : 100);
                digit = 0;
            }
            else
                break;
        }

        if (at > start)
            value = total + digit;

        return at;
    }

    private static int SkipSpaces(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;

        return at;
    }
}
