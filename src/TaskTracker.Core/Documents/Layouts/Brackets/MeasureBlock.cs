namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>A numbered paragraph with what follows it up to the next number, or paragraphs without a number under one heading.</summary>
internal sealed class MeasureBlock
{
    private const int LongestHeadline = 60;

    /// <summary>The number that the first paragraph begins with.</summary>
    public PrintedNumber? Number { get; init; }

    public required IReadOnlyList<string> Section { get; init; }

    /// <summary>The open headings with their lines.</summary>
    public required IReadOnlyList<(string Text, int Line)> Headings { get; init; }

    /// <summary>Its paragraphs, each with the brackets that close measures in it.</summary>
    public List<(Paragraph Paragraph, IReadOnlyList<UnitBracket> Brackets)> Paragraphs { get; } = [];

    /// <summary>True if the paragraphs are the parts of one measure whose bracket stands behind the last of them.</summary>
    public bool IsOneMeasure { get; init; }

    public bool NamesUnits => Paragraphs.Exists(paragraph => paragraph.Brackets.Count > 0);

    /// <summary>True if it begins with a heading that units stand behind: 1.加强监管（责任单位：区财政局）.</summary>
    public bool IsHeadlineWithUnits =>
        Paragraphs[0] is { Brackets: [{ Start: <= LongestHeadline } only], Paragraph: var first }
        && only.End == first.Text.Length
        && !first.Text.AsSpan(0, only.Start).Contains('。');

    public int LineStart => Paragraphs[0].Paragraph.LineStart;
}

/// <summary>The blocks between two titles.</summary>
/// <param name="Title">Null if the list has none of its own.</param>
/// <param name="TitleLine">0 if the list has no title of its own.</param>
internal sealed record BlockList(string? Title, int TitleLine)
{
    public List<MeasureBlock> Blocks { get; } = [];
}
