namespace TaskTracker.Core.Documents;

/// <summary>One line of a document that is not blank.</summary>
/// <param name="Number">1-based in the file.</param>
/// <param name="Text">Without marks and white space around it; a row of a table is kept as it is.</param>
/// <param name="IsRow">True if it holds tabs: a row of a table.</param>
/// <param name="IsMarkedHeading">True if the source marks it as a heading (#).</param>
public readonly record struct TextLine(int Number, string Text, bool IsRow, bool IsMarkedHeading);

/// <summary>The lines of one document of a gazette, and what its head says.</summary>
public sealed class DocumentText
{
    private const int WrapTolerance = 4;

    internal DocumentText(DocumentHead head, IReadOnlyList<TextLine> lines, SourceText source)
    {
        Head = head;
        Source = source;
        Lines = lines;
        WrapWidth = WrapWidthOf(lines);
    }

    public DocumentHead Head { get; }

    /// <summary>The whole file: where cells are told apart by blank lines, those count too.</summary>
    public SourceText Source { get; }

    /// <summary>The lines that are not blank, in order.</summary>
    public IReadOnlyList<TextLine> Lines { get; }

    /// <summary>Where the source breaks every line at one width: that width in characters; otherwise null.</summary>
    public int? WrapWidth { get; }

    /// <summary>True if the line is as long as lines get here, so that its sentence may go on in the next one.</summary>
    public bool IsFull(TextLine line) => WrapWidth is { } width && WidthOf(line.Text) >= width - WrapTolerance;

    /// <summary>A source is broken by width if hardly any of its many lines are longer than a printed line is wide.</summary>
    private static int? WrapWidthOf(IReadOnlyList<TextLine> lines)
    {
        var widths = lines.Where(line => !line.IsRow).Select(line => WidthOf(line.Text)).Order().ToList();
        if (widths.Count < 12)
            return null;

        var wide = widths[widths.Count * 95 / 100];
        return wide is >= 20 and <= 60 && widths.Count(width => width >= wide - WrapTolerance) * 5 >= widths.Count ? wide : null;
    }

    /// <summary>In widths of a Chinese character: letters and figures are half as wide.</summary>
    private static int WidthOf(string text)
    {
        var halves = 0;
        foreach (var character in text)
            halves += character < 0x100 ? 1 : 2;

        return halves / 2;
    }
}

/// <summary>What the head of a document says of it.</summary>
public sealed record DocumentHead
{
    /// <summary>文号, e.g. 西政发〔2018〕6号.</summary>
    public string? Number { get; init; }

    public required string Title { get; init; }

    public string? Issuer { get; init; }

    public DateOnly? SignedOn { get; init; }

    /// <summary><c>public</c>, <c>on_request</c>, <c>not_public</c>, or null.</summary>
    public string? Publicity { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
