namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Tables whose cells are divided by tabs, under a header row whose words say what the columns mean. The header is
/// repeated on each page, rows without a number belong to merged cells, and rows of one cell are headings.
/// </summary>
internal sealed class TabbedTable : ILayout
{
    private const int FewestItems = 2;

    public string Name => "tabbed-table";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        foreach (var table in TablePages.Find(document))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Draft(table, document, context) is { } list)
                yield return new LayoutReading(list);
        }
    }

    private DraftList? Draft(TablePages table, DocumentText document, ReadingContext context)
    {
        var time = ListFacts.TimeOf(table.Title, document.Head);
        var header = table.Header;
        var shape = new CellShape(context.Directory, time);
        var rows = new TableRepair(header, shape).Repair(table.Rows(new TableRowReader(shape)));
        var raws = rows.SelectMany(CollapsedRow.Items).ToList();
        if (raws.Count < FewestItems)
            return null;

        var items = new ItemReader(context.Directory, time, header.HasDeadline, header.HasUnits).Read(raws);
        var (declared, countFindings) = ListFacts.Counts(table.Title, table.TitleLine, table.Headings, raws);
        return new DraftList
        {
            Title = table.Title,
            Kind = KindOf(header),
            Layout = Name,
            Year = time.Year,
            DeclaredCount = declared,
            DefaultDeadline = header.HasDeadline ? null : ListFacts.DefaultDeadlineOf(table.Title, items),
            LineStart = Math.Min(table.HeaderLine, items.Min(item => item.LineStart)),
            LineEnd = items.Max(item => item.LineEnd),
            Findings = [.. countFindings, .. ListFacts.NumberFindings(Numbers(rows)), .. NoUnitColumn(header, table)],
            Items = items,
        };
    }

    private static ListKind KindOf(TableHeader header) =>
        !header.HasUnits ? ListKind.Schedule
        : !header.HasDeadline && !header.Has(Role.Task) && !header.Has(Role.Partner) ? ListKind.Duties
        : ListKind.Tasks;

    /// <summary>A number that spans several rows, or is printed again on the next page with its heading, counts once.</summary>
    private static List<(int Value, int Line)> Numbers(IEnumerable<TableRow> rows)
    {
        var numbers = new List<(int Value, int Line)>();
        var task = "";
        foreach (var row in rows)
        {
            if (row.Inherits || PrintedNumber.ValueOf(row.No) is not { } value)
                continue;

            var isSpan = numbers.Count > 0 && numbers[^1].Value == value && (row.Task.Length == 0 || Printed.Squash(row.Task) == task);
            if (!isSpan)
                numbers.Add((value, row.LineStart));

            task = Printed.Squash(row.Task);
        }

        return numbers;
    }

    private static IEnumerable<Finding> NoUnitColumn(TableHeader header, TablePages table)
    {
        if (!header.HasUnits)
            yield return new Finding
            {
                Code = FindingCodes.NoUnitColumn,
                Message = "This table has no column that names a unit; who does the work must be added.",
                LineStart = table.HeaderLine,
                LineEnd = table.HeaderLine,
            };
    }
}
