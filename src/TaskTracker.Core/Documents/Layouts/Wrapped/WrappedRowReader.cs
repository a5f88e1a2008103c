using TaskTracker.Core.Documents.Layouts.Characters;

namespace TaskTracker.Core.Documents.Layouts.Wrapped;

/// <summary>
/// Reads rows out of lines that hold a piece of a cell each. Their width tells the measure from narrow columns, their
/// words tell units and dates, and the cells of a row follow each other in the order of the header.
/// </summary>
internal sealed class WrappedRowReader(WrappedHeader header, CharacterCells cells, IReadOnlyList<WrappedLine> lines)
{
    private const int FarthestNumber = 5;
    private const int LongestSection = 30;
    private const int MostLinesOfADate = 5;
    private const int WidestDate = 6;
    private const int WidestLine = 26;

    private readonly List<WrappedRow> rows = [];
    private readonly HashSet<string> dates = [];
    private readonly bool hasNumbers = header.Has(Role.Number);
    private readonly int wide = WideFrom(header, lines);
    private WrappedRow? row;
    private string? section;
    private int lastNumber;
    private int taskWidth;
    private bool inTask;
    private bool isNewPage;
    private WrappedLine? before;

    public List<WrappedRow> Read()
    {
        for (var at = header.Start; at < lines.Count && !IsEnd(at);)
        {
            var next = Take(at);
            if (next > at)
                before = lines[next - 1];

            at = Math.Max(next, at + 1);
        }

        return rows;
    }

    /// <summary>What is wider than the narrow columns: more than half of the widest lines of the measures.</summary>
    private static int WideFrom(WrappedHeader header, IReadOnlyList<WrappedLine> lines)
    {
        var widths = lines.Skip(header.Start + header.Length).Select(line => line.Width).Where(width => width <= WidestLine).Take(400).Order().ToList();
        return widths.Count > 0 ? Math.Max(6, widths[widths.Count * 19 / 20] * 3 / 5) : int.MaxValue;
    }

    /// <summary>Two lines in a row that no column could hold, or the closing lines of a document.</summary>
    private bool IsEnd(int at) =>
        lines[at].Text.StartsWith("抄送", StringComparison.Ordinal) || TitleShape.IsAnnexMark(lines[at].Text)
        || (at + 1 < lines.Count && lines[at].Width > WidestLine && lines[at + 1].Width > WidestLine);

    /// <summary>Takes what begins at a line and returns the line behind it.</summary>
    private int Take(int at)
    {
        var line = lines[at];
        var length = header.LengthAt(lines, at);
        if (length > 0 || line.IsPageNumber)
        {
            isNewPage = true;
            return at + Math.Max(1, length);
        }

        if (IsSection(line))
        {
            section = line.Text;
            row = null;
            inTask = false;
            return at + 1;
        }

        if (hasNumbers && line.IsNumber && !IsInText() && BeginsNumbered(line))
            return at + 1;

        if (inTask && TakeTask(line))
            return at + 1;

        if (row is null && rows.Count == 0)
            return at + 1;

        return TakeCell(at);
    }

    private bool IsInText() => row is { HasCells: false, Text.Count: > 0, TextEnds: false } && before is { IsClosed: false };

    private bool IsSection(WrappedLine line) =>
        !IsInText() && line.Width <= LongestSection && !line.EndsSentence && PrintedNumber.TryRead(line.Text, out var number)
        && number.Style <= NumberStyle.BracketedHan && number.Rest.Length > 0;

    private bool BeginsNumbered(WrappedLine line)
    {
        var number = PrintedNumber.ValueOf(line.Text);
        if (number is not { } value || (value < lastNumber && lastNumber > 0) || value > lastNumber + FarthestNumber)
            return false;

        lastNumber = value;
        row = new WrappedRow { No = line.Text, Section = Sections(), LineStart = line.Line, LineEnd = line.Line };
        rows.Add(row);
        inTask = header.Has(Role.Task);
        taskWidth = 0;
        isNewPage = false;
        return true;
    }

    /// <summary>The heading goes on until a sign closes it or a line is wider than its column.</summary>
    private bool TakeTask(WrappedLine line)
    {
        if (row!.Task.Count > 0 && line.Width > taskWidth + 1)
        {
            inTask = false;
            return false;
        }

        taskWidth = Math.Max(taskWidth, line.Width);
        row.Task.Add(line.Text);
        row.LineEnd = line.Line;
        inTask = !line.IsClosed;
        return true;
    }

