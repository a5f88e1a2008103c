using TaskTracker.Documents.Readers.Pages;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>
/// PDF by the places of its characters (<see cref="PdfProcess"/>), or through the program that a setting names (<see cref="PdfToText"/>).
/// The places are the lines of the pages; a table with a header that names tasks becomes rows (<see cref="AlignedTable"/>), or is said not to be read.
/// </summary>
internal sealed class PdfReader : IDocumentReader
{
    private const int FewestColumns = 3;

    public string Format => "pdf";

    public void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation)
    {
        var number = 0;
        foreach (var page in file.Limits.PdfToText.Length > 0 ? PdfToText.Pages(file, cancellation) : PdfProcess.Pages(file, cancellation))
        {
            number++;
            if (page.IsPicture)
                lines.PictureInsteadOfText(number);

            for (var line = 0; line < page.Lines.Count;)
            {
                cancellation.ThrowIfCancellationRequested();
                line = AlignedTable.At(page.Lines, line) is { } table
                    ? Write(table, page.Lines, lines, number)
                    : Write(page.Lines, line, lines, number);
            }
        }
    }

    private static int Write(AlignedTable table, IReadOnlyList<PrintedLine> printed, LineWriter lines, int page)
    {
        if (table.Rows is { } rows)
        {
            foreach (var (line, cells) in rows)
                lines.Line(cells, $"page {page} line", line + 1);

            return table.End;
        }

        lines.BeginUnread();
        for (var line = table.Start; line < table.End; line++)
            lines.Line(printed[line].Text, $"page {page} line", line + 1);

        lines.EndUnread();
        return table.End;
    }

    /// <summary>
    /// Lines in columns without a header that is known: where cells go on in the next line cannot be told, so none becomes a row.
    /// </summary>
    private static int Write(IReadOnlyList<PrintedLine> printed, int start, LineWriter lines, int page)
    {
        var end = start;
        while (end < printed.Count && printed[end].Pieces.Count >= FewestColumns && (end == start || AlignedTable.At(printed, end) is null))
            end++;

        if (end - start > 1)
            lines.BeginUnread();

        end = Math.Max(end, start + 1);
        for (var line = start; line < end; line++)
            lines.Line(printed[line].Text, $"page {page} line", line + 1);

        lines.EndUnread();
        return end;
    }
}
