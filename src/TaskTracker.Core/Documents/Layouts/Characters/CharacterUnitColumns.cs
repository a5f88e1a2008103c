namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>
/// Tells to which columns the units of a row belong, although nothing is printed between them. Names that 、 joins share
/// a cell. Otherwise the closing sign tells: a name that fills its column leaves none, so that its length says how wide
/// its column is; and a collective name (各…) closes the column of those who are responsible.
/// </summary>
internal sealed class CharacterUnitColumns
{
    private const int ShortestFill = 4;

    private readonly IReadOnlyList<Role> columns;
    private readonly bool areJoined;
    private readonly int firstWidth;
    private readonly int secondWidth;

    public CharacterUnitColumns(IReadOnlyList<Role> columns, IReadOnlyList<CharacterRow> rows)
    {
        this.columns = columns;
        areJoined = rows.Count(row => row.Units.Exists(unit => unit.IsJoined)) * 5 >= rows.Count;
        firstWidth = rows.SelectMany(row => row.Units).Where(IsFilling).Select(unit => unit.Name.Length).DefaultIfEmpty(int.MaxValue).Min();
        secondWidth = rows.SelectMany(FillingBehindFirst).Select(unit => unit.Name.Length).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>The units of a row by column, and whether they could be parted otherwise.</summary>
    public CharacterUnitCells Assign(CharacterRow row)
    {
        if (columns.Count < 2)
            return new CharacterUnitCells([row.Units], IsDoubtful: false, AreMerged: false);

        if (row.Leading > 0)
            return new CharacterUnitCells([[.. row.Units.Take(row.Leading)], [.. row.Units.Skip(row.Leading)]], IsDoubtful: false, AreMerged: false);

        return areJoined ? AssignJoined(row) : AssignByWidth(row);
    }

    private CharacterUnitCells AssignJoined(CharacterRow row)
    {
        var found = new List<List<CharacterUnit>> { new() };
        foreach (var unit in row.Units)
        {
            found[^1].Add(unit);
            if (!unit.IsJoined)
                found.Add([]);
        }

        found.RemoveAll(cell => cell.Count == 0);
        var isDoubtful = found.Count > columns.Count || found.Count + row.EmptyCells < columns.Count;
        while (found.Count > columns.Count)
        {
            found[^2].AddRange(found[^1]);
            found.RemoveAt(found.Count - 1);
        }

        return new CharacterUnitCells(found, isDoubtful, AreMerged: false);
    }

    private CharacterUnitCells AssignByWidth(CharacterRow row)
    {
        var units = row.Units;
        var most = units.TakeWhile(MayBeFirst).Count();
        var least = Math.Min(most, Math.Max(1, units.Take(most).ToList().FindLastIndex(MustBeFirst) + 1));
        var isWhole = most == units.Count && (row.EmptyCells >= columns.Count - 1 || (row.IsPart && row.Deadline.Length == 0));
        var first = isWhole ? most : Math.Clamp(row.Leaders.Count, least, most);

        // The collective name mostly has its column to itself: one short name between it and a certain leader leads too.
        if (first == least && most == first + 1 && least > 0 && MustBeFirst(units[least - 1]) && units[least].IsMarked && most < units.Count && IsCollective(units[most]))
            first = most;

        var rest = units.Skip(first).ToList();
        var isSure = least == most || row.Leaders.Count == most || (isWhole && (units.Count == 1 || row.EmptyCells >= columns.Count - 1));
        if (columns.Count == 2)
            return new CharacterUnitCells([[.. units.Take(first)], rest], !isSure, row.IsPart && row.EmptyCells == 0);

        var second = rest.FindLastIndex(IsCollective) + 1;
        if (second == 0)
            second = rest.TakeWhile(unit => unit.EndsPage || !unit.IsMarked || unit.Name.Length < secondWidth).Count();

        return new CharacterUnitCells([[.. units.Take(first)], [.. rest.Take(second)], [.. rest.Skip(second)]], !isSure, row.IsPart && row.EmptyCells == 0);
    }

    private static bool IsFilling(CharacterUnit unit) => !unit.IsMarked && !unit.EndsPage && unit.Name.Length >= ShortestFill;

    /// <summary>Names without a sign behind one that is too long to have left its sign in the first column.</summary>
    private IEnumerable<CharacterUnit> FillingBehindFirst(CharacterRow row) =>
        row.Units.SkipWhile(unit => !(unit.IsMarked && unit.Name.Length >= firstWidth)).Where(IsFilling);

    /// <summary>各街道办事处: all of a sort answer for a task or help, and never lead it.</summary>
    private static bool IsCollective(CharacterUnit unit) => unit.Name.StartsWith('各');

    private bool MayBeFirst(CharacterUnit unit) => !IsCollective(unit) && (unit.EndsPage || (unit.IsMarked ? unit.Name.Length < firstWidth : unit.Name.Length >= firstWidth || unit.Name.Length < ShortestFill));

    /// <summary>It fills the first column and is too short to fill another one.</summary>
    private bool MustBeFirst(CharacterUnit unit) => IsFilling(unit) && unit.Name.Length >= firstWidth && unit.Name.Length < secondWidth;
}

/// <summary>The units of a row, one list a column.</summary>
/// <param name="Cells">As many as there are columns, or fewer.</param>
/// <param name="IsDoubtful">True if another way to part them is as good.</param>
/// <param name="AreMerged">True if columns without a name here are merged with the row above.</param>
internal sealed record CharacterUnitCells(IReadOnlyList<IReadOnlyList<CharacterUnit>> Cells, bool IsDoubtful, bool AreMerged);
