namespace TaskTracker.Core.Documents.Layouts;

/// <summary>The pages of one table: every header row with the rows under it, and the headings between them.</summary>
internal sealed class TablePages
{
    private const int FarthestTitle = 6;
    private const int LongestSection = 60;

    private readonly List<(TableHeader Header, List<Line> Lines)> pages = [];

    private TablePages(string title, int titleLine, int headerLine)
    {
        Title = title;
        TitleLine = titleLine;
        HeaderLine = headerLine;
    }

    public string Title { get; }

    public int TitleLine { get; }

    public int HeaderLine { get; }

    public TableHeader Header => pages[0].Header;

    /// <summary>The headings in the table, with their lines; filled while the rows are read.</summary>
    public List<(string Heading, int Line)> Headings { get; } = [];

    /// <summary>Every table of the document that has a header row which names tasks.</summary>
    public static IEnumerable<TablePages> Find(DocumentText document)
    {
        var lines = document.Lines;
        for (var at = 0; at < lines.Count; at++)
        {
            if (!lines[at].IsRow || TableHeader.Read(lines[at].Text) is not { } header)
                continue;

            var (title, titleLine) = TitleOver(document, at);
            var table = new TablePages(title, titleLine, lines[at].Number);
            at = table.Collect(lines, at, header) - 1;
            if (table.pages.Exists(page => page.Lines.Count > 0))
                yield return table;
        }
    }

    /// <summary>The rows of all pages under their meaning, with the headings over them.</summary>
    public List<TableRow> Rows(TableRowReader reader)
    {
        var rows = new List<TableRow>();
        var sections = new SectionPath();
        var spanning = new List<string>();
        foreach (var (printed, lines) in pages)
        {
            var header = printed.Refine([.. lines.Where(line => line.Cells.Length > 1).Select(line => line.Cells)]);
            var beginsPage = rows.Count > 0;
            foreach (var line in lines)
            {
                if (SectionOf(line, header) is { } heading)
                {
                    sections.Enter(DepthOf(heading), heading, line.Number);
                    Headings.Add((heading, line.Number));
                    if (line.Cells.Count(cell => cell.Length > 0) == 1)
                        continue;

                    line.Cells[Array.FindIndex(line.Cells, cell => cell.Length > 0)] = "";
                }

                if (IsRemark(line))
                    continue;

                var row = reader.Read(line.Cells, header, line.Number, beginsPage);
                beginsPage = false;
                Span(spanning, line, header);
                row.HeadingLines = sections.Lines;
                row.Section = [.. sections.Path, .. spanning.Where(found => found.Length > 0)];
                rows.Add(row);
            }
        }

        return rows;
    }

    private int Collect(IReadOnlyList<TextLine> lines, int at, TableHeader header)
    {
        for (; at < lines.Count; at++)
        {
            if (!lines[at].IsRow)
            {
                if (!IsSectionBetweenPages(lines, at, header))
                    break;

                pages[^1].Lines.Add(new Line(lines[at].Number, [lines[at].Text]));
            }
            else if (TableHeader.Read(lines[at].Text) is { } repeated)
            {
                if (!header.IsRepeatedBy(repeated))
                    break;

                pages.Add((repeated, []));
            }
            else
            {
                if (pages.Count > 0 && IsOtherTable(lines[at], pages[^1].Header))
                    break;

                pages[^1].Lines.Add(new Line(lines[at].Number, Cells(lines[at].Text)));
            }
        }

        return at;
    }

    /// <summary>A numbered heading alone on its line, with the table going on under it.</summary>
    private static bool IsSectionBetweenPages(IReadOnlyList<TextLine> lines, int at, TableHeader header)
    {
        var text = lines[at].Text;
        if (text.Length > LongestSection || !PrintedNumber.TryRead(text, out var number) || number.Style > NumberStyle.BracketedHan)
            return false;

        return at + 1 < lines.Count && lines[at + 1].IsRow
            && (TableHeader.Read(lines[at + 1].Text) is not { } next || header.IsRepeatedBy(next));
    }

