namespace TaskTracker.Core.Documents.Targets;

/// <summary>A number in figures: 2585, 10,360 or 2.9.</summary>
/// <param name="Value">What it is.</param>
/// <param name="End">Where the text goes on.</param>
internal readonly record struct PrintedFigure(decimal Value, int End)
{
    private const int MostDigits = 12;

    /// <summary>The number that begins at that place; null if none does or it is longer than any target.</summary>
    public static PrintedFigure? At(string text, int at)
    {
        decimal value = 0;
        var end = at;
        var digits = 0;
        for (; end < text.Length; end++)
        {
            if (char.IsAsciiDigit(text[end]))
            {
                value = (value * 10) + (text[end] - '0');
                if (++digits > MostDigits)
                    return null;
            }
            else if (!(text[end] is ',' or '，' && digits is >= 1 and <= 9 && IsGroup(text, end + 1) && end - at <= 11))
                break;
        }

        if (digits == 0)
            return null;

        if (end + 1 < text.Length && text[end] is '.' or '．' && char.IsAsciiDigit(text[end + 1]))
        {
            decimal place = 0.1m;
            for (end++; end < text.Length && char.IsAsciiDigit(text[end]); end++)
            {
                value += (text[end] - '0') * place;
                place /= 10;
                if (++digits > MostDigits)
                    return null;
            }
        }

        return new PrintedFigure(value, end);
    }

    /// <summary>Exactly three digits: the figures after a comma inside a number.</summary>
    private static bool IsGroup(string text, int at) =>
        at + 3 <= text.Length
        && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) && char.IsAsciiDigit(text[at + 2])
        && (at + 3 == text.Length || !char.IsAsciiDigit(text[at + 3]));
}
