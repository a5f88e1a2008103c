using TaskTracker.Core.Documents.Layouts.Characters;

namespace TaskTracker.Core.Documents.Layouts.Wrapped;

/// <summary>
/// Portrait tables whose cells were extracted one below the other, each in the lines that its column breaks it into:
/// number, heading, measure, units, date, a piece a line.
/// </summary>
internal sealed class WrappedTable : ILayout
{
    private const int FewestItems = 3;
    private const int MostTitleLines = 3;

    public string Name => "wrapped-table";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        if (!WrappedHeader.MayStandIn(document))
            yield break;

        var lines = WrappedLine.Of(document, name => context.Directory?.Find(name) is not null);
        if (WrappedHeader.Find(lines) is { } header && Draft(lines, header, document, context) is { } list)
            yield return new LayoutReading(list);
    }

    private DraftList? Draft(List<WrappedLine> lines, WrappedHeader header, DocumentText document, ReadingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var title = TitleOver(lines, header, document);
        var time = ListFacts.TimeOf(title, document.Head);
        var cells = new CharacterCells(context.Directory, new CellShape(context.Directory, time));
        var rows = new WrappedRowReader(header, cells, lines).Read();
        rows.RemoveAll(row => row.Text.Count == 0 && !row.HasCells);
        if (rows.Count < FewestItems || rows.Count(row => row.HasCells) * 2 < rows.Count)
            return null;

        SayIfCut(rows);
        var items = new ItemReader(context.Directory, time, header.Has(Role.Deadline), hasUnitColumn: true).Read(Items(rows, header, cells));
        return new DraftList
        {
            Title = title,
            Kind = ListKind.Tasks,
            Layout = Name,
            Year = time.Year,
            LineStart = lines[header.Start].Line,
            LineEnd = items.Max(item => item.LineEnd),
            Findings = [.. ListFacts.NumberFindings(Numbers(rows))],
            Items = items,
        };
    }

    private static List<RawItem> Items(List<WrappedRow> rows, WrappedHeader header, CharacterCells cells)
    {
        var columns = header.UnitColumns;
        var units = new WrappedUnits(cells, columns.Count, rows);
        var items = new List<RawItem>();
        RawItem? above = null;
        foreach (var row in rows)
        {
            var item = new RawItem
            {
                No = row.No,
                Section = row.Section,
                Task = TaskOf(row),
                Text = [.. row.Text],
                Deadline = row.Deadline.Length > 0 ? [row.Deadline] : [],
                LineStart = row.LineStart,
                LineEnd = row.LineEnd,
            };
            foreach (var (code, message) in row.Findings)
                item.Find(code, message);

            var (first, others, isDoubtful) = units.Assign(row);
            Put(item, columns[0], first);
            if (columns.Count > 1)
                Put(item, columns[1], others);

            if (isDoubtful)
                item.Find(FindingCodes.UnitsUnparted, "Nothing printed parts the units that lead from those that help; where they part is a guess.");

            if (row.IsPart && above is not null)
                Inherit(item, above, columns);

            items.Add(item);
            above = item;
        }

        return items;
    }

    private static void Put(RawItem item, Role column, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
            item.ValuesOf(column).Add(string.Join('、', names));
    }

    /// <summary>What a row without a number leaves out is merged with the row above.</summary>
    private static void Inherit(RawItem item, RawItem above, IReadOnlyList<Role> columns)
    {
        if (columns.All(column => item.ValuesOf(column).Count == 0))
            foreach (var column in columns)
                item.ValuesOf(column).AddRange(above.ValuesOf(column));

        if (item.Deadline.Count == 0)
            item.Deadline.AddRange(above.Deadline);
    }

    private static string? TaskOf(WrappedRow row)
    {
        var task = string.Concat(row.Task);
        if (PrintedNumber.TryRead(task, out var number))
            task = number.Rest;

        return task.Length > 0 ? task : null;
    }

    /// <summary>Where measures are sentences, one that stops in the middle has lost its end.</summary>
    private static void SayIfCut(List<WrappedRow> rows)
    {
        var cut = rows.Where(row => !row.TextEnds).ToList();
        if (cut.Count * 5 < rows.Count)
            foreach (var row in cut)
                row.Findings.Add((FindingCodes.RowSplit, "The measure of this row stops in mid-sentence; its rest may stand in the row below."));
    }

    private static string TitleOver(List<WrappedLine> lines, WrappedHeader header, DocumentText document)
    {
        var title = "";
        for (var at = header.Start - 1; at >= 0 && header.Start - at <= MostTitleLines; at--)
        {
            var text = lines[at].Text;
            if (!TitleShape.CanHeadList(text))
                break;

            title = text + title;
        }

        return TitleShape.CanHeadList(title) ? title : document.Head.Title;
    }

    private static List<(int Value, int Line)> Numbers(List<WrappedRow> rows)
    {
        var numbers = new List<(int Value, int Line)>();
        foreach (var row in rows.Where(row => !row.IsPart && row.No is not null))
            if (PrintedNumber.ValueOf(row.No!) is { } value && (numbers.Count == 0 || numbers[^1].Value != value))
                numbers.Add((value, row.LineStart));

        return numbers;
    }
}
