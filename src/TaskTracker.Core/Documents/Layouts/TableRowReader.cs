namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Puts the cells of a row under their meaning: by their place if what they hold fits it, otherwise by what they hold.
/// </summary>
internal sealed class TableRowReader(CellShape shape)
{
    private const int LongestTask = 40;
    private const int ShortestSentence = 20;

    public TableRow Read(string[] cells, TableHeader header, int line, bool beginsPage)
    {
        var row = ReadByPlace(cells, header, line, beginsPage);
        if (IsInPlace(row, cells, header))
            return row;

        var moved = ReadByShape(cells, header, line, beginsPage);
        moved.Find(FindingCodes.CellsShifted, "The cells of this row do not stand under their headings; they were told apart by what they hold.");
        return moved;
    }

    private static TableRow ReadByPlace(string[] cells, TableHeader header, int line, bool beginsPage)
    {
        var row = new TableRow { LineStart = line, LineEnd = line, BeginsPage = beginsPage };
        for (var column = 0; column < cells.Length; column++)
            if (cells[column].Length > 0)
                row.Append(header[column], cells[column]);

        return row;
    }

    private bool IsInPlace(TableRow row, string[] cells, TableHeader header)
    {
        for (var column = header.Width; column < cells.Length; column++)
            if (cells[column].Length > 0)
                return false;

        if (row.IsNumbered && PrintedNumber.ValueOf(row.No) is null)
            return false;

        var hasDeadline = row.Deadline.Length > 0 && !CellShape.IsDash(row.Deadline);
        if (hasDeadline && (shape.IsUnits(row.Deadline) || shape.Split(row.Deadline) is not null || IsSentence(row.Deadline)))
            return false;

        foreach (var units in (string[])[row.Lead, row.Responsible, row.Partner])
            if (units.Length > 0 && !CellShape.IsDash(units) && (IsSentence(units) || shape.IsDeadline(units) || shape.Split(units) is not null))
                return false;

        var restFits = (row.Deadline.Length == 0 || shape.IsDeadline(row.Deadline))
            && shape.IsUnits(row.Lead.Length > 0 ? row.Lead : row.Responsible);
        var measureIsNone = row.Measure.Length > 0 && header.HasDeadline && header.HasUnits
            && ((!restFits && (shape.IsDeadline(row.Measure) || shape.IsUnits(row.Measure))) || shape.Split(row.Measure) is not null);
        return !measureIsNone && !(header.Has(Role.Task) && IsSentence(row.Task));
    }

    private static bool IsSentence(string cell) => cell.Length > ShortestSentence && cell.Contains('。', StringComparison.Ordinal);

    private TableRow ReadByShape(string[] cells, TableHeader header, int line, bool beginsPage)
    {
        var row = new TableRow { LineStart = line, LineEnd = line, BeginsPage = beginsPage, IsShifted = true };
        var rest = new Queue<string>(cells.Where(cell => cell.Length > 0));
        if (rest.TryPeek(out var first) && TakeNumber(row, first))
            rest.Dequeue();

        var leadRole = header.Has(Role.Lead) || !header.Has(Role.Responsible) ? Role.Lead : Role.Responsible;
        var seenUnits = new HashSet<string>();
        foreach (var cell in rest)
        {
            if (CellShape.IsDash(cell))
                continue;

            if (Printed.Paragraphs(cell) is { Count: > 1 } paragraphs && paragraphs.Any(shape.IsDeadline))
                TakeParagraphs(row, paragraphs, leadRole, seenUnits);
            else if (shape.Split(cell) is { } split)
            {
                SetDeadline(row, split.Deadline);
                TakeUnits(row, split.Units, leadRole, seenUnits);
            }
            else if (row.Measure.Length + row.Task.Length > 0 && shape.IsUnits(cell))
                TakeUnits(row, cell, leadRole, seenUnits);
            else if (shape.IsDeadline(cell))
                SetDeadline(row, cell);
            else if (row.Task.Length + row.Measure.Length == 0 && header.Has(Role.Task) && cell.Length <= LongestTask && !Printed.EndsSentence(cell))
                row.Task = cell;
            else
                row.Append(Role.Measure, cell);
        }

        if (row.Measure.Length == 0)
            (row.Measure, row.Task) = (row.Task, "");

        return row;
    }

    /// <summary>7, or number and task run together: 7 推动企业绿色升级.</summary>
    private static bool TakeNumber(TableRow row, string cell)
    {
        if (PrintedNumber.ValueOf(cell) is not null)
        {
            row.No = cell;
            return true;
        }

        var end = cell.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (end is < 1 or > 3 || !char.IsWhiteSpace(cell[end]) || cell.Length > LongestTask)
            return false;

        row.No = cell[..end];
        row.Task = cell[end..].Trim();
        return true;
    }

    /// <summary>Several deadlines with their units in one cell: who answers for the parts answers for the whole.</summary>
    private void TakeParagraphs(TableRow row, IReadOnlyList<string> paragraphs, Role leadRole, HashSet<string> seen)
    {
        foreach (var paragraph in paragraphs)
        {
            if (shape.IsDeadline(paragraph))
                row.Deadline = row.Deadline.Length == 0 ? paragraph : $"{row.Deadline}；{paragraph}";
            else if (shape.IsUnits(paragraph) && seen.Add(Printed.Squash(paragraph)))
                row.Append(leadRole, paragraph);
        }
    }

    private static void SetDeadline(TableRow row, string deadline)
    {
        if (row.Deadline.Length == 0)
            row.Deadline = deadline;
    }

    private static void TakeUnits(TableRow row, string units, Role leadRole, HashSet<string> seen)
    {
        if (CellShape.IsDash(units) || !seen.Add(Printed.Squash(string.Concat(Printed.Paragraphs(units)))))
            return;

        var hasLead = row.Lead.Length + row.Responsible.Length > 0;
        row.Append(hasLead ? Role.Partner : leadRole, units);
    }
}
