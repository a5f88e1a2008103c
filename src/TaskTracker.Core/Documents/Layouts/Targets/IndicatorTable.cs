using TaskTracker.Core.Documents.Targets;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>
/// Tables of indicators (指标): one row a number to reach, with its unit, what it starts from and the year by which it is
/// to be reached. Mostly nobody is named to reach it.
/// </summary>
internal sealed class IndicatorTable : ILayout
{
    private const int FewestItems = 2;

    public string Name => "indicator-table";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        foreach (var grid in TargetGrid.Find(document))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Draft(grid, document, context.Directory) is { } list)
                yield return new LayoutReading(list);
        }
    }

    private DraftList? Draft(TargetGrid grid, DocumentText document, UnitDirectory? directory)
    {
        var columns = IndicatorColumns.Read(grid.Rows[0]);
        if (columns is null)
            return null;

        var year = TargetYear.Of(grid.Title, document.Head);
        var rows = new List<IndicatorRow>();
        var section = "";
        foreach (var row in grid.Rows.Skip(1))
        {
            if (IndicatorColumns.Read(row) is { } repeated)
                columns = repeated;
            else if (columns.ReadRow(row, section) is { } read)
            {
                section = read.Section;
                rows.Add(read);
            }
        }

        if (rows.Count < FewestItems || !rows.Exists(row => row.Target is not null))
            return null;

        var items = rows.Select((row, index) => Item(row, index + 1, year, directory)).ToList();
        return new DraftList
        {
            Title = grid.Title,
            Kind = ListKind.Indicators,
            Layout = Name,
            Year = year,
            LineStart = grid.Rows[0].Line,
            LineEnd = items[^1].LineEnd,
            Findings = [.. ListFacts.NumberFindings(Numbers(rows)), .. NobodyNamed(grid, rows)],
            Items = items,
        };
    }

    private static DraftItem Item(IndicatorRow row, int ordinal, int? year, UnitDirectory? directory)
    {
        var goal = row.Goal;
        var deadline = goal.DeadlineIn(year);
        var leads = UnitCellReader.Read(row.Lead, directory);
        var partners = UnitCellReader.Read(row.Partner, directory);
        var findings = leads.Doubts.Concat(partners.Doubts).Select(doubt => Finding(row, doubt.Code, doubt.Message)).ToList();
        if (row.IsShifted)
            findings.Add(Finding(row, FindingCodes.CellsShifted, "The cells of this row stand one column too far left; they were moved under their headings."));

        if (row.Value.Length == 0)
            findings.Add(Finding(row, FindingCodes.NoMeasure, "No number or state to reach is printed for this indicator."));

        return new DraftItem
        {
            Ordinal = ordinal,
            No = row.No.Length > 0 ? row.No : null,
            Section = row.Section.Length > 0 ? [row.Section] : [],
            Task = row.Name,
            Text = row.Value.Length > 0 ? $"{row.Name}：{Printed.Squash(goal.Name)}{TargetCell.WithUnit(row.Value, row.Unit)}" : "",
            LeadUnits = leads.Names,
            PartnerUnits = partners.Names,
            Deadline = deadline,
            Targets = row.Target is { } target
                ? [new Target(row.Name, target.Comparison, target.Value, target.Unit, row.Value)
                {
                    Year = deadline.Date?.Year,
                    Period = goal.Period,
                    Baseline = TargetCell.Baseline(row.Baseline, target.Unit),
                }]
                : [],
            LineStart = row.Line,
            LineEnd = row.Line,
            Findings = findings,
        };
    }

    private static List<(int Value, int Line)> Numbers(List<IndicatorRow> rows) =>
        [.. rows.Where(row => PrintedNumber.ValueOf(row.No) is not null).Select(row => (PrintedNumber.ValueOf(row.No)!.Value, row.Line))];

    private static IEnumerable<Finding> NobodyNamed(TargetGrid grid, List<IndicatorRow> rows)
    {
        if (rows.TrueForAll(row => row.Lead.Length + row.Partner.Length == 0))
            yield return new Finding
            {
                Code = FindingCodes.NoUnitColumn,
                Message = "This table of indicators names no unit; who answers for them must be added.",
                LineStart = grid.Rows[0].Line,
                LineEnd = grid.Rows[0].Line,
            };
    }

    private static Finding Finding(IndicatorRow row, string code, string message) =>
        new() { Code = code, Message = message, LineStart = row.Line, LineEnd = row.Line };
}
