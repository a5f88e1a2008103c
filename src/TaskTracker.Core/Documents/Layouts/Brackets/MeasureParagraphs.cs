namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>
/// Paragraphs that end in a bracket or a sentence: a line goes on in the next one where the source breaks all lines at one
/// width, where a page ends in mid-sentence, and as long as a bracket is open.
/// </summary>
internal sealed class MeasureParagraphs(DocumentText document) : ParagraphReader(document)
{
    private const int LongestHeading = 60;

    /// <summary>A bracket that is not closed within this many characters never will be.</summary>
    private const int LongestBracket = 400;

    private readonly Dictionary<NumberStyle, int> numbers = [];

    protected override bool Begins(TextLine line)
    {
        if (IsFooter(line.Text))
            return true;

        var hasEnded = HasEnded(Previous.Text);
        var isFull = Document.IsFull(Previous);
        if (PrintedNumber.TryRead(line.Text, out var number) && (hasEnded || (Document.WrapWidth is null ? Follows(number) : !isFull)))
            return true;

        if (Open.OpenBrackets > 0 && Open.SinceBracket < LongestBracket)
            return false;

        return hasEnded && !isFull;
    }

    private bool Follows(PrintedNumber number) => numbers.TryGetValue(number.Style, out var last) && number.Value == last + 1;

    private static bool HasEnded(string text) =>
        Printed.EndsSentence(text) || text[^1] is '：' or ':' or '）' or ')';

    protected override ParagraphKind KindOf(TextLine line, int at)
    {
        var isNumbered = PrintedNumber.TryRead(line.Text, out var number);
        if (isNumbered)
            numbers[number.Style] = number.Value;

        if (IsFooter(line.Text))
            return ParagraphKind.Break;

        if (isNumbered)
            return IsHeading(line) ? ParagraphKind.Heading : ParagraphKind.Body;

        var squashed = Printed.Squash(line.Text);

        if (PrintedDate.Of(squashed) is not null || TitleShape.IsOrganisation(squashed) || TitleShape.IsAnnexMark(squashed))
            return ParagraphKind.Break;

        return IsTitle(line, squashed, at) ? ParagraphKind.Title : ParagraphKind.Body;
    }

    private bool IsHeading(TextLine line) =>
        line.Text.Length <= LongestHeading
        && !Document.IsFull(line)
        && !Printed.EndsSentence(line.Text)
        && line.Text[^1] is not ('：' or ':' or '，' or ',' or '、')
        && line.Text.AsSpan().IndexOfAny('。', '；') < 0
        && line.Text.Count(character => character is '（' or '(') == line.Text.Count(character => character is '）' or ')');

    private bool IsTitle(TextLine line, string squashed, int at)
    {
        if (!TitleShape.CanHeadList(line.Text) || Document.IsFull(line) || (!line.IsMarkedHeading && squashed.Contains('，', StringComparison.Ordinal)))
            return false;

        return line.IsMarkedHeading
            || TitleShape.IsTitle(squashed)
            || (at > 0 && TitleShape.IsAnnexMark(Printed.Squash(Document.Lines[at - 1].Text)))
            || (at + 1 < Document.Lines.Count && PrintedNumber.TryRead(Document.Lines[at + 1].Text, out var next) && next.Value == 1);
    }

    /// <summary>What every official document prints under its text (GB/T 9704): 附件：…, 抄送：….</summary>
    private static bool IsFooter(string text) =>
        text.Length > 3 && text[2] is '：' or ':' && text.AsSpan(0, 2) is "抄送" or "主送" or "分送" or "附件" or "附注";
}