    private int TakeCell(int at)
    {
        var line = lines[at];
        if (CutDate(line) is { } cut)
        {
            current().Deadline += line.Text[..cut];
            dates.Add(current().Deadline);
            TakeText(line with { Text = line.Text[cut..] });
            return at + 1;
        }

        var mayBeCell = row is null || row.HasCells || isNewPage || row.TextEnds || before is { IsClosed: true } || line.Width < wide;
        if (mayBeCell && (row is { Text.Count: > 0 } || isNewPage) && DateAt(at) is var date and > 0)
        {
            current().Deadline = string.Concat(lines.Skip(at).Take(date).Select(piece => piece.Text));
            dates.Add(current().Deadline);
            current().LineEnd = lines[at + date - 1].Line;
            return at + date;
        }

        if (IsCutName(at, 1 + DateAt(at + 1)))
        {
            current().Units.Add(line);
            return at + 1;
        }

        if (mayBeCell && (row is { Text.Count: > 0 } || isNewPage) && UnitAt(at) is var unit and > 0)
        {
            current().Units.AddRange(lines.Skip(at).Take(unit));
            current().LineEnd = lines[at + unit - 1].Line;
            return at + unit;
        }

        TakeText(line);
        return at + 1;

        // A page break stands between the pieces of the row above.
        WrappedRow current() => row ?? rows[^1];
    }

    /// <summary>A date whose end shares its line with the next measure: 长期 / 实施各区要…</summary>
    private int? CutDate(WrappedLine line)
    {
        if (row is not { Deadline.Length: > 0 } || line.Width < wide)
            return null;

        foreach (var date in dates)
            if (date.Length > row.Deadline.Length && date.StartsWith(row.Deadline, StringComparison.Ordinal) && line.Text.StartsWith(date[row.Deadline.Length..], StringComparison.Ordinal))
                return date.Length - row.Deadline.Length;

        return null;
    }

    /// <summary>How many lines from there on are one date; 0 if none is.</summary>
    private int DateAt(int at)
    {
        if (!header.Has(Role.Deadline) || at >= lines.Count)
            return 0;

        var text = "";
        var found = 0;
        for (var length = 1; length <= MostLinesOfADate && at + length <= lines.Count; length++)
        {
            var line = lines[at + length - 1];
            var isInColumn = line.Width <= (length == 1 ? WidestDate : lines[at].Width + 1);
            if (!isInColumn || line.Text.Contains('。', StringComparison.Ordinal) || (found > 0 && line.IsNumber) || header.LengthAt(lines, at + length - 1) > 0 || UnitAt(at + length - 1) > 0)
                break;

            text += line.Text;
            if (cells.IsDeadline(text))
                found = length;

            if (line.IsClosed && found == length)
                break;
        }

        return found > 1 && !cells.IsDeadline(lines[at].Text) && IsCutName(at, found) ? 0 : found;
    }

    /// <summary>
    /// True for the first part of a name whose rest stands on the next page, behind the date of the row or right behind
    /// the page: 区住房城市建 / 长期 / 设委.
    /// </summary>
    private bool IsCutName(int at, int lengthWithDate)
    {
        var line = lines[at];
        if (row is not { Text.Count: > 0 } || line.Width >= wide || line.IsClosed || line.EndsSentence || line.IsNumber)
            return false;

        for (var behind = at + lengthWithDate; behind < lines.Count && behind - at <= lengthWithDate + header.Length + 1; behind++)
        {
            var length = header.LengthAt(lines, behind);
            if (length == 0 && !lines[behind].IsPageNumber)
                return behind > at + lengthWithDate && cells.IsUnit(line.Text + lines[behind].Text);

            behind += Math.Max(0, length - 1);
        }

        return false;
    }

    /// <summary>How many lines from there on are one name of a unit, or the rest of one that the page above ends with; 0 if none is.</summary>
    private int UnitAt(int at)
    {
        if (isNewPage && row is { Units: [.., { } last] } && cells.IsUnit(last.Text + lines[at].Text) && !cells.IsUnit(last.Text))
            return 1;

        var length = WrappedUnits.LengthOfName(lines, at, cells);
        for (var part = at; part < at + length; part++)
            if (lines[part].Width >= wide && !cells.IsRegistered(lines[part].Text))
                return 0;

        return length;
    }

    private void TakeText(WrappedLine line)
    {
        if (isNewPage && row is { TextEnds: false, Text.Count: > 0, HasCells: true } && line.Width >= wide)
            row.Findings.Add((FindingCodes.RowJoined, $"Line {line.Line} was taken for the rest of this row, which a page break cut."));
        else if (row is null || row.HasCells)
            BeginPart(line.Line);

        isNewPage = false;
        row!.Text.Add(line.Text);
        row.LineEnd = line.Line;
    }

    /// <summary>A row without a number, under the one above.</summary>
    private void BeginPart(int line)
    {
        var above = rows.Count > 0 && row is not null ? rows[^1] : null;
        row = new WrappedRow { No = above?.No, Section = Sections(), IsPart = above is not null, LineStart = line, LineEnd = line };
        if (above is not null)
            row.Task.AddRange(above.Task);
        else if (hasNumbers)
            row.Findings.Add((FindingCodes.RowUnnumbered, "This row has no number of its own: it may be the rest of the row above, or cells of it were lost."));

        rows.Add(row);
    }

    private IReadOnlyList<string> Sections() => section is null ? [] : [section];
}
