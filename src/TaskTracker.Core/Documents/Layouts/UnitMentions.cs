namespace TaskTracker.Core.Documents.Layouts;

/// <summary>Counts how far a text speaks of given units or of a heading: evidence for what belongs together.</summary>
internal static class UnitMentions
{
    private const int LongestText = 4_000;

    /// <summary>
    /// Where to cut paragraphs in two so that the first part speaks most of the units above and the second most of those
    /// below; before the last paragraph if nothing tells.
    /// </summary>
    /// <returns>How many paragraphs stay above: at least one, and not all.</returns>
    public static int BestCut(IReadOnlyList<string> paragraphs, string unitsAbove, string unitsBelow)
    {
        var above = paragraphs.Select(paragraph => Mentions(paragraph, unitsAbove) - Mentions(paragraph, unitsBelow)).ToList();
        var best = paragraphs.Count - 1;
        var bestBalance = int.MinValue;
        var total = above.Sum();
        var sum = 0;
        for (var cut = 1; cut < paragraphs.Count; cut++)
        {
            sum += above[cut - 1];
            var balance = sum - (total - sum);
            if (balance >= bestBalance)
                (best, bestBalance) = (cut, balance);
        }

        return best;
    }

    /// <summary>How many of the units a text names, in full or by the two characters that tell them apart (工商部门).</summary>
    public static int Mentions(string text, string units)
    {
        var mentions = 0;
        foreach (var unit in CellShape.Names(units))
        {
            if (text.Contains(unit, StringComparison.Ordinal))
                mentions += 2;
            else if (Core(unit) is { } core && text.Contains(core, StringComparison.Ordinal))
                mentions++;
        }

        return mentions;
    }

    /// <summary>How many pairs of neighbouring characters two texts share.</summary>
    public static int CommonPairs(string text, string heading)
    {
        if (heading.Length < 2 || text.Length < 2)
            return 0;

        var pairs = new HashSet<(char, char)>();
        for (var at = 1; at < Math.Min(text.Length, LongestText); at++)
            pairs.Add((text[at - 1], text[at]));

        var common = new HashSet<(char, char)>();
        for (var at = 1; at < Math.Min(heading.Length, LongestText); at++)
            if (Printed.IsHan(heading[at]) && Printed.IsHan(heading[at - 1]) && !IsEmptyPair(heading[at - 1], heading[at]) && pairs.Contains((heading[at - 1], heading[at])))
                common.Add((heading[at - 1], heading[at]));

        return common.Count;
    }

    private static string? Core(string unit)
    {
        var name = unit.AsSpan();
        if (name.StartsWith("西城", StringComparison.Ordinal) || name.StartsWith("海淀", StringComparison.Ordinal))
            name = name[2..];
        else if (name.Length > 0 && name[0] is '区' or '市')
            name = name[1..];

        return name.Length >= 3 ? name[..2].ToString() : null;
    }

    /// <summary>Words that every heading of such tables uses tell nothing.</summary>
    private static bool IsEmptyPair(char first, char second) =>
        (first, second) is ('加', '强') or ('推', '进') or ('完', '善') or ('强', '化') or ('工', '作') or ('管', '理') or ('开', '展') or ('落', '实')
            or ('实', '施') or ('建', '设') or ('体', '系') or ('提', '升') or ('监', '管') or ('健', '全') or ('机', '制');
}
