namespace TaskTracker.Core.Deadlines;

/// <summary>Walks once over folded text and picks out every part that speaks of time, in order and without overlap.</summary>
internal static class PartScanner
{
    private const int LongestTitle = 120;

    public static List<Part> Scan(string text)
    {
        var parts = new List<Part>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '《' && text.IndexOf('》', i, Math.Min(LongestTitle, text.Length - i)) is > 0 and var titleEnd)
            {
                // The years in the title of a document are its own.
                i = titleEnd + 1;
            }
            else if (ReadPart(text, i, parts.Count == 0 ? 0 : parts[^1].To) is { } part)
            {
                parts.Add(part);
                i = Math.Max(part.To, i + 1);
            }
            else
            {
                i = char.IsAsciiDigit(text[i]) ? Numerals.SkipDigits(text, i) : i + 1;
            }
        }

        return parts;
    }

    private static Part? ReadPart(string text, int at, int free)
    {
        if (PeriodGrammar.TryRead(text, at, out var period))
            return new PeriodPart(period);

        if (!Numerals.IsNumeral(text.CharAt(at - 1)) && Festivals.TryRead(text, at, out var festival, out var end))
            return new FestivalPart(at, end, festival);

        if (LimitGrammar.TryRead(text, at, out var limit, out var from, out end))
            return new LimitPart(Math.Max(from, free), end, limit);

        if (DatePhraseGrammar.TryRead(text, at, out var date, out end))
            return new DatePart(date.From < free ? date with { From = at } : date);

        return Wording.TryRead(text, at, out var meaning, out end) ? new WordPart(at, end, meaning) : null;
    }
}
