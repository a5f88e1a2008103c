using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents.Fuzz;

/// <summary>What must hold of a draft of any text at all.</summary>
internal static class SoundDraft
{
    /// <summary>The first thing that does not hold; null if all is well.</summary>
    public static string? FaultOf(Draft draft, SourceText source) =>
        Overlap(draft) ?? draft.Documents.Select(document => FaultOf(document, source)).FirstOrDefault(fault => fault is not null);

    private static string? Overlap(Draft draft)
    {
        var end = 0;
        foreach (var document in draft.Documents)
        {
            if (document.LineStart <= end || document.LineEnd < document.LineStart || document.LineEnd > draft.Source.Lines)
                return $"document at {document.LineStart}-{document.LineEnd}, the one before ends at {end}, the text has {draft.Source.Lines} lines";

            end = document.LineEnd;
        }

        return null;
    }

    private static string? FaultOf(DraftDocument document, SourceText source)
    {
        var whole = LettersOf(source, document.LineStart, document.LineEnd);
        foreach (var list in document.Lists)
        {
            if (list.LineStart < document.LineStart || list.LineEnd > document.LineEnd || list.LineStart > list.LineEnd)
                return $"list {list.LineStart}-{list.LineEnd} ({list.Layout}) outside of its document {document.LineStart}-{document.LineEnd}";

            if (!list.Items.Select(item => item.Ordinal).SequenceEqual(Enumerable.Range(1, list.Items.Count)))
                return $"ordinals of the list at {list.LineStart} are not 1, 2, 3 …";

            var room = Lines(list.LineStart, list.LineEnd).Sum(number => RoomOf(source.Line(number), list.Layout));
            if (list.Items.Count > room)
                return $"{list.Items.Count} items in room for {room} in the lines {list.LineStart}-{list.LineEnd} ({list.Layout})";

            if (list.Items.Select(item => FaultOf(item, list, source, whole)).FirstOrDefault(fault => fault is not null) is { } fault)
                return fault;
        }

        return null;
    }

    private static string? FaultOf(DraftItem item, DraftList list, SourceText source, HashSet<char> whole)
    {
        var place = $"item {item.Ordinal} at {item.LineStart}-{item.LineEnd} of the list {list.LineStart}-{list.LineEnd} ({list.Layout})";
        if (item.LineStart < list.LineStart || item.LineEnd > list.LineEnd || item.LineStart > item.LineEnd)
            return place + " lies outside";

        // What an indicator is called, and its year, stand in the head of the table.
        var own = list.Kind == ListKind.Indicators ? whole : LettersOf(source, item.LineStart, item.LineEnd);
        if (Missing(item.Text, own) is { } letter)
            return $"{place}: '{letter}' of its text is not printed there: {item.Text}";

        if (item.Findings.Any(finding => finding.Code == FindingCodes.UnitMisprint))
            return null;

        var around = LettersOf(source, list.LineStart, list.LineEnd);
        foreach (var unit in item.LeadUnits.Concat(item.PartnerUnits))
            if (Missing(unit, around) is { } strange)
                return $"{place}: '{strange}' of its unit {unit} is not printed in the list";

        return null;
    }

    /// <summary>
    /// One item a line, but for the four layouts that print several in one: a paragraph has as many measures as brackets
    /// open in it, a collapsed row of a table as many as paragraphs are marked in it, a paragraph of duties as many as
    /// sentences end in it, one of running prose as many as clauses.
    /// </summary>
    private static int RoomOf(ReadOnlySpan<char> line, string layout) => line.IsWhiteSpace() ? 0 : Math.Max(1, layout switch
    {
        "bracketed-measures" => line.Count('（') + line.Count('('),
        "tabbed-table" => line.Count("<p>"),
        "unit-headings" => line.Count('；') + line.Count('。') + 1,
        "prose-duties" => line.Count('，') + line.Count('；') + line.Count(';') + line.Count('。') + 1,
        _ => 1,
    });

    private static IEnumerable<int> Lines(int first, int last) => Enumerable.Range(first, last - first + 1);

    private static HashSet<char> LettersOf(SourceText source, int first, int last)
    {
        var letters = new HashSet<char>();
        for (var number = first; number <= last; number++)
            foreach (var character in source.Line(number))
                letters.Add(character);

        return letters;
    }

    private static char? Missing(string text, HashSet<char> letters)
    {
        foreach (var character in text)
            if (char.IsLetterOrDigit(character) && !letters.Contains(character))
                return character;

        return null;
    }
}
