using System.Text;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>
/// Puts the lines of a document together to paragraphs. A paragraph goes on over the end of a line, and over the end of
/// a page, until its sentence ends; a number, a marked heading or a unit on a line of its own begins a new one.
/// </summary>
internal sealed class ParagraphReader(DocumentText document, UnitDirectory? directory)
{
    /// <summary>Without punctuation a shorter line is a heading rather than the beginning of a sentence.</summary>
    private const int LongestHeading = 20;

    /// <summary>5.10.12.3 is the longest number with dots.</summary>
    private const int LongestDotted = 12;

    private readonly List<Paragraph> paragraphs = [];
    private readonly StringBuilder text = new();
    private PrintedNumber? number;
    private UnitStart? firstLine;
    private TextLine first;
    private TextLine last;

    public IReadOnlyList<Paragraph> Read()
    {
        foreach (var line in document.Lines)
        {
            if (line.IsRow)
            {
                Close();
                if (paragraphs is [.., { IsBreak: false }])
                    paragraphs.Add(new Paragraph("", null, 0, Paragraph.Unnumbered, false, line.Number, line.Number, null));
            }
            else if (line.Text.AsSpan().ContainsAnyInRange('0', '9') && !line.Text.Any(char.IsLetter))
                continue;
            else
                Take(line);
        }

        Close();
        return paragraphs;
    }

    private void Take(TextLine line)
    {
        PrintedNumber? found = NumberOf(line.Text, out var printed) ? printed : null;
        var squashed = Printed.Squash(found?.Rest ?? line.Text);
        if (text.Length == 0 || BeginsParagraph(line, squashed, found is not null))
        {
            Close();
            first = line;
            number = found;
            firstLine = UnitStart.Read(squashed, directory);
            text.Append(squashed);
        }
        else
            text.Append(Printed.Squash(line.Text));

        last = line;
    }

    private bool BeginsParagraph(TextLine line, string squashed, bool isNumbered)
    {
        if (line.IsMarkedHeading || last.IsMarkedHeading)
            return true;

        var isFull = document.IsFull(last);
        var endsSentence = Printed.EndsSentence(last.Text);
        if (isNumbered)
            return endsSentence || !isFull || first.Number != last.Number;

        if (endsSentence || last.Text[^1] is '：' or ':')
            return !(isFull || last.Text[^1] is '；' or ';') || IsNoSentence(line.Text) || UnitStart.Read(squashed, directory) is not null;

        if (isFull)
            return false;

        if (firstLine is { IsHeading: true } && first.Number == last.Number)
            return true;

        if (UnitStart.Read(squashed, directory) is { IsHeading: true } || TitleShape.IsAnnexMark(squashed))
            return true;

        var isUnfinished = last.Text.AsSpan().IndexOfAny("，。；") >= 0 || text.Length >= LongestHeading;
        return !isUnfinished || (number is null && first.Number == last.Number && IsTitle(last.Text));
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
    private bool IsNoSentence(string line) => !document.IsFull(last with { Text = line }) && line.AsSpan().IndexOfAny("，。；、") < 0;

    private void Close()
    {
        if (text.Length == 0)
            return;

        var whole = text.ToString();
        text.Clear();
        paragraphs.Add(new Paragraph(
            whole,
            number?.Printed,
            number?.Value ?? 0,
            number is not { } found ? Paragraph.Unnumbered : found.Printed.EndsWith('条') ? Paragraph.Article : Paragraph.DepthOf(found.Style),
            first.IsMarkedHeading,
            first.Number,
            last.Number,
            UnitStart.Read(whole, directory)));
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
