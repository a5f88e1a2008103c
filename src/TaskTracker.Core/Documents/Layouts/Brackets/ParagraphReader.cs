namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>
/// Puts the paragraphs of a document together. A line goes on in the next one where the source breaks all lines at one
/// width, and where a page ends in mid-sentence; page numbers in between are left out.
/// </summary>
internal sealed class ParagraphReader(DocumentText document)
{
    private const int LongestHeading = 60;

    /// <summary>A bracket that is not closed within this many characters never will be.</summary>
    private const int LongestBracket = 400;

    private readonly List<Paragraph> paragraphs = [];
    private readonly Dictionary<NumberStyle, int> numbers = [];
    private Paragraph? open;
    private TextLine previous;
    private int openBrackets;
    private int sinceBracket;

    public IReadOnlyList<Paragraph> Read()
    {
        for (var at = 0; at < document.Lines.Count; at++)
        {
            var line = document.Lines[at];
            if (IsPageNumber(line))
                continue;

            if (open is null || Begins(line))
                Begin(line, at);
            else
                Add(line);

            previous = line;
        }

        return paragraphs;
    }

    private void Begin(TextLine line, int at)
    {
        open = new Paragraph { Kind = KindOf(line, at), IsMarked = line.IsMarkedHeading };
        openBrackets = 0;
        paragraphs.Add(open);
        Add(line);
        if (open.Kind != ParagraphKind.Body)
            open = null;

        if (PrintedNumber.TryRead(line.Text, out var number))
            numbers[number.Style] = number.Value;
    }

    private void Add(TextLine line)
    {
        open!.Add(line);
        foreach (var character in line.Text)
        {
            sinceBracket++;
            if (character is '（' or '(')
            {
                openBrackets++;
                sinceBracket = 0;
            }
            else if (character is '）' or ')' && openBrackets > 0)
                openBrackets--;
        }
    }

    private bool Begins(TextLine line)
    {
        if (line.IsRow || line.IsMarkedHeading || IsFooter(line.Text))
            return true;

        var hasEnded = HasEnded(previous.Text);
        var isFull = document.IsFull(previous);
        if (PrintedNumber.TryRead(line.Text, out var number) && (hasEnded || (document.WrapWidth is null ? Follows(number) : !isFull)))
            return true;

        if (openBrackets > 0 && sinceBracket < LongestBracket)
            return false;

        return hasEnded && !isFull;
    }

    private bool Follows(PrintedNumber number) => numbers.TryGetValue(number.Style, out var last) && number.Value == last + 1;

    private static bool HasEnded(string text) =>
        Printed.EndsSentence(text) || text[^1] is '：' or ':' or '）' or ')';

    private ParagraphKind KindOf(TextLine line, int at)
    {
        if (line.IsRow || IsFooter(line.Text))
            return ParagraphKind.Break;

        var squashed = Printed.Squash(line.Text);
        if (PrintedNumber.TryRead(line.Text, out _))
            return IsHeading(line) ? ParagraphKind.Heading : ParagraphKind.Body;

        if (PrintedDate.Of(squashed) is not null || TitleShape.IsOrganisation(squashed) || TitleShape.IsAnnexMark(squashed))
            return ParagraphKind.Break;

        return IsTitle(line, squashed, at) ? ParagraphKind.Title : ParagraphKind.Body;
    }

    private bool IsHeading(TextLine line) =>
        line.Text.Length <= LongestHeading
        && !document.IsFull(line)
        && !Printed.EndsSentence(line.Text)
        && line.Text[^1] is not ('：' or ':' or '，' or ',' or '、')
        && line.Text.AsSpan().IndexOfAny('。', '；') < 0
        && line.Text.Count(character => character is '（' or '(') == line.Text.Count(character => character is '）' or ')');

    private bool IsTitle(TextLine line, string squashed, int at)
    {
        if (!TitleShape.CanHeadList(line.Text) || document.IsFull(line) || (!line.IsMarkedHeading && squashed.Contains('，', StringComparison.Ordinal)))
            return false;

        return line.IsMarkedHeading
            || TitleShape.IsTitle(squashed)
            || (at > 0 && TitleShape.IsAnnexMark(Printed.Squash(document.Lines[at - 1].Text)))
            || (at + 1 < document.Lines.Count && PrintedNumber.TryRead(document.Lines[at + 1].Text, out var next) && next.Value == 1);
    }

    /// <summary>What every official document prints under its text (GB/T 9704): 附件：…, 抄送：….</summary>
    private static bool IsFooter(string text) =>
        text.Length > 3 && text[2] is '：' or ':' && text.AsSpan(0, 2) is "抄送" or "主送" or "分送" or "附件" or "附注";

    /// <summary>335 or — 335 — on a line of its own.</summary>
    private static bool IsPageNumber(TextLine line)
    {
        if (line.IsRow || line.Text.Length > 16)
            return false;

        var bare = Printed.Squash(line.Text).Trim('-', '—', '－', '–', '―', '·', '.');
        return bare.Length is > 0 and <= 4 && bare.All(char.IsAsciiDigit);
    }
}
