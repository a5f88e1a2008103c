namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>Sorts the paragraphs of a document into lists, sections and numbered blocks.</summary>
internal sealed class BlockReader(IReadOnlyList<(Paragraph Paragraph, IReadOnlyList<UnitBracket> Brackets)> paragraphs)
{
    private const int LongestSection = 80;

    private readonly SectionPath sections = new();
    private readonly List<BlockList> lists = [new BlockList(null, 0)];
    private readonly HashSet<NumberStyle> innerStyles = InnerStyles(paragraphs);
    private MeasureBlock? open;
    private string lastTitle = "";

    public IReadOnlyList<BlockList> Read()
    {
        for (var at = 0; at < paragraphs.Count; at++)
            Take(at);

        return lists;
    }

    private void Take(int at)
    {
        var (paragraph, brackets) = paragraphs[at];
        var isNumbered = PrintedNumber.TryRead(paragraph.Text, out var number);
        switch (paragraph.Kind)
        {
            case ParagraphKind.Break:
                open = null;
                break;
            case ParagraphKind.Title:
                BeginList(paragraph);
                break;
            case ParagraphKind.Heading when brackets.Count == 0 && !IsMeasureWithoutBracket(at, number):
                open = null;
                sections.Enter((int)number.Style, Printed.Squash(paragraph.Text), paragraph.LineStart);
                break;
            default:
                if (isNumbered && !innerStyles.Contains(number.Style) && !GoesUnderHeadline(number, brackets))
                    Begin(number, at);
                else if (open is null)
                    Begin(null, at);

                open!.Paragraphs.Add((paragraph, brackets));
                break;
        }
    }

    private void BeginList(Paragraph paragraph)
    {
        open = null;
        sections.Clear();
        var title = Printed.Squash(paragraph.Text);
        if (lists[^1].Blocks.Count == 0)
            lists[^1] = new BlockList(title, paragraph.LineStart);
        else if (title != lastTitle)
            lists.Add(new BlockList(title, paragraph.LineStart));

        lastTitle = title;
    }

    private void Begin(PrintedNumber? number, int at)
    {
        if (open is { Number: { } above, NamesUnits: false } parent && number is { } inner && inner.Style > above.Style && inner.Value == 1)
        {
            lists[^1].Blocks.Remove(parent);
            sections.Enter((int)above.Style, FirstSentence(parent.Paragraphs[0].Paragraph.Text), parent.LineStart);
        }
        else if (number is { } same)
            sections.Leave((int)same.Style);

        open = new MeasureBlock
        {
            Number = number,
            Section = sections.Path,
            Headings = [.. sections.Open],
            IsOneMeasure = number is null && PrintedNumber.TryRead(paragraphs[at].Paragraph.Text, out _),
        };
        lists[^1].Blocks.Add(open);
    }

    /// <summary>The units stand behind the heading of the measure; its numbered parts follow without any.</summary>
    private bool GoesUnderHeadline(PrintedNumber number, IReadOnlyList<UnitBracket> brackets) =>
        open is { Number: { } above, IsHeadlineWithUnits: true } && number.Style > above.Style && brackets.Count == 0;

    /// <summary>A short numbered line is a measure, and no heading, if it stands between numbers of its own kind.</summary>
    private bool IsMeasureWithoutBracket(int at, PrintedNumber number)
    {
        if (paragraphs[at].Paragraph.IsMarked || number.Style <= NumberStyle.Han)
            return false;

        var nextIsNumbered = PrintedNumber.TryRead(at + 1 < paragraphs.Count ? paragraphs[at + 1].Paragraph.Text : "", out var next);
        if (nextIsNumbered && next.Style == number.Style && next.Value == number.Value + 1)
            return true;

        if (open is not { Number: { } above } || above.Style != number.Style || above.Value != number.Value - 1)
            return false;

        // A measure that a page cuts within its first sentence looks like a heading; so does the last short one of a list.
        return at + 1 == paragraphs.Count
            || paragraphs[at + 1].Paragraph.Kind != ParagraphKind.Body
            || (nextIsNumbered ? next.Style < number.Style : number.Rest.AsSpan().IndexOfAny('，', ',') >= 0);
    }

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf('。', StringComparison.Ordinal);
        var sentence = Printed.Squash(end < 0 ? text : text.AsSpan(0, end));
        return sentence.Length <= LongestSection ? sentence : sentence[..LongestSection];
    }

    /// <summary>
    /// Numbers that begin anew under each measure or heading, where only the last of them closes with a bracket, count the
    /// parts of one measure.
    /// </summary>
    private static HashSet<NumberStyle> InnerStyles(IReadOnlyList<(Paragraph Paragraph, IReadOnlyList<UnitBracket> Brackets)> paragraphs)
    {
        var inner = new HashSet<NumberStyle>();
        foreach (var style in new[] { NumberStyle.BracketedHan, NumberStyle.Arabic, NumberStyle.BracketedArabic })
        {
            int inside = 0, apart = 0, open = 0, named = 0, last = 0;
            void Close()
            {
                if (named > 0 && open + named >= 2)
                    _ = (named, last) is (1, > 0) ? inside++ : apart++;

                open = named = last = 0;
            }

            foreach (var (paragraph, brackets) in paragraphs)
            {
                var isNumbered = PrintedNumber.TryRead(paragraph.Text, out var number);
                if (paragraph.Kind is ParagraphKind.Title or ParagraphKind.Break || (isNumbered && (number.Style < style || (number.Style == style && number.Value == 1))))
                    Close();

                if (isNumbered && number.Style == style)
                {
                    open += brackets.Count == 0 ? 1 : 0;
                    named += brackets.Count > 0 ? 1 : 0;
                    last = brackets.Count;
                }
                else if (brackets.Count > 0 && open > 0 && last == 0 && (!isNumbered || number.Style > style))
                {
                    open--;
                    named++;
                    last = brackets.Count;
                }
            }

            Close();
            if (inside > apart)
                inner.Add(style);
        }

        return inner;
    }
}
