using System.Globalization;

namespace TaskTracker.Documents.Readers;

/// <summary>The merged cells of a sheet: what stands in the first row of one is repeated in the rows under it.</summary>
internal sealed class ExcelMerges
{
    private const int MostRanges = 200_000;

    private readonly Queue<Range> _coming;
    private readonly List<(Range Range, string Text)> _open = [];

    /// <param name="references">As the sheet has them, e.g. <c>A3:A7</c>.</param>
    public ExcelMerges(IEnumerable<string> references)
    {
        var ranges = new List<Range>();
        foreach (var reference in references)
        {
            if (ranges.Count == MostRanges)
                throw UnreadableException.TooLarge($"A sheet has more than {MostRanges:N0} merged cells.");

            if (reference.Split(':') is [var from, var to] && ExcelReader.ColumnOf(from) is { } column && RowOf(from) is { } first
                && RowOf(to) is { } last && last > first && column < LineWriter.MostColumns)
                ranges.Add(new Range(column, first, last));
        }

        _coming = new Queue<Range>(ranges.OrderBy(range => range.First));
    }

    /// <summary>The cells of a row with what is merged into it from above; rows must come in their order.</summary>
    public List<string> Fill(List<string> cells, int row)
    {
        _open.RemoveAll(merge => merge.Range.Last < row);
        var ownCells = cells.Any(cell => cell.Length > 0);
        foreach (var (range, text) in _open.Where(merge => ownCells && merge.Text.Length > 0))
        {
            while (cells.Count <= range.Column)
                cells.Add("");

            if (cells[range.Column].Length == 0)
                cells[range.Column] = text;
        }

        while (_coming.TryPeek(out var next) && next.First <= row)
        {
            var range = _coming.Dequeue();
            if (range.First == row)
                _open.Add((range, range.Column < cells.Count ? cells[range.Column] : ""));
        }

        return cells;
    }

    private static int? RowOf(string reference) =>
        int.TryParse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;

    private sealed record Range(int Column, int First, int Last);
}
