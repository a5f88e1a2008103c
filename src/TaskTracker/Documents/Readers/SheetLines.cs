namespace TaskTracker.Documents.Readers;

/// <summary>Writes the rows of one sheet: a title above, the header row as it stands or as it was given, then the rows.</summary>
/// <param name="lines">Takes the lines.</param>
/// <param name="part">The place that rows are counted in.</param>
/// <param name="title">Stands above a sheet that has no title of its own; null for none.</param>
/// <param name="columns">What the columns mean, if it was given.</param>
internal sealed class SheetLines(LineWriter lines, string part, string? title, ColumnMapping? columns)
{
    private bool _hasTitle;
    private bool _hasHeader;

    public void Add(IReadOnlyList<string> cells, int row)
    {
        LineWriter.CheckColumns(cells.Count);
        var filled = cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
        if (filled.Count == 0)
            return;

        if (!_hasHeader && filled.Count == 1)
        {
            lines.Paragraph(filled[0], part, row);
            _hasTitle = true;
            return;
        }

        if (!_hasHeader && !_hasTitle && title is not null)
            lines.Paragraph(title, part, row);

        lines.Row([.. (_hasHeader || columns is null ? cells : columns.Headings(cells.Count)).Select(TableLines.Flat)], part, row);
        _hasHeader = true;
    }
}
