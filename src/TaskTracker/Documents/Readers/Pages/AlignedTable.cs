using System.Text.RegularExpressions;
using TaskTracker.Core.Documents;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// A table that stands in a page of text with its columns aligned by spaces, under a header that names tasks. Cells go on over several
/// lines; a row is what stands between blank lines with one number in it or, where nothing divides the rows, what follows a number.
/// Where that leaves two readings, there is no table: wrong rows would look right.
/// </summary>
internal sealed partial class AlignedTable
{
    private const int FewestColumns = 3;

    private AlignedTable(int start, int end, IReadOnlyList<(int Line, string Cells)>? rows) => (Start, End, Rows) = (start, end, rows);

    /// <summary>Index of the line of the header.</summary>
    public int Start { get; }

    /// <summary>Index behind the last line.</summary>
    public int End { get; }

    /// <summary>The rows with the index of their first line, cells divided by tabs, header included; null if they could not be told apart.</summary>
    public IReadOnlyList<(int Line, string Cells)>? Rows { get; }

    /// <summary>The cells of one line and where they begin.</summary>
    public readonly record struct Piece(int At, string Text)
    {
        public int End => At + Text.Length;
    }

    public static List<Piece> PiecesOf(string line) => [.. Words.Matches(line).Select(match => new Piece(match.Index, match.Value))];

    /// <summary>The table whose header is the line at <paramref name="start"/>; null if that line is no header.</summary>
    public static AlignedTable? At(IReadOnlyList<string> lines, int start)
    {
        var header = PiecesOf(lines[start]);
        if (header.Count < FewestColumns || !IsHeader(header))
            return null;

        var end = start + 1;
        while (end < lines.Count && !Ends(PiecesOf(lines[end]), header))
            end++;

        // What stands apart below the last row is no part of the table.
        var groups = Groups(lines, start + 1, end);
        while (groups.Count > 0 && groups[^1] is var (first, last) && !HasNumber(lines, first, last, header) && Enumerable.Range(first, last - first).All(at => PiecesOf(lines[at]).Count == 1))
        {
            end = first;
            groups.RemoveAt(groups.Count - 1);
        }

        var isCut = end < lines.Count && lines[end].Length > 0 && end - 1 > start && lines[end - 1].Length > 0;
        return new AlignedTable(start, end, isCut ? null : RowsOf(lines, start, end, header, groups));
    }

    private static bool IsHeader(List<Piece> pieces) => TableColumns.Describe(string.Join('\t', pieces.Select(piece => piece.Text))) is not null;

    private static bool Ends(List<Piece> pieces, List<Piece> header) =>
        (pieces is [var only] && PageNumber.IsMatch(only.Text))
        || (pieces.Count >= FewestColumns && IsHeader(pieces))
        || pieces.Exists(piece => header.Count(cell => piece.At < cell.End && cell.At < piece.End) > 1);

    /// <summary>Runs of lines without a blank one among them.</summary>
    private static List<(int First, int End)> Groups(IReadOnlyList<string> lines, int start, int end)
    {
        var groups = new List<(int First, int End)>();
        for (var at = start; at < end; at++)
        {
            if (lines[at].Length == 0)
                continue;

            if (groups.Count > 0 && groups[^1].End == at)
                groups[^1] = (groups[^1].First, at + 1);
            else
                groups.Add((at, at + 1));
        }

        return groups;
    }

    private static bool HasNumber(IReadOnlyList<string> lines, int first, int end, List<Piece> header) =>
        Enumerable.Range(first, end - first).Any(at => IsNumbered(PiecesOf(lines[at]), header));

    private static bool IsNumbered(List<Piece> pieces, List<Piece> header) =>
        pieces.Count > 0 && pieces[0].At < header[1].At && RowNumber.IsMatch(pieces[0].Text);

