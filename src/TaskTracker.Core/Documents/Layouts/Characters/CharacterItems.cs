namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>Makes items of rows: units under their columns, and merged cells filled from the row above.</summary>
internal static class CharacterItems
{
    public const string Unparted = "Nothing printed parts the units that lead from those that help; where they part is a guess.";

    public static List<RawItem> Of(IReadOnlyList<CharacterRow> rows, CharacterHeader header)
    {
        var roles = header.UnitColumns;
        var columns = new CharacterUnitColumns(roles, rows);
        var items = new List<RawItem>();
        RawItem? above = null;
        foreach (var row in rows)
        {
            var item = new RawItem
            {
                No = row.No is { } no ? Printed.Squash(no).TrimEnd('.', '、') : null,
                Section = row.Section is { } section ? [.. row.Outer, section] : [],
                Task = row.Task is { Length: > 0 } task ? task : null,
                Text = [.. row.Text],
                Leaders = [.. row.Leaders],
                Deadline = row.Deadline.Length > 0 ? [row.Deadline] : [],
                LineStart = row.LineStart,
                LineEnd = Math.Max(row.LineEnd, row.LineStart),
            };
            foreach (var (code, message) in row.Findings)
                item.Find(code, message);

            PutUnits(item, row, columns.Assign(row), roles, row.IsPart ? above : null);
            if (row.IsPart && above is not null)
                Inherit(item, above);

            items.Add(item);
            above = item;
        }

        return items;
    }

    private static void PutUnits(RawItem item, CharacterRow row, CharacterUnitCells units, List<Role> roles, RawItem? above)
    {
        for (var column = 0; column < roles.Count; column++)
        {
            var cell = column < units.Cells.Count ? units.Cells[column] : [];
            var target = Of(item, roles[column]);
            if (cell.Count > 0)
                target.Add(string.Join('、', cell.Select(unit => unit.Name)));
            else if (above is not null && units.AreMerged && !(column > 0 && roles.Count > column && IsParted(units, column)))
                target.AddRange(Of(above, roles[column]));
        }

        var areAllMerged = row.Units.Count == 0 && above is not null && units.AreMerged && above.Findings.Exists(finding => finding.Code == FindingCodes.UnitsUnparted);
        if (units.IsDoubtful || areAllMerged)
            item.Find(FindingCodes.UnitsUnparted, Unparted);
    }

    /// <summary>True if a later column names units: then an empty one before it is not merged but blank.</summary>
    private static bool IsParted(CharacterUnitCells units, int column) => units.Cells.Skip(column + 1).Any(cell => cell.Count > 0);

    private static void Inherit(RawItem item, RawItem above)
    {
        if (item.Deadline.Count == 0)
            item.Deadline.AddRange(above.Deadline);

        if (item.Leaders.Count == 0)
            item.Leaders.AddRange(above.Leaders);
    }

    private static List<string> Of(RawItem item, Role role) => role switch
    {
        Role.Lead => item.Lead,
        Role.Responsible => item.Responsible,
        _ => item.Partner,
    };
}
