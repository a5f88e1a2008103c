namespace TaskTracker.Core.Documents.Layouts.Wrapped;

/// <summary>A printed line of a cell, in a table whose cells were extracted one below the other.</summary>
/// <param name="Text">Without white space.</param>
/// <param name="Words">Its parts between white space.</param>
/// <param name="IsClosed">True if white space stands behind it, as it does where a paragraph ends before its column is full.</param>
/// <param name="Line">1-based in the file.</param>
internal sealed record WrappedLine(string Text, IReadOnlyList<string> Words, bool IsClosed, int Line)
{
    /// <summary>In widths of a Chinese character, the spaces around figures included.</summary>
    public int Width { get; } = (Words.Sum(word => word.Sum(Halves)) + Words.Count) / 2;

    public bool EndsSentence => Printed.EndsSentence(Text);

    /// <summary>— 12 —, - 12 -: the number of a page.</summary>
    public bool IsPageNumber => Text.Length is >= 3 and <= 8 && IsDash(Text[0]) && IsDash(Text[^1]) && Text.All(character => IsDash(character) || char.IsAsciiDigit(character));

    public bool IsNumber => Text.Length is >= 1 and <= 3 && Text.All(char.IsAsciiDigit);

    /// <summary>The lines of a document that are not blank; a line that several cells share is cut where the words tell.</summary>
    public static List<WrappedLine> Of(DocumentText document, Func<string, bool> isUnit)
    {
        var lines = new List<WrappedLine>(document.Lines.Count);
        foreach (var line in document.Lines)
        {
            if (line.IsRow)
                continue;

            var raw = document.Source.Line(line.Number);
            lines.AddRange(Cut(line, raw.Length > 0 && char.IsWhiteSpace(raw[^1]), isUnit));
        }

        return lines;
    }

    private static IEnumerable<WrappedLine> Cut(TextLine line, bool isClosed, Func<string, bool> isUnit)
    {
        var words = line.Text.Split([' ', '\u3000', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var units = words.Length;
        while (words.Length > 1 && units > 0 && words[units - 1].Length >= 3 && isUnit(words[units - 1]))
            units--;

        var areCells = words.Length > 1 && units < words.Length && (units == 0 || Printed.EndsSentence(words[units - 1]));
        if (!areCells)
        {
            yield return New(words, isClosed, line.Number);
            yield break;
        }

        if (units > 0)
            yield return New(words[..units], isClosed: true, line.Number);

        for (var at = units; at < words.Length; at++)
            yield return New([words[at]], at < words.Length - 1 || isClosed, line.Number);
    }

    private static WrappedLine New(IReadOnlyList<string> words, bool isClosed, int line) => new(string.Concat(words), words, isClosed, line);

    private static int Halves(char character) => character < 0x100 ? 1 : 2;

    private static bool IsDash(char character) => character is '—' or '-' or '–' or '－';
}
