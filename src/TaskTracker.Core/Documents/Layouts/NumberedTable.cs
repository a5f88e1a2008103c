namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// A numbered table of matters and nothing else (序号 | 重大决策事项) under a title that calls it a list of work for a year.
/// It names no unit, and says so. Every other layout goes first.
/// </summary>
internal sealed class NumberedTable : ILayout
{
    private const int FewestItems = 3;
    private const int TitleReach = 3;

    private static readonly string[] MatterNouns = ["事项", "任务", "项目", "措施", "内容", "工作"];
    private static readonly string[] ListNouns = ["目录", "清单", "计划", "安排", "任务", "要点"];

    public string Name => "numbered-table";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        for (var at = 0; at < document.Lines.Count; at++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (!IsHeader(document.Lines[at]) || TitleAbove(document.Lines, at) is not { } title || PrintedDate.YearIn(title) is null)
                continue;

            var items = Items(document.Lines, at + 1).ToList();
            if (items.Count >= FewestItems)
                yield return new LayoutReading(Draft(title, document.Lines[at].Number, items, document, context)) { IsLastResort = true };
        }
    }

    private DraftList Draft(string title, int headerLine, List<RawItem> items, DocumentText document, ReadingContext context)
    {
        var time = ListFacts.TimeOf(title, document.Head);
        return new DraftList
        {
            Title = title,
            Kind = ListKind.Tasks,
            Layout = Name,
            Year = time.Year,
            DefaultDeadline = PrintedDate.YearIn(title) is { } year ? new DateOnly(year, 12, 31) : null,
            LineStart = headerLine,
            LineEnd = items[^1].LineEnd,
            Findings =
            [
                new Finding
                {
                    Code = FindingCodes.NoUnitColumn,
                    Message = "This table has no column that names a unit; who does the work must be added.",
                    LineStart = headerLine,
                    LineEnd = headerLine,
                },
            ],
            Items = new ItemReader(context.Directory, time, hasDeadlineColumn: false, hasUnitColumn: false).Read(items),
        };
    }

    private static bool IsHeader(TextLine line)
    {
        if (!line.IsRow)
            return false;

        var cells = Cells(line);
        return cells.Length == 2 && cells[0] is ("序号" or "编号") && EndsWithAny(cells[1], MatterNouns);
    }

    private static string? TitleAbove(IReadOnlyList<TextLine> lines, int header)
    {
        for (var at = header - 1; at >= 0 && at >= header - TitleReach && !lines[at].IsRow; at--)
            if (TitleShape.CanHeadList(lines[at].Text))
                return Printed.Squash(lines[at].Text) is var title && EndsWithAny(title, ListNouns) ? title : null;

        return null;
    }

    /// <summary>The rows under the header, as long as their numbers go on from one.</summary>
    private static IEnumerable<RawItem> Items(IReadOnlyList<TextLine> lines, int from)
    {
        var expected = 1;
        for (var at = from; at < lines.Count && lines[at].IsRow; at++)
        {
            if (IsHeader(lines[at]))
                continue;

            var cells = Cells(lines[at]);
            if (cells.Length != 2 || PrintedNumber.ValueOf(cells[0]) != expected++)
                yield break;

            yield return new RawItem { No = cells[0], Text = [cells[1]], LineStart = lines[at].Number, LineEnd = lines[at].Number };
        }
    }

    private static string[] Cells(TextLine line) =>
        [.. line.Text.Split('\t').Select(cell => Printed.Squash(Printed.Clean(cell))).Where(cell => cell.Length > 0)];

    private static bool EndsWithAny(string text, string[] words)
    {
        foreach (var word in words)
            if (text.EndsWith(word, StringComparison.Ordinal))
                return true;

        return false;
    }
}
