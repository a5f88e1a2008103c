namespace TaskTracker.Documents.Readers;

/// <summary>
/// Writes the rows of one table with merged cells. A cell merged over rows is repeated in each of them; one merged over columns stands
/// in the first and leaves the others empty. Single cells above the first row of several are the title.
/// </summary>
internal sealed class TableLines(LineWriter lines, string part)
{
    private readonly List<Span> _spans = [];
    private int _row;
    private bool _hasRows;

    /// <param name="Text">Paragraphs in it are divided by line feeds.</param>
    /// <param name="Columns">How many columns it takes.</param>
    /// <param name="Rows">How many rows it takes, this one included.</param>
    /// <param name="GoesOn">True if it belongs to the cell above it (Word's way to merge).</param>
    public readonly record struct Cell(string Text, int Columns = 1, int Rows = 1, bool GoesOn = false);

    public void Add(IEnumerable<Cell> cells)
    {
        _row++;
        var row = new List<string>();
        var isNew = false;
        foreach (var cell in cells)
        {
            FillFromAbove(row);
            isNew |= !cell.GoesOn && !string.IsNullOrWhiteSpace(cell.Text);
            Place(row, cell);
        }

        FillFromAbove(row);
        if (isNew)
            Write(row);
    }

    /// <summary>The paragraphs of a cell as one: gazettes mark them by tags.</summary>
    public static string Flat(string text)
    {
        var paragraphs = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return paragraphs.Length < 2 ? text.Trim() : string.Concat(paragraphs.Select(paragraph => $"<p>{paragraph}</p>"));
    }

    private void FillFromAbove(List<string> row)
    {
        while (Covering(row.Count) is { } span && span.LastRow >= _row)
            Append(row, span.Text, span.Columns);
    }

    private void Place(List<string> row, Cell cell)
    {
        var column = row.Count;
        var text = cell.GoesOn ? Covering(column)?.Text ?? "" : cell.Text;
        _spans.RemoveAll(span => span.Column < column + cell.Columns && column < span.Column + span.Columns);
        // A cell of one row is kept all the same: Word says only in the next row that it goes on.
        _spans.Add(new Span(column, cell.Columns, text, cell.Rows > 1 ? _row + cell.Rows - 1 : 0));
        Append(row, text, cell.Columns);
    }

    private Span? Covering(int column) => _spans.Find(span => span.Column == column);

    private static void Append(List<string> row, string text, int columns)
    {
        LineWriter.CheckColumns(row.Count + columns);
        row.Add(text);
        for (var further = 1; further < columns; further++)
            row.Add("");
    }

    private void Write(List<string> row)
    {
        var filled = row.Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
        if (filled.Count > 1)
        {
            lines.Row([.. row.Select(Flat)], part, _row);
            _hasRows = true;
        }
        else if (_hasRows && row.Count > 1)
            lines.Row([.. row.Select(Flat)], part, _row);
        else
            lines.Paragraph(filled[0], part, _row);
    }

    private sealed record Span(int Column, int Columns, string Text, int LastRow);
}
