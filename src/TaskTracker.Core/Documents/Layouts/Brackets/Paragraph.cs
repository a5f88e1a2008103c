namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>What a paragraph is for the list around it.</summary>
internal enum ParagraphKind
{
    Body,

    /// <summary>A numbered line that is no sentence.</summary>
    Heading,

    /// <summary>The title of a list or an annex.</summary>
    Title,

    /// <summary>A signature, a date, a row of a table: no measure goes on over it.</summary>
    Break,
}

/// <summary>Lines put together again that were one paragraph before they were broken by width or by a page.</summary>
internal sealed class Paragraph
{
    private readonly List<(int Start, int Line)> starts = [];
    private readonly System.Text.StringBuilder text = new();
    private string? joined;

    public ParagraphKind Kind { get; set; }

    public string Text => joined ??= text.ToString();

    public int LineStart => starts[0].Line;

    public int LineEnd => starts[^1].Line;

    /// <summary>True if it is one line that the source marks as a heading.</summary>
    public bool IsMarked { get; set; }

    public void Add(TextLine line)
    {
        starts.Add((text.Length, line.Number));
        text.Append(line.Text);
        joined = null;
    }

    /// <summary>The line of the source that a character stands in.</summary>
    public int LineAt(int index)
    {
        var found = starts.BinarySearch((index, int.MaxValue));
        return starts[Math.Max(0, (found < 0 ? ~found : found) - 1)].Line;
    }
}
