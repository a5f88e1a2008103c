using System.Buffers;

namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>Cuts one block at its brackets: each closes one measure.</summary>
/// <param name="block">The block.</param>
/// <param name="severalInParagraphs">True if the list prints several measures in one paragraph.</param>
internal sealed class BlockItems(MeasureBlock block, bool severalInParagraphs)
{
    /// <summary>Text of fewer characters between two brackets is no measure (和).</summary>
    private const int ShortestMeasure = 2;

    /// <summary>Longer text before a bracket is not all one measure.</summary>
    private const int LongestMeasure = 3_000;

    private static readonly char[] Marks = ['。', '；', ';', '，', ',', '、', '：', ' ', '\u3000', '\t'];

    private static readonly char[] MarksInSentence = ['；', ';', '，', ',', '、', '：', ' ', '\u3000', '\t'];
    private static readonly SearchValues<char> MarkValues = SearchValues.Create(Marks);

    private readonly List<RawItem> items = [];
    private readonly List<(string Text, int LineStart)> before = [];

    public IReadOnlyList<RawItem> Read()
    {
        foreach (var (paragraph, brackets) in block.Paragraphs)
            Take(paragraph, brackets);

        if (block.IsHeadlineWithUnits && items.Count == 1 && before.Count > 0)
            MakeHeadlineTheTask();
        else if (items.Count == 0 && block.Number is not null)
            items.Add(Item(block.Paragraphs[0].Paragraph.LineEnd, [before[0].Text], before[0].LineStart));

        return items;
    }

    private void Take(Paragraph paragraph, IReadOnlyList<UnitBracket> brackets)
    {
        var isFirst = paragraph == block.Paragraphs[0].Paragraph;
        var at = isFirst && block.Number is { } number ? paragraph.Text.Length - number.Rest.Length : 0;
        var isBracketAlone = brackets.Count > 0 && IsTooShort(paragraph.Text.AsSpan(at, brackets[0].Start - at));
        if (!isBracketAlone && !GoesOn(paragraph))
            before.Clear();

        foreach (var bracket in brackets)
        {
            Close(paragraph, at, bracket);
            at = bracket.End;
        }

        var rest = paragraph.Text[at..].TrimStart(Marks).TrimEnd(MarksInSentence);
        if (brackets.Count == 0 || (items.Count == 0 && !IsTooShort(rest)))
            before.Add((rest, paragraph.LineStart));
        else if (items.Count > 0 && !IsTooShort(rest))
            AddRemainder(paragraph, at, rest);
    }

    /// <summary>
    /// Paragraphs go together until a bracket closes them, if a number or the parts' numbers hold them together; under a
    /// headline, all do. Other paragraphs stand alone.
    /// </summary>
    private bool GoesOn(Paragraph paragraph) =>
        block.IsHeadlineWithUnits
        || (items.Count == 0 && (block.Number is not null || block.IsOneMeasure) && before.Sum(part => part.Text.Length) + paragraph.Text.Length <= LongestMeasure);

    private void Close(Paragraph paragraph, int at, UnitBracket bracket)
    {
        var text = paragraph.Text[at..bracket.Start].TrimStart(Marks).TrimEnd(MarksInSentence);
        var lineEnd = paragraph.LineAt(Math.Max(bracket.Start, bracket.End - 1));
        if (IsTooShort(text) && before.Count == 0 && (items.Count > 0 || block.Number is null))
        {
            if (items.Count > 0)
                Fill(items[^1], bracket, lineEnd);
            else if (block.Headings.Count > 0)
                Fill(AddHeading(lineEnd), bracket, lineEnd);

            return;
        }

        var lineStart = before.Count > 0 ? before[0].LineStart : paragraph.LineAt(at + SkippedBefore(paragraph.Text, at));
        var item = Item(lineEnd, [.. before.Select(part => part.Text), text], lineStart);
        before.Clear();
        Fill(item, bracket, lineEnd);
        items.Add(item);
    }

    private static int SkippedBefore(string text, int at) =>
        text.AsSpan(at).IndexOfAnyExcept(MarkValues) is var skipped && skipped < 0 ? 0 : skipped;

    /// <summary>A bracket right under a heading: the heading is all that is printed of the measure.</summary>
    private RawItem AddHeading(int lineEnd)
    {
        var (heading, line) = block.Headings[^1];
        var isNumbered = PrintedNumber.TryRead(heading, out var number);
        var item = new RawItem
        {
            No = isNumbered ? number.Printed : null,
            Section = [.. block.Section.SkipLast(1)],
            Text = [isNumbered ? number.Rest : heading],
            LineStart = line,
            LineEnd = lineEnd,
        };
        items.Add(item);
        return item;
    }

    private static void Fill(RawItem item, UnitBracket bracket, int lineEnd)
    {
        var phrase = bracket.Phrase;
        item.Lead.AddRange(phrase.Leads);
        item.Partner.AddRange(phrase.Partners);
        item.Leaders.AddRange(phrase.Leaders);
        item.Deadline.AddRange(phrase.Deadlines);
        item.LineEnd = lineEnd;
        foreach (var doubt in phrase.Doubts)
            item.Find(doubt.Code, doubt.Message);

        if (!bracket.IsClosed)
            item.Find(FindingCodes.LabelMisplaced, "The bracket of the units is not closed; it was read up to the end of the paragraph.");
    }

    /// <summary>
    /// Text behind the last bracket of a paragraph. Where each measure of a paragraph closes with its own, this one has
    /// lost its units; otherwise the bracket stands inside the measure.
    /// </summary>
    private void AddRemainder(Paragraph paragraph, int at, string rest)
    {
        if (severalInParagraphs)
        {
            items.Add(Item(paragraph.LineEnd, [rest], paragraph.LineAt(at + SkippedBefore(paragraph.Text, at))));
            return;
        }

        var item = items[^1];
        item.Text.Add(rest);
        item.LineEnd = paragraph.LineEnd;
        item.Find(FindingCodes.LabelMisplaced, "The units stand in the middle of this paragraph; what follows them was taken into the same measure.");
    }

    private void MakeHeadlineTheTask()
    {
        var item = items[0];
        item.Task = string.Concat(item.Text);
        item.Text.Clear();
        item.Text.AddRange(before.Select(part => part.Text));
        item.LineEnd = block.Paragraphs[^1].Paragraph.LineEnd;
    }

    private RawItem Item(int lineEnd, IEnumerable<string> text, int lineStart)
    {
        var pieces = text.ToList();
        var no = block.Number?.Printed;
        if (no is null && OrdinalOf(pieces[0]) is { } ordinal)
        {
            no = ordinal;
            pieces[0] = pieces[0][ordinal.Length..].TrimStart('，', ',');
        }

        return new RawItem { No = no, Section = block.Section, Text = pieces, LineStart = lineStart, LineEnd = lineEnd };
    }

    /// <summary>一是, 二是: numbers a measure that no other number stands before.</summary>
    private static string? OrdinalOf(string text) =>
        text.Length > 2 && text[1] == '是' && "一二三四五六七八九十".Contains(text[0], StringComparison.Ordinal) ? text[..2] : null;

    private static bool IsTooShort(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var character in text)
            if (char.IsLetterOrDigit(character) && ++letters >= ShortestMeasure)
                return false;

        return true;
    }
}
