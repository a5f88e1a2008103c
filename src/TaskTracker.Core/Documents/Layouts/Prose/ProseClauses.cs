using System.Buffers;
using TaskTracker.Core.Documents.Layouts.Headings;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Prose;

/// <summary>Cuts a paragraph of running text before each unit that gets a duty of its own.</summary>
internal static class ProseClauses
{
    /// <summary>Longer than any paragraph of duties.</summary>
    private const int LongestText = 6_000;
    private const int MostSentencesBefore = 1;

    private static readonly SearchValues<string> OwnDuty =
        SearchValues.Create(["负责", "牵头", "会同", "组织", "承担", "做好", "建立", "制定", "开展", "落实", "要"], StringComparison.Ordinal);

    /// <returns>None if the paragraph lays no duty on a unit, or only speaks of one after other things.</returns>
    public static IReadOnlyList<ProseClause> Of(string text, UnitDirectory? directory)
    {
        if (text.Length > LongestText || text.Contains("负责解释", StringComparison.Ordinal))
            return [];

        var cuts = new List<(int At, ClauseBearers Bearers)>();
        for (int at = 0, sentences = 0; at < text.Length && (cuts.Count > 0 || sentences <= MostSentencesBefore);)
        {
            var isSentence = at == 0 || text[at - 1] != '，';
            if (!GoesOn(text, at) && ClauseBearers.Read(text, at, isSentence, cuts.Count == 0, directory) is { } bearers && (cuts.Count == 0 || IsOther(bearers, cuts[^1].Bearers)))
                cuts.Add((cuts.Count == 0 ? 0 : at, bearers));

            var next = text.AsSpan(at).IndexOfAny("，。；;");
            at = next < 0 ? text.Length : at + next + 1;
            sentences += text[at - 1] == '，' ? 0 : 1;
        }

        return [.. cuts.Select((cut, index) => Clause(text, cut.At, index + 1 < cuts.Count ? cuts[index + 1].At : text.Length, cut.Bearers, directory))];
    }

    /// <summary>其中，… speaks of what stands before it.</summary>
    private static bool GoesOn(string text, int at) =>
        text.AsSpan(at).StartsWith("其中", StringComparison.Ordinal) || (at >= 3 && text.AsSpan(at - 3).StartsWith("其中，", StringComparison.Ordinal));

    /// <summary>A unit that the clause before names already goes on with its duty.</summary>
    private static bool IsOther(ClauseBearers next, ClauseBearers before) => !before.Names.Contains(next.Names, StringComparison.Ordinal);

    private static ProseClause Clause(string text, int from, int to, ClauseBearers bearers, UnitDirectory? directory)
    {
        var clause = text[from..to].TrimEnd('，');
        var end = bearers.End - from;
        if (Turned(clause, end, directory) is { } helped)
            return new ProseClause(clause, helped, [bearers.Names], true) { IsStrong = bearers.IsStrong, IsDoubtful = true };

        var partners = new ClausePartners(clause, end, directory);
        return new ProseClause(clause, bearers.Names, partners.Read(), bearers.IsKnown) { IsStrong = bearers.IsStrong, IsDoubtful = partners.IsDoubtful };
    }

    /// <summary>甲、乙…协助丙开展…: 丙 does it, 甲 and 乙 help.</summary>
    private static string? Turned(string clause, int end, UnitDirectory? directory)
    {
        var help = clause.IndexOf("协助", end, StringComparison.Ordinal);
        if (help < 0 || clause.AsSpan(end, help - end).IndexOfAny("。；") >= 0 || clause.AsSpan(end, help - end).ContainsAny(OwnDuty))
            return null;

        var names = new UnitNames(clause, directory);
        var last = names.EndFrom(help + 2);
        return last > help + 2 && names.Units > 0 ? clause[(help + 2)..last] : null;
    }
}
