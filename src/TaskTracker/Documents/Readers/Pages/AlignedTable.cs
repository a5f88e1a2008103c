using System.Text.RegularExpressions;
using TaskTracker.Core.Documents;
using static TaskTracker.Documents.Readers.Pages.PrintedLine;

namespace TaskTracker.Documents.Readers.Pages;

/// <summary>
/// A table that stands in a page with its columns aligned, under a header that names tasks. Cells go on over several
/// lines; a row is what stands between blank lines with one number in it or, where nothing divides the rows, what follows a number.
/// Where that leaves two readings, there is no table: wrong rows would look right.
/// </summary>
internal sealed partial class AlignedTable
{
    private const int FewestColumns = 3;

    /// <summary>Less than that part of a character is no gap.</summary>
    private const double Touching = 0.1;

    private AlignedTable(int start, int end, IReadOnlyList<(int Line, string Cells)>? rows) => (Start, End, Rows) = (start, end, rows);

    /// <summary>Index of the line of the header.</summary>
    public int Start { get; }

    /// <summary>Index behind the last line.</summary>
    public int End { get; }

    /// <summary>The rows with the index of their first line, cells divided by tabs, header included; null if they could not be told apart.</summary>
    public IReadOnlyList<(int Line, string Cells)>? Rows { get; }

    /// <summary>The table whose header is the line at <paramref name="start"/>; null if that line is no header.</summary>
    public static AlignedTable? At(IReadOnlyList<PrintedLine> lines, int start)
    {
        var header = lines[start].Pieces;
        if (header.Count < FewestColumns || !IsHeader(header))
            return null;

        var end = start + 1;
        while (end < lines.Count && !Ends(lines[end].Pieces, header))
            end++;

        // What stands apart below the last row is no part of the table.
        var groups = Groups(lines, start + 1, end);
        while (groups.Count > 0 && groups[^1] is var (first, last) && !HasNumber(lines, first, last, header) && Enumerable.Range(first, last - first).All(at => lines[at].Pieces.Count == 1))
        {
            end = first;
            groups.RemoveAt(groups.Count - 1);
        }

        var isCut = end < lines.Count && !lines[end].IsBlank && end - 1 > start && !lines[end - 1].IsBlank;
        return new AlignedTable(start, end, isCut ? null : RowsOf(lines, start, end, header, groups));
    }

    private static bool IsHeader(IReadOnlyList<Piece> pieces) => TableColumns.Describe(string.Join('\t', pieces.Select(piece => piece.Text))) is not null;

    private static bool Ends(IReadOnlyList<Piece> pieces, IReadOnlyList<Piece> header) =>
        (pieces is [var only] && PageNumber.IsMatch(only.Text))
        || (pieces.Count >= FewestColumns && IsHeader(pieces))
        || pieces.Any(piece => header.Count(cell => piece.At < cell.End && cell.At < piece.End) > 1);

    /// <summary>Runs of lines without a blank one among them.</summary>
    private static List<(int First, int End)> Groups(IReadOnlyList<PrintedLine> lines, int start, int end)
    {
        var groups = new List<(int First, int End)>();
        for (var at = start; at < end; at++)
        {
            if (lines[at].IsBlank)
                continue;

            if (groups.Count > 0 && groups[^1].End == at)
                groups[^1] = (groups[^1].First, at + 1);
            else
                groups.Add((at, at + 1));
        }

        return groups;
    }

    private static bool HasNumber(IReadOnlyList<PrintedLine> lines, int first, int end, IReadOnlyList<Piece> header) =>
        Enumerable.Range(first, end - first).Any(at => IsNumbered(lines[at].Pieces, header));

    private static bool IsNumbered(IReadOnlyList<Piece> pieces, IReadOnlyList<Piece> header) =>
        pieces.Count > 0 && pieces[0].At < header[1].At && RowNumber.IsMatch(pieces[0].Text);

