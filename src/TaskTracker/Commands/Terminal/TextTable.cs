using System.Text;

namespace TaskTracker.Commands.Terminal;

/// <summary>Rows under headings, in columns as wide as what stands in them, up to a most; notes stand in full under their row.</summary>
/// <param name="paint">Colours of headings and notes.</param>
/// <param name="indent">Columns left free before each line.</param>
/// <param name="columns">Heading and most width of each column.</param>
internal sealed class TextTable(Paint paint, int indent, params (string Heading, int Most)[] columns)
{
    private const int Gap = 2;
    private readonly List<string[]> _rows = [];
    private readonly Dictionary<int, List<string>> _notes = [];

    public void Add(params string?[] cells) =>
        _rows.Add([.. cells.Select((cell, index) => TextWidth.Cut(cell ?? "", columns[index].Most))]);

    /// <summary>A line under the row that was added last, painted already.</summary>
    public void Note(string text)
    {
        if (!_notes.TryGetValue(_rows.Count - 1, out var notes))
            _notes[_rows.Count - 1] = notes = [];
        notes.Add(text);
    }

    public void AppendTo(StringBuilder output)
    {
        int[] widths = [.. columns.Select((column, index) => _rows.Select(row => TextWidth.Of(row[index])).Append(TextWidth.Of(column.Heading)).Max())];
        output.Append(' ', indent).AppendLine(paint.Bold(Line([.. columns.Select(column => column.Heading)], widths)));
        foreach (var (at, row) in _rows.Index())
        {
            output.Append(' ', indent).AppendLine(Line(row, widths));
            foreach (var note in _notes.GetValueOrDefault(at, []))
                output.Append(' ', indent + Gap).AppendLine(note);
        }
    }

    public override string ToString()
    {
        var output = new StringBuilder();
        AppendTo(output);
        return output.ToString();
    }

    private static string Line(string[] cells, int[] widths) =>
        string.Join(new string(' ', Gap), cells.Select((cell, index) => TextWidth.Fill(cell, widths[index]))).TrimEnd();
}
