namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Puts the paragraphs of a document together, over the ends of lines and of pages; page numbers in between are left
/// out. Where a paragraph ends depends on what stands in it, so each layout of running text says which line begins one.
/// </summary>
internal abstract class ParagraphReader(DocumentText document)
{
    protected DocumentText Document => document;

    /// <summary>The paragraph that a line may go on.</summary>
    protected Paragraph Open { get; private set; } = null!;

    protected TextLine Previous { get; private set; }

    public IReadOnlyList<Paragraph> Read()
    {
        var paragraphs = new List<Paragraph>();
        for (var at = 0; at < document.Lines.Count; at++)
        {
            var line = document.Lines[at];
            if (IsPageNumber(line))
                continue;

            var begins = Open is not { Kind: ParagraphKind.Body } || line.IsRow || line.IsMarkedHeading || Previous.IsMarkedHeading || Begins(line);
            if (begins)
            {
                Open = new Paragraph { Kind = line.IsRow ? ParagraphKind.Break : KindOf(line, at), IsMarked = line.IsMarkedHeading };
                paragraphs.Add(Open);
            }

            Open!.Add(line);
            Previous = line;
        }

        return paragraphs;
    }

    /// <summary>True if the line, which is neither a row nor marked as a heading, does not go on <see cref="Open"/>.</summary>
    protected abstract bool Begins(TextLine line);

    /// <summary>What a line that is no row begins: only a body goes on in the next line.</summary>
    protected abstract ParagraphKind KindOf(TextLine line, int at);

    /// <summary>335 or — 335 — on a line of its own.</summary>
    private static bool IsPageNumber(TextLine line)
    {
        if (line.IsRow || line.Text.Length > 16)
            return false;

        var bare = Printed.Squash(line.Text).Trim('-', '—', '－', '–', '―', '·', '.');
        return bare.Length is > 0 and <= 4 && bare.All(char.IsAsciiDigit);
    }
}
