namespace TaskTracker.Documents.Readers;

/// <summary>A paragraph of Word on its way into lines.</summary>
/// <param name="Text">What it says, exactly.</param>
/// <param name="Mark">What Word prints before it: a heading's signs, a number.</param>
/// <param name="Number">Its number in the document, 1-based.</param>
/// <param name="IsCentred">True for the lines of a title.</param>
internal readonly record struct WordParagraph(string Text, string Mark, int Number, bool IsCentred)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    public int Length => Mark.Length + Text.AsSpan().Trim().Length;
}

/// <summary>
/// Writes paragraphs with a blank line between, but those of a table that was extracted one character a line exactly as they are: there the
/// empty ones tell the cells apart. Such a stretch is known as the reader of the text knows it: nearly all of forty paragraphs hold a
/// character or two; it ends before three long ones.
/// </summary>
internal sealed class WordParagraphs(LineWriter lines)
{
    private const int Window = 40;
    private const int ShortInWindow = 38;
    private const int ShortParagraph = 2;
    private const int LongParagraph = 6;
    private const int LongOnesAfter = 3;

    private readonly Queue<WordParagraph> _waiting = [];
    private int _shortWaiting;
    private int _filledWaiting;
    private bool _isExact;
    private bool _wasCentred;

    public void Add(WordParagraph paragraph)
    {
        if (_isExact)
            AddExact(paragraph);
        else
            AddWaiting(paragraph);
    }

    /// <summary>What waits is written: a table or the end follows.</summary>
    public void End()
    {
        if (_isExact)
            EndExact();
        while (_waiting.Count > 0)
            WriteFirst();

        _wasCentred = false;
    }

    private void AddWaiting(WordParagraph paragraph)
    {
        if (paragraph.IsBlank && _waiting.Count == 0)
        {
            _wasCentred = false;
            return;
        }

        Wait(paragraph);
        if (_filledWaiting < Window)
            return;

        if (_shortWaiting >= ShortInWindow && IsShort(_waiting.Peek()))
        {
            lines.BeginExact();
            _isExact = true;
            while (_waiting.Count > 0)
                WriteExact(Next());
            return;
        }

        WriteFirst();
        while (_waiting.Count > 0 && _waiting.Peek().IsBlank)
            WriteFirst();
    }

    private void AddExact(WordParagraph paragraph)
    {
        if (paragraph.IsBlank || paragraph.Length >= LongParagraph)
        {
            Wait(paragraph);
            if (_filledWaiting == LongOnesAfter)
                EndExact();
            else if (_filledWaiting == 0)
                WriteExact(Next());
            return;
        }

        while (_waiting.Count > 0)
            WriteExact(Next());
        WriteExact(paragraph);
    }

    private void EndExact()
    {
        _isExact = false;
        lines.EndExact();
    }

    private void WriteExact(WordParagraph paragraph)
    {
        foreach (var line in (paragraph.Mark + paragraph.Text).Split('\n'))
            lines.Line(line, "paragraph", paragraph.Number);
    }

    /// <summary>Centred lines that follow one another are one title.</summary>
    private void WriteFirst()
    {
        var paragraph = Next();
        if (!paragraph.IsBlank)
            lines.Paragraph(paragraph.Mark + paragraph.Text.TrimStart(' '), "paragraph", paragraph.Number, joins: paragraph.IsCentred && _wasCentred);
        _wasCentred = !paragraph.IsBlank && paragraph.IsCentred;
    }

    private void Wait(WordParagraph paragraph)
    {
        _waiting.Enqueue(paragraph);
        _filledWaiting += paragraph.IsBlank ? 0 : 1;
        _shortWaiting += IsShort(paragraph) ? 1 : 0;
    }

    private WordParagraph Next()
    {
        var paragraph = _waiting.Dequeue();
        _filledWaiting -= paragraph.IsBlank ? 0 : 1;
        _shortWaiting -= IsShort(paragraph) ? 1 : 0;
        return paragraph;
    }

    private static bool IsShort(WordParagraph paragraph) => !paragraph.IsBlank && paragraph.Length <= ShortParagraph;
}
