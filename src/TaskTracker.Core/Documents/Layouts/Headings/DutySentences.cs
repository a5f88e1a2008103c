using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>Cuts a paragraph in which several units get their duties one after the other: 区教委负责…；区民政局负责….</summary>
internal static class DutySentences
{
    /// <summary>Names of units and the verb behind them are shorter.</summary>
    private const int LongestStart = 200;

    /// <summary>Longer than any paragraph of duties.</summary>
    private const int LongestText = 20_000;

    /// <returns>The parts, each with the units that it begins with; the paragraph itself if only one unit has duties in it.</returns>
    public static IReadOnlyList<(string Text, UnitStart? Of)> Split(string text, UnitStart start, UnitDirectory? directory)
    {
        if (start.Kind != UnitStartKind.Sentence || text.Length > LongestText)
            return [(text, start)];

        var parts = new List<(string Text, UnitStart? Of)>();
        var of = start;
        var from = 0;
        for (var at = text.AsSpan().IndexOfAny('；', '。') + 1; at > 0 && at < text.Length;)
        {
            if (UnitStart.Read(text.Substring(at, Math.Min(text.Length - at, LongestStart)), directory, isCut: true) is { Kind: UnitStartKind.Sentence, IsKnown: true } next && next.Names != of.Names)
            {
                parts.Add((text[from..at], of));
                (of, from) = (next, at);
            }

            var mark = text.AsSpan(at).IndexOfAny('；', '。');
            at = mark < 0 ? text.Length : at + mark + 1;
        }

        parts.Add((text[from..], of));
        return parts;
    }
}