    /// <summary>Rows of another width, all of figures, are another table whose header names no task.</summary>
    private static bool IsOtherTable(TextLine line, TableHeader header)
    {
        var cells = Cells(line.Text);
        return cells.Length > header.Width + 2 || (cells.Length >= 4 && cells.Skip(1).All(IsFigure));

        static bool IsFigure(string cell) =>
            cell.Length is > 0 and <= 8 && cell.All(character => char.IsAsciiDigit(character) || character is '.' or '%');
    }

    private static string[] Cells(string row)
    {
        var cells = row.Split('\t');
        for (var column = 0; column < cells.Length; column++)
            cells[column] = cells[column].Contains("<p>", StringComparison.Ordinal) ? cells[column].Trim() : Printed.Clean(cells[column]);

        return cells;
    }

    /// <summary>
    /// A row of one cell in the first columns is a heading, and so is a numbered heading in front of a row's own cells.
    /// </summary>
    private static string? SectionOf(Line line, TableHeader header)
    {
        var filled = line.Cells.Count(cell => cell.Length > 0);
        var first = Array.FindIndex(line.Cells, cell => cell.Length > 0);
        if (first < 0 || (first > 0 && header[first] is not (Role.Task or Role.Section)))
            return null;

        var cell = line.Cells[first];
        var isNumbered = PrintedNumber.TryRead(cell, out var number) && number.Style <= NumberStyle.BracketedHan && number.Rest.Length > 0;
        if (isNumbered && cell.Length <= LongestSection && (filled == 1 || (first == 0 && header[0] == Role.Number)))
            return Printed.Squash(cell);

        var isWordInsteadOfNumber = filled == 1 && first == 0 && header[0] == Role.Number && cell.Length <= LongestSection
            && PrintedNumber.ValueOf(cell) is null && !Printed.EndsSentence(cell);
        return isWordInsteadOfNumber ? Printed.Squash(cell) : null;
    }

    private static int DepthOf(string heading) =>
        PrintedNumber.TryRead(heading, out var number) ? (int)number.Style : (int)NumberStyle.BracketedArabic + 1;

    /// <summary>Headings of merged cells hold until the next one in their column, or in a column left of it.</summary>
    private static void Span(List<string> spanning, Line line, TableHeader header)
    {
        var level = 0;
        foreach (var column in header.SpanningColumns)
        {
            var found = column < line.Cells.Length ? Printed.Squash(line.Cells[column]) : "";
            if (level == spanning.Count)
                spanning.Add("");

            if (found.Length > 0 && found != spanning[level] && PrintedNumber.ValueOf(found) is null)
            {
                spanning.RemoveRange(level, spanning.Count - level);
                spanning.Add(found);
            }

            level++;
        }
    }

    private static bool IsRemark(Line line) =>
        Printed.Squash(Array.Find(line.Cells, cell => cell.Length > 0) ?? "").TrimEnd('：', ':') is "备注" or "注" or "说明" or "合计" or "总计" or "小计";

    /// <summary>The nearest line over the header that can head a list; the document's title if there is none.</summary>
    private static (string Title, int Line) TitleOver(DocumentText document, int header)
    {
        for (var at = header - 1; at >= 0 && header - at <= FarthestTitle; at--)
        {
            var line = document.Lines[at];
            if (line.IsRow)
                break;

            if (TitleShape.CanHeadList(line.Text) && !line.Text.StartsWith("单位", StringComparison.Ordinal))
                return (Printed.Squash(line.Text), line.Number);

            var isNumbered = PrintedNumber.TryRead(line.Text, out var number) && number.Rest.Length is >= 2 and <= 40;
            if (isNumbered && at == header - 1 && !Printed.EndsSentence(line.Text))
                return (Printed.Squash(line.Text), line.Number);
        }

        return (document.Head.Title, document.Head.LineStart);
    }

    private sealed record Line(int Number, string[] Cells);
}
