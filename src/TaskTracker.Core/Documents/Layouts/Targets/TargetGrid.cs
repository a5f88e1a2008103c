using TaskTracker.Core.Documents.Targets;

namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>Rows of a table that follow each other, with what stands over them: the title, and the unit of all figures.</summary>
internal sealed class TargetGrid
{
    private const int FarthestTitle = 6;

    private TargetGrid(string title, int titleLine, string unit, IReadOnlyList<TargetGridRow> rows, TextLine above)
    {
        LineAbove = above.Text ?? "";
        Before = above.Text is null ? rows[0].Line : above.Number;
        Title = title;
        TitleLine = titleLine;
        Unit = unit;
        Rows = rows;
    }

    public string Title { get; }

    public int TitleLine { get; }

    /// <summary>单位：微克/立方米 over the table; empty if nothing is printed.</summary>
    public string Unit { get; }

    /// <summary>The line right over the table; empty if it is the first.</summary>
    public string LineAbove { get; }

    /// <summary>The number of that line, or of the first row.</summary>
    public int Before { get; }

    public IReadOnlyList<TargetGridRow> Rows { get; }

    public static IEnumerable<TargetGrid> Find(DocumentText document)
    {
        var lines = document.Lines;
        for (var at = 0; at < lines.Count; at++)
        {
            if (!lines[at].IsRow)
                continue;

            var first = at;
            var rows = new List<TargetGridRow>();
            for (; at < lines.Count && lines[at].IsRow; at++)
                rows.Add(new TargetGridRow(lines[at].Number, Cells(lines[at].Text)));

            var (title, titleLine, unit) = Over(document, first);
            yield return new TargetGrid(title, titleLine, unit, rows, first > 0 ? lines[first - 1] : default);
        }
    }

    private static string[] Cells(string row)
    {
        var cells = row.Split('\t');
        for (var column = 0; column < cells.Length; column++)
            cells[column] = string.Concat(Printed.Paragraphs(Printed.Clean(cells[column])));

        return cells;
    }

    private static (string Title, int Line, string Unit) Over(DocumentText document, int first)
    {
        var unit = "";
        for (var at = first - 1; at >= 0 && first - at <= FarthestTitle && !document.Lines[at].IsRow; at--)
        {
            var text = Printed.Squash(document.Lines[at].Text).Trim('（', '）', '(', ')');
            if ((text.StartsWith("单位：", StringComparison.Ordinal) || text.StartsWith("单位:", StringComparison.Ordinal)) && MeasureUnits.IsUnit(text[3..]))
                unit = text[3..];
            else if (TitleShape.CanHeadList(document.Lines[at].Text))
                return (Printed.Squash(document.Lines[at].Text), document.Lines[at].Number, unit);
        }

        return (document.Head.Title, document.Head.LineStart, unit);
    }
}

/// <summary>One row: its cells without tags and outer white space.</summary>
internal readonly record struct TargetGridRow(int Line, string[] Cells)
{
    public string this[int column] => column < Cells.Length ? Cells[column] : "";

    /// <summary>True if both rows hold the same words: a header printed again on the next page.</summary>
    public bool Repeats(TargetGridRow other)
    {
        var mine = Words();
        var theirs = other.Words();
        return mine.Count > 1 && theirs.Count > 1 && mine.Intersect(theirs).Count() * 3 >= Math.Max(mine.Count, theirs.Count) * 2;
    }

    public int Filled => Cells.Count(cell => cell.Length > 0);

    private HashSet<string> Words() => [.. Cells.Where(cell => cell.Length > 0).Select(cell => Printed.Squash(cell))];
}
