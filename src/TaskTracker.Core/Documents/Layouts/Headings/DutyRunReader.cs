namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>Reads, from a paragraph that begins with a unit, the run of its siblings: the same numbering, the same form.</summary>
internal sealed class DutyRunReader(IReadOnlyList<DutyParagraph> paragraphs)
{
    private readonly List<DutyEntry> entries = [];
    private int at;

    public DutyRun Read(int from)
    {
        entries.Clear();
        at = from;
        var first = paragraphs[from];
        var isOfHeadings = IsHeading(first);
        var section = from > 0 && IsSection(paragraphs[from - 1], first) && !paragraphs[from - 1].IsHeading ? paragraphs[from - 1].Whole : null;
        while (at < paragraphs.Count)
        {
            var paragraph = paragraphs[at];
            if (IsSibling(paragraph, first, isOfHeadings))
            {
                entries.Add(new DutyEntry(paragraph) { Section = section });
                at++;
                if (IsHeading(paragraph))
                    TakeBody(paragraph);
            }
            else if (!isOfHeadings && IsSectionBetween(paragraph, first))
            {
                section = paragraph.Whole;
                at++;
            }
            else if (!isOfHeadings && IsUnreadSibling(paragraph, first))
            {
                entries.Add(new DutyEntry(paragraph) { Section = section });
                at++;
            }
            else if (!isOfHeadings && GoesOnAcross(paragraph, first))
                entries[^1].Body.Add(paragraphs[at++]);
            else
                break;
        }

        return new DutyRun([.. entries], at);
    }

    /// <summary>Duties of a unit: what stands below its heading, up to the next heading or a number as high as its own.</summary>
    private void TakeBody(DutyParagraph heading)
    {
        var entry = entries[^1];
        var shallowest = heading.Depth + 1;
        for (; at < paragraphs.Count; at++)
        {
            var paragraph = paragraphs[at];
            if (IsEnd(paragraph) || EndsBody(paragraph, heading, shallowest))
                return;

            if (paragraph.IsNumbered && !heading.IsNumbered && shallowest > DutyParagraph.Unnumbered)
                shallowest = paragraph.Depth;

            entry.Body.Add(paragraph);
        }
    }

    private static bool EndsBody(DutyParagraph paragraph, DutyParagraph heading, int shallowest)
    {
        if (paragraph.Start is { } start && IsSibling(paragraph, heading, isOfHeadings: true) && !(start.Names == heading.Start!.Names && !paragraph.IsHeading))
            return true;

        // （二） below a heading without a number goes on from a （一） above it.
        if (paragraph.IsNumbered && !heading.IsNumbered && shallowest > DutyParagraph.Unnumbered && paragraph.Value != 1)
            return true;

        if (paragraph.IsNumbered)
            return heading.IsNumbered ? paragraph.Depth <= heading.Depth : shallowest <= DutyParagraph.Unnumbered && paragraph.Depth < shallowest;

        // Below a list of numbered measures, what has no number is not of the list any more.
        return paragraph.IsMarked || (paragraph.IsHeading && TitleShape.CanHeadList(paragraph.Text))
            || (!heading.IsNumbered && shallowest <= DutyParagraph.Unnumbered);
    }

    private static bool IsSibling(DutyParagraph paragraph, DutyParagraph first, bool isOfHeadings) =>
        paragraph.Start is { } start
        && paragraph.Depth == first.Depth
        && IsHeading(paragraph) == isOfHeadings
        && (start.Kind == UnitStartKind.ListHeading) == (first.Start!.Kind == UnitStartKind.ListHeading);

    private static bool IsHeading(DutyParagraph paragraph) => paragraph.Start is { IsHeading: true };

    /// <summary>A numbered sentence between unnumbered duties says what the next units do their part of.</summary>
    private bool IsSectionBetween(DutyParagraph paragraph, DutyParagraph first) =>
        IsSection(paragraph, first)
        && at + 1 < paragraphs.Count && IsSibling(paragraphs[at + 1], first, isOfHeadings: false)
        && paragraphs[at + 1].Start!.Kind == UnitStartKind.Label;

    private static bool IsSection(DutyParagraph paragraph, DutyParagraph first) =>
        !first.IsNumbered && first.Start!.Kind == UnitStartKind.Label && paragraph is { IsNumbered: true, IsMarked: false, Start: null };

    /// <summary>One that begins with no unit that can be told, between siblings whose numbers it goes on from.</summary>
    private bool IsUnreadSibling(DutyParagraph paragraph, DutyParagraph first) =>
        first.IsNumbered && paragraph.Depth == first.Depth && !paragraph.IsHeading
        && paragraph.Value == entries[^1].Head.Value + 1
        && entries[^1].Start is not null
        && at + 1 < paragraphs.Count && IsSibling(paragraphs[at + 1], first, isOfHeadings: false)
        && paragraphs[at + 1].Value == paragraph.Value + 1;

    /// <summary>The rest of a sentence's paragraph, between two siblings.</summary>
    private bool GoesOnAcross(DutyParagraph paragraph, DutyParagraph first) =>
        !paragraph.IsNumbered && !paragraph.IsHeading && !IsEnd(paragraph) && paragraph.Start is null
        && !entries[^1].Head.IsHeading && entries[^1].Body.Count == 0
        && at + 1 < paragraphs.Count && IsSibling(paragraphs[at + 1], first, isOfHeadings: false);

    /// <summary>A table, a signature, a mark over an annex and the distribution list end what stands before.</summary>
    private static bool IsEnd(DutyParagraph paragraph) =>
        paragraph.IsBreak
        || (!paragraph.IsNumbered && TitleShape.IsOrganisation(paragraph.Text))
        || TitleShape.IsAnnexMark(paragraph.Text)
        || paragraph.Text.StartsWith("附件", StringComparison.Ordinal)
        || paragraph.Text.StartsWith("抄送", StringComparison.Ordinal)
        || PrintedDate.Of(paragraph.Text) is not null
        || TitleShape.PublicityOf(paragraph.Text) is not null;
}
