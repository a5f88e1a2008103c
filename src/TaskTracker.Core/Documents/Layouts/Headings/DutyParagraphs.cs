using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>
/// Paragraphs that begin with units: one goes on over the end of a line, and over the end of a page, until its sentence
/// ends; a number, a marked heading or a unit on a line of its own begins a new one.
/// </summary>
internal sealed class DutyParagraphs(DocumentText document, UnitDirectory? directory) : ParagraphReader(document)
{
    /// <summary>Without punctuation a shorter line is a heading rather than the beginning of a sentence.</summary>
    private const int LongestHeading = 20;

    /// <summary>5.10.12.3 is the longest number with dots.</summary>
    private const int LongestDotted = 12;

    private PrintedNumber? number;
    private UnitStart? firstLine;

    /// <summary>The paragraphs with their numbers and units; one break stands for all rows of a table.</summary>
    public IReadOnlyList<DutyParagraph> ReadDuties()
    {
        var duties = new List<DutyParagraph>();
        foreach (var paragraph in Read())
        {
            if (paragraph.Kind == ParagraphKind.Body)
                duties.Add(DutyOf(paragraph));
            else if (duties is [.., { IsBreak: false }])
                duties.Add(new DutyParagraph("", null, 0, DutyParagraph.Unnumbered, false, paragraph.LineStart, paragraph.LineEnd, null));
        }

        return duties;
    }

    protected override ParagraphKind KindOf(TextLine line, int at)
    {
        number = NumberOf(line.Text, out var printed) ? printed : null;
        firstLine = UnitStart.Read(Printed.Squash(number?.Rest ?? line.Text), directory);
        return ParagraphKind.Body;
    }

    protected override bool Begins(TextLine line)
    {
        var isNumbered = NumberOf(line.Text, out var printed);
        var squashed = Printed.Squash(isNumbered ? printed.Rest : line.Text);
        var isFull = Document.IsFull(Previous);
        var endsSentence = Printed.EndsSentence(Previous.Text);
        if (isNumbered)
            return endsSentence || !isFull || !Open.IsOneLine;

        if (endsSentence || Previous.Text[^1] is '：' or ':')
            return !(isFull || Previous.Text[^1] is '；' or ';') || IsNoSentence(line.Text) || UnitStart.Read(squashed, directory) is not null;

        if (isFull)
            return false;

        if (firstLine is { IsHeading: true } && Open.IsOneLine)
            return true;

        if (UnitStart.Read(squashed, directory) is { IsHeading: true } || TitleShape.IsAnnexMark(squashed))
            return true;

        var isUnfinished = Previous.Text.AsSpan().IndexOfAny("，。；") >= 0 || Open.Length >= LongestHeading;
        return !isUnfinished || (number is null && Open.IsOneLine && IsTitle(Previous.Text));
    }

    private bool IsTitle(string line)
    {
        if (!TitleShape.CanHeadList(line) || line.AsSpan().IndexOfAny("，；") >= 0)
            return false;

        var names = new UnitNames(Printed.Squash(line), directory);
        var end = names.EndFrom(0);
        return end == 0 || !names.IsDutyAt(end, orAnything: false);
    }

    /// <summary>A line without any punctuation that is not as long as lines get: a heading, a mark, a name.</summary>
    private bool IsNoSentence(string line) => !Document.IsFull(Previous with { Text = line }) && line.AsSpan().IndexOfAny("，。；、") < 0;

    private DutyParagraph DutyOf(Paragraph paragraph)
    {
        PrintedNumber? found = NumberOf(paragraph.Text, out var printed) ? printed : null;
        var text = Printed.Squash(found?.Rest ?? paragraph.Text);
        return new DutyParagraph(
            text,
            found?.Printed,
            found?.Value ?? 0,
            found is not { } read ? DutyParagraph.Unnumbered : read.Printed.EndsWith('条') ? DutyParagraph.Article : DutyParagraph.DepthOf(read.Style),
            paragraph.IsMarked,
            paragraph.LineStart,
            paragraph.LineEnd,
            UnitStart.Read(text, directory));
    }

    private static bool NumberOf(string line, out PrintedNumber number) =>
        PrintedNumber.TryRead(line, out number) || TryReadArticle(line, out number) || TryReadDotted(line, out number);

    /// <summary>5.1 and 5.1.2 before the headings and clauses of a plan; a figure (2.5微克) is none.</summary>
    private static bool TryReadDotted(string line, out PrintedNumber number)
    {
        number = default;
        var end = 0;
        while (end < line.Length && end < LongestDotted && (char.IsAsciiDigit(line[end]) || line[end] == '.'))
            end++;

        var parts = line[..end].Split('.');
        if (parts.Length is < 2 or > 4 || end >= line.Length || parts.Any(part => part.Length is 0 or > 2) || parts[0][0] == '0'
            || (parts.Length == 2 && !char.IsWhiteSpace(line[end])) || !Printed.IsHan(line[end..].TrimStart().FirstOrDefault()))
            return false;

        var style = parts.Length switch { 2 => NumberStyle.BracketedHan, 3 => NumberStyle.Arabic, _ => NumberStyle.BracketedArabic };
        number = new PrintedNumber(style, int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture), line[..end], line[end..].TrimStart());
        return true;
    }

    /// <summary>第四条, 第十二条: the articles of a regulation.</summary>
    private static bool TryReadArticle(string line, out PrintedNumber number)
    {
        number = default;
        var end = line.AsSpan(0, Math.Min(line.Length, 8)).IndexOf('条');
        if (line.Length == 0 || line[0] != '第' || end < 2 || PrintedNumber.ValueOf(line[1..end]) is not { } value)
            return false;

        number = new PrintedNumber(NumberStyle.Chapter, value, line[..(end + 1)], line[(end + 1)..].TrimStart());
        return true;
    }
}