    private static List<(int Line, string Cells)>? RowsOf(IReadOnlyList<PrintedLine> lines, int start, int end, IReadOnlyList<Piece> header, List<(int First, int End)> groups)
    {
        if (Bands(lines, start, end, header) is not { } bands)
            return null;

        var rows = new List<(int Line, string Cells)> { (start, string.Join('\t', header.Select(cell => cell.Text))) };
        var widest = WidestCells(lines, start + 1, end, bands);
        foreach (var (first, last) in groups)
        {
            var numbers = Enumerable.Range(first, last - first).Where(at => IsNumbered(lines[at].Pieces, header)).ToList();
            if (numbers.Count == 1)
                rows.Add((first, Joined(lines, first, last, bands)));
            else if (numbers.Count > 1 && numbers[0] == first && RowsUnderNumbers(lines, numbers, last, bands, widest) is { } several)
                rows.AddRange(several);
            else
                return null;
        }

        return rows;
    }

    /// <summary>Rows that nothing divides: each goes on only where the line above it in the same column is full.</summary>
    private static List<(int Line, string Cells)>? RowsUnderNumbers(IReadOnlyList<PrintedLine> lines, List<int> numbers, int last, double[] bands, double[] widest)
    {
        var rows = new List<(int Line, string Cells)>();
        for (var number = 0; number < numbers.Count; number++)
        {
            var (first, end) = (numbers[number], number + 1 < numbers.Count ? numbers[number + 1] : last);
            for (var at = first + 1; at < end; at++)
            {
                var above = Cells(lines[at - 1], bands);
                var goesOn = Cells(lines[at], bands).Index().All(cell => cell.Item.Text.Length == 0 || above[cell.Index].Width >= widest[cell.Index] - lines[at].Em);
                if (!goesOn)
                    return null;
            }

            rows.Add((first, Joined(lines, first, end, bands)));
        }

        return rows;
    }

    /// <summary>Where the columns begin: between the words of the header, behind the last place that is blank in every line.</summary>
    private static double[]? Bands(IReadOnlyList<PrintedLine> lines, int start, int end, IReadOnlyList<Piece> header)
    {
        var used = Used(lines, start, end);
        var bands = new double[header.Count];
        for (var column = 1; column < header.Count; column++)
        {
            bands[column] = used.Last(stretch => stretch.At <= header[column].At).At;
            if (bands[column] < header[column - 1].End)
                return null;
        }

        return bands;
    }

    /// <summary>The stretches from side to side in which something is printed in any line.</summary>
    private static List<(double At, double End)> Used(IReadOnlyList<PrintedLine> lines, int start, int end)
    {
        var used = new List<(double At, double End)>();
        var touching = lines[start].Em * Touching;
        foreach (var piece in Enumerable.Range(start, end - start).SelectMany(at => lines[at].Pieces).OrderBy(piece => piece.At))
        {
            if (used.Count > 0 && piece.At <= used[^1].End + touching)
                used[^1] = (used[^1].At, Math.Max(used[^1].End, piece.End));
            else
                used.Add((piece.At, piece.End));
        }

        return used;
    }

    private static double[] WidestCells(IReadOnlyList<PrintedLine> lines, int start, int end, double[] bands)
    {
        var widest = new double[bands.Length];
        for (var at = start; at < end; at++)
            foreach (var (column, cell) in Cells(lines[at], bands).Index())
                widest[column] = Math.Max(widest[column], cell.Width);

        return widest;
    }

    private static (string Text, double Width)[] Cells(PrintedLine line, double[] bands)
    {
        var cells = new (string Text, double Width)[bands.Length];
        for (var column = 0; column < bands.Length; column++)
        {
            var (from, to) = (column == 0 ? double.MinValue : bands[column], column + 1 < bands.Length ? bands[column + 1] : double.MaxValue);
            var pieces = line.Pieces.Where(piece => piece.At >= from && piece.At < to).ToList();
            cells[column] = pieces.Count == 0 ? ("", 0) : (string.Join("  ", pieces.Select(piece => piece.Text)), pieces[^1].End - pieces[0].At);
        }

        return cells;
    }

    private static string Joined(IReadOnlyList<PrintedLine> lines, int first, int end, double[] bands)
    {
        var row = new string[bands.Length];
        for (var at = first; at < end; at++)
            foreach (var (column, cell) in Cells(lines[at], bands).Index())
                row[column] += cell.Text;

        return string.Join('\t', row);
    }

    [GeneratedRegex(@"^[（(]?\d{1,4}[)）.、．]?$")]
    private static partial Regex RowNumber { get; }

    [GeneratedRegex(@"^[-—－–·\s]*\d{1,4}[-—－–·\s]*$")]
    private static partial Regex PageNumber { get; }
}
