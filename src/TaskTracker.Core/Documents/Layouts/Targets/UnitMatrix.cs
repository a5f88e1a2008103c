using TaskTracker.Core.Documents.Targets;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>
/// Matrices of targets: one row a sub-district or another unit, one column a number that it is to reach. The header may
/// take two lines (全年, 一季度 under one name); columns may also hold the readings that the targets start from.
/// </summary>
internal sealed class UnitMatrix : ILayout
{
    public string Name => "target-matrix";

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
        var header = grid.Rows[0];
        var hasSecondLine = grid.Rows.Count > 1 && IsSecondLine(grid.Rows[1]);
        var second = hasSecondLine ? grid.Rows[1] : new TargetGridRow(header.Line, []);
        var rows = grid.Rows.Skip(hasSecondLine ? 2 : 1).Where(row => !row.Repeats(header) && !(hasSecondLine && row.Repeats(second))).ToList();
        if (rows.Count == 0 || KeyColumn(header, rows, directory) is not { } key)
            return null;

        var year = TargetYear.Of(grid.Title, document.Head);
        var columns = UnitMatrixColumns.Read(header, second, rows, key, grid);
        if (columns is null)
            return null;

        var items = new List<DraftItem>();
        foreach (var row in rows)
            if (Item(row, key, columns, year, directory, items.Count + 1) is { } item)
                items.Add(item);

        return items.Count == 0 ? null : new DraftList
        {
            Title = grid.Title,
            Kind = ListKind.Indicators,
            Layout = Name,
            Year = year,
            LineStart = header.Line,
            LineEnd = items.Max(item => item.LineEnd),
            Findings = [],
            Items = items,
        };
    }

    /// <summary>A row of words under the header, its first cell empty: the second line of the header.</summary>
    private static bool IsSecondLine(TargetGridRow row) =>
        row.Cells[0].Length == 0 && row.Filled > 0 && row.Cells.All(cell => TargetCell.Read(cell, "") is null && !CellShape.IsDash(cell));

    /// <summary>The column whose cells name the units: the first, or the one behind the numbers.</summary>
    private static int? KeyColumn(TargetGridRow header, List<TargetGridRow> rows, UnitDirectory? directory)
    {
        for (var column = 0; column < 2; column++)
        {
            var named = rows.Count(row => IsUnit(row[column], directory));
            if (header[column].Length is > 0 and <= 16 && named > 0 && named * 10 >= rows.Count * 6)
                return column;
        }

        return null;
    }

    private static bool IsUnit(string cell, UnitDirectory? directory)
    {
        var name = Printed.Squash(cell);
        return name.Length is >= 2 and <= 20 && name.All(character => Printed.IsHan(character) || character is '（' or '）' or '(' or ')')
            && (directory?.Find(name) is not null || UnitShape.EndsLikeUnit(name) || name[^1] is '街' or '镇' or '乡' or '区' or '县');
    }

    private static DraftItem? Item(TargetGridRow row, int key, UnitMatrixColumns columns, int? year, UnitDirectory? directory, int ordinal)
    {
        var name = Printed.Squash(row[key]);
        if (name.Length == 0 || name is "合计" or "总计" or "小计" or "备注" || columns.ReadRow(row, year) is not { } read)
            return null;

        var units = UnitCellReader.Read(row[key], directory);
        var findings = units.Doubts.Select(doubt => (doubt.Code, doubt.Message)).ToList();
        if (units.Names.Count == 0)
            findings.Add((FindingCodes.NoUnit, "No unit is named in this row."));

        if (read.Doubt is { } doubtful)
            findings.Add((FindingCodes.CellsShifted, doubtful));

        return new DraftItem
        {
            Ordinal = ordinal,
            No = key > 0 && PrintedNumber.ValueOf(row[0]) is not null ? Printed.Squash(row[0]) : null,
            Task = name,
            Text = read.Text,
            LeadUnits = units.Names,
            Deadline = read.Deadline,
            Targets = read.Targets,
            LineStart = row.Line,
            LineEnd = row.Line,
            Findings = [.. findings.Select(finding => new Finding { Code = finding.Code, Message = finding.Message, LineStart = row.Line, LineEnd = row.Line })],
        };
    }
}