    private static List<(int Line, string Cells)>? RowsOf(IReadOnlyList<string> lines, int start, int end, List<Piece> header, List<(int First, int End)> groups)
    {
        if (Bands(lines, start, end, header) is not { } bands)
            return null;

        var rows = new List<(int Line, string Cells)> { (start, string.Join('\t', header.Select(cell => cell.Text))) };
        var longest = LongestPieces(lines, start + 1, end, bands);
        foreach (var (first, last) in groups)
        {
            var numbers = Enumerable.Range(first, last - first).Where(at => IsNumbered(PiecesOf(lines[at]), header)).ToList();
            if (numbers.Count == 1)
                rows.Add((first, Joined(lines, first, last, bands)));
            else if (numbers.Count > 1 && numbers[0] == first && RowsUnderNumbers(lines, numbers, last, bands, longest) is { } several)
                rows.AddRange(several);
            else
                return null;
        }

        return rows;
    }

    /// <summary>Rows that nothing divides: each goes on only where the line above it in the same column is full.</summary>
    private static List<(int Line, string Cells)>? RowsUnderNumbers(IReadOnlyList<string> lines, List<int> numbers, int last, int[] bands, int[] longest)
    {
        var rows = new List<(int Line, string Cells)>();
        for (var number = 0; number < numbers.Count; number++)
        {
            var (first, end) = (numbers[number], number + 1 < numbers.Count ? numbers[number + 1] : last);
            for (var at = first + 1; at < end; at++)
            {
                var above = Cells(lines[at - 1], bands);
                var goesOn = Cells(lines[at], bands).Index().All(cell => cell.Item.Length == 0 || above[cell.Index].Length >= longest[cell.Index] - 1);
                if (!goesOn)
                    return null;
            }

            rows.Add((first, Joined(lines, first, end, bands)));
        }

        return rows;
    }

    /// <summary>Where the columns begin: between the words of the header, behind the last place that is blank in every line.</summary>
    private static int[]? Bands(IReadOnlyList<string> lines, int start, int end, List<Piece> header)
    {
        var width = Enumerable.Range(start, end - start).Max(at => lines[at].Length);
        var isUsed = new bool[width + 1];
        for (var at = start; at < end; at++)
            foreach (var piece in PiecesOf(lines[at]))
                Array.Fill(isUsed, true, piece.At, piece.Text.Length);

        var bands = new int[header.Count];
        for (var column = 1; column < header.Count; column++)
        {
            var gutter = Array.LastIndexOf(isUsed, false, header[column].At, header[column].At - header[column - 1].End + 1);
            if (gutter < 0)
                return null;

            bands[column] = gutter + 1;
        }

        return bands;
    }

    private static int[] LongestPieces(IReadOnlyList<string> lines, int start, int end, int[] bands)
    {
        var longest = new int[bands.Length];
        for (var at = start; at < end; at++)
            foreach (var (column, cell) in Cells(lines[at], bands).Index())
                longest[column] = Math.Max(longest[column], cell.Length);

        return longest;
    }

    private static string[] Cells(string line, int[] bands)
    {
        var cells = new string[bands.Length];
        for (var column = 0; column < bands.Length; column++)
        {
            var from = Math.Min(line.Length, bands[column]);
            var to = column + 1 < bands.Length ? Math.Min(line.Length, bands[column + 1]) : line.Length;
            cells[column] = line[from..to].Trim();
        }

        return cells;
    }

    private static string Joined(IReadOnlyList<string> lines, int first, int end, int[] bands)
    {
        var row = new string[bands.Length];
        for (var at = first; at < end; at++)
            foreach (var (column, cell) in Cells(lines[at], bands).Index())
                row[column] += cell;

        return string.Join('\t', row);
    }

    [GeneratedRegex(@"[^ ]+(?: [^ ]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Words { get; }

    [GeneratedRegex(@"^[（(]?\d{1,4}[)）.、．]?$")]
    private static partial Regex RowNumber { get; }

    [GeneratedRegex(@"^[-—－–·\s]*\d{1,4}[-—－–·\s]*$")]
    private static partial Regex PageNumber { get; }
}
