namespace TaskTracker.Core.Documents.Layouts;

/// <summary>Counts how far a text speaks of given units or of a heading: evidence for what belongs together.</summary>
internal static class UnitMentions
{
    private const int LongestText = 4_000;
    private const int MostParagraphs = 40;

    /// <summary>
    /// Where to cut paragraphs in two so that the first part speaks most of the units above and the second most of those
    /// below; before the last paragraph if nothing tells.
    /// </summary>
    /// <returns>How many paragraphs stay above: at least one, and not all.</returns>
    public static int BestCut(IReadOnlyList<string> paragraphs, string unitsAbove, string unitsBelow)
    {
        if (paragraphs.Count > MostParagraphs)
            return paragraphs.Count - 1;

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

    /// <summary>How much a text shares with another: common pairs of neighbouring characters, against the other's length.</summary>
    public static double Likeness(string text, string other)
    {
        var pairs = Pairs(text);
        var others = Pairs(other);
        if (pairs.Count == 0 || others.Count == 0)
            return 0;

        var common = 0;
        foreach (var pair in others)
            if (pairs.Contains(pair))
                common++;

        return common / Math.Sqrt(others.Count);
    }

    private static HashSet<(char First, char Second)> Pairs(string text)
    {
        var pairs = new HashSet<(char, char)>();
        for (var at = 1; at < Math.Min(text.Length, LongestText); at++)
            if (Printed.IsHan(text[at]) && Printed.IsHan(text[at - 1]))
                pairs.Add((text[at - 1], text[at]));

        return pairs;
    }

    /// <summary>What a department does, without the place before it: 区质监局 → 质监, 西城工商分局 → 工商.</summary>
    private static string? Core(string unit)
    {
        var name = unit.AsSpan();
        if (name.EndsWith("分局", StringComparison.Ordinal) || name.EndsWith("支队", StringComparison.Ordinal))
            name = name.Length > 4 ? name[2..] : name;
        else if (name.Length > 0 && name[0] is '区' or '市')
            name = name[1..];

        return name.Length >= 3 ? name[..2].ToString() : null;
    }
}
