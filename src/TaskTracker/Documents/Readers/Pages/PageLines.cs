using System.Text;

namespace TaskTracker.Documents.Readers.Pages;

/// <summary>
/// Makes lines of what is placed on a page: what shares a baseline is a line, a wide gap begins another piece of it, a blank line stands
/// where lines are as far apart as two of them. Text written in another direction than most of the page follows below.
/// </summary>
internal static class PageLines
{
    /// <summary>Baselines of one line differ by less: raised and lowered characters.</summary>
    private const double SameLine = 0.5;

    /// <summary>From here a gap divides columns; less than the width of a character, since a full cell ends just before its column.</summary>
    private const double Column = 0.8;

    /// <summary>From here a gap is a blank: between letters, beside a Chinese character (programs set some space there by themselves), between two of them (justified lines).</summary>
    private const double BetweenLetters = 0.15, BesideFull = 0.35, BetweenFull = 0.6;

    /// <summary>The same character printed twice, so close that it looks bold.</summary>
    private const double Twice = 0.15;

    private const int MostLinesApart = 5;

    /// <param name="placed">In any order.</param>
    /// <returns>From the top to the foot of the page.</returns>
    public static IReadOnlyList<PrintedLine> Of(IEnumerable<PlacedText> placed)
    {
        var lines = new List<PrintedLine>();
        var directions = placed.Where(IsSound).GroupBy(text => text.Angle).Select(group => group.ToList())
            .OrderByDescending(group => group.Count).ThenBy(group => group[0].Angle);
        foreach (var direction in directions)
        {
            if (lines.Count > 0)
                lines.Add(PrintedLine.Blank);

            AddLines(direction, lines);
        }

        return lines;
    }

    private static bool IsSound(PlacedText text) =>
        text.Text.Length > 0 && double.IsFinite(text.Left) && double.IsFinite(text.Right) && double.IsFinite(text.Down) && double.IsFinite(text.Size) && text.Size > 0;

    private static void AddLines(List<PlacedText> placed, List<PrintedLine> lines)
    {
        var rows = RowsOf(placed);
        if (rows.Count == 0)
            return;

        var left = rows.Min(row => row.Text[0].Left);
        for (var row = 0; row < rows.Count; row++)
        {
            if (row > 0)
                AddBlanks((rows[row].Down - rows[row - 1].Down) / rows[row - 1].Size, lines);

            lines.Add(PrintedLine.Of(PiecesOf(rows[row].Text), rows[row].Size, left));
        }
    }

    /// <summary>As many line ends as the distance of the baselines holds sizes of the upper line, as <c>pdftotext -layout</c> has it.</summary>
    private static void AddBlanks(double sizes, List<PrintedLine> lines)
    {
        for (var blank = Math.Clamp((int)sizes, 1, MostLinesApart); blank > 1; blank--)
            lines.Add(PrintedLine.Blank);
    }

    private static List<(double Down, double Size, List<PlacedText> Text)> RowsOf(List<PlacedText> placed)
    {
        var rows = new List<(double Down, double Size, List<PlacedText> Text)>();
        foreach (var text in placed.Where(text => !string.IsNullOrWhiteSpace(text.Text) || text.Right > text.Left).OrderBy(text => text.Down))
        {
            if (rows.Count == 0 || text.Down - rows[^1].Down >= SameLine * Math.Max(text.Size, rows[^1].Size))
                rows.Add((text.Down, text.Size, [text]));
            else
            {
                // The baseline is that of the largest font: what is smaller may be raised.
                var (down, size, row) = rows[^1];
                row.Add(text);
                rows[^1] = text.Size > size ? (text.Down, text.Size, row) : (down, size, row);
            }
        }

        rows.RemoveAll(row => row.Text.TrueForAll(text => string.IsNullOrWhiteSpace(text.Text)));
        foreach (var (_, _, text) in rows)
            text.Sort((one, other) => one.Left.CompareTo(other.Left));

        return rows;
    }

    private static List<PrintedLine.Piece> PiecesOf(List<PlacedText> row)
    {
        var pieces = new List<PrintedLine.Piece>();
        var words = new StringBuilder();
        PlacedText? last = null;
        var (at, end, hasBlank) = (0.0, 0.0, false);
        foreach (var text in row)
        {
            if (string.IsNullOrWhiteSpace(text.Text))
            {
                hasBlank = true;
                continue;
            }

            if (last is { } before && IsTwice(before, text))
                continue;

            var (gap, size) = last is { } previous ? (text.Left - end, Math.Max(previous.Size, text.Size)) : (0, text.Size);
            if (last is null || gap >= Column * size)
            {
                if (last is not null)
                    pieces.Add(new(at, end, words.ToString()));

                words.Clear();
                (at, end) = (text.Left, text.Right);
            }
            else if (hasBlank || gap >= size * Blank(last.Value.Text[^1], text.Text[0]))
                words.Append(' ');

            words.Append(text.Text);
            (last, end, hasBlank) = (text, Math.Max(end, text.Right), false);
        }

        if (words.Length > 0)
            pieces.Add(new(at, end, words.ToString()));

        return pieces;
    }

    private static bool IsTwice(PlacedText one, PlacedText other) =>
        one.Text == other.Text && other.Left - one.Left < Twice * one.Size && Math.Abs(other.Down - one.Down) < Twice * one.Size;

    private static double Blank(char left, char right) =>
        (IsFull(left), IsFull(right)) switch { (true, true) => BetweenFull, (false, false) => BetweenLetters, _ => BesideFull };

    /// <summary>As wide as a Chinese character, punctuation included.</summary>
    private static bool IsFull(char character) => character is >= '\u2E80' and not (>= '\uE000' and <= '\uF8FF') and not (>= '\uFF61' and <= '\uFFDC');
}
