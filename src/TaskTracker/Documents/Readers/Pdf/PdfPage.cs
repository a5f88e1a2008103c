using TaskTracker.Documents.Readers.Pages;

namespace TaskTracker.Documents.Readers.Pdf;

/// <summary>The lines of a page of PDF.</summary>
/// <param name="Lines">From the top down.</param>
/// <param name="IsPicture">True if it prints no text but a picture: a scan.</param>
internal sealed record PdfPage(IReadOnlyList<PrintedLine> Lines, bool IsPicture = false)
{
    public void Write(BinaryWriter to)
    {
        to.Write(true);
        to.Write(IsPicture);
        to.Write(Lines.Count);
        foreach (var line in Lines)
        {
            to.Write(line.Text);
            to.Write(line.Em);
            to.Write(line.Pieces.Count);
            foreach (var piece in line.Pieces)
            {
                to.Write(piece.At);
                to.Write(piece.End);
                to.Write(piece.Text);
            }
        }
    }

    /// <summary>Stands behind the last page.</summary>
    public static void WriteEnd(BinaryWriter to) => to.Write(false);

    /// <returns>The next page; null if there was none.</returns>
    /// <exception cref="EndOfStreamException">The writer ended before its time.</exception>
    public static PdfPage? Read(BinaryReader from)
    {
        if (!from.ReadBoolean())
            return null;

        var isPicture = from.ReadBoolean();
        var lines = new PrintedLine[from.ReadInt32()];
        for (var line = 0; line < lines.Length; line++)
        {
            var (text, em, pieces) = (from.ReadString(), from.ReadDouble(), new PrintedLine.Piece[from.ReadInt32()]);
            for (var piece = 0; piece < pieces.Length; piece++)
                pieces[piece] = new(from.ReadDouble(), from.ReadDouble(), from.ReadString());

            lines[line] = new(text, pieces, em);
        }

        return new(lines, isPicture);
    }
}
