using System.Text;

namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>A printed line inside a cell of a table that was extracted one character a line.</summary>
internal readonly record struct CharacterPiece(string Text, int LineStart, int LineEnd);

/// <summary>A paragraph of such a cell.</summary>
internal sealed class CharacterParagraph
{
    public List<CharacterPiece> Pieces { get; init; } = [];

    /// <summary>True if a blank sign closes it. A page break and a cell that its words fill to the brim leave none.</summary>
    public bool IsMarked { get; init; }

    /// <summary>True if a page ends with it, so that its closing sign is lost.</summary>
    public bool EndsPage { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    /// <summary>True for a blank sign alone: an empty cell.</summary>
    public bool IsEmpty => Pieces.Count == 0;

    public string Text => string.Concat(Pieces.Select(piece => piece.Text));
}

/// <summary>
/// Puts characters together that a table turned on its side was extracted as, one a line: an empty line ends a printed
/// line, a line with nothing but a space ends a paragraph, a character behind a space begins a page, and two spaces
/// between single characters pad a name (孙  硕).
/// </summary>
internal sealed class CharacterStream
{
    private const int ShortLine = 2;
    private const int LongLine = 6;
    private const int Window = 40;

    private readonly List<CharacterParagraph> paragraphs = [];
    private readonly List<CharacterPiece> pieces = [];
    private readonly StringBuilder piece = new();
    private int pieceStart;
    private int lastLine;

    private CharacterStream()
    {
    }

    /// <summary>Every stretch of a document that prints a character a line, in paragraphs.</summary>
    public static IEnumerable<IReadOnlyList<CharacterParagraph>> Find(DocumentText document)
    {
        foreach (var (start, end) in Stretches(document.Lines))
            yield return new CharacterStream().Read(document.Source, start, end);
    }

    /// <summary>It begins where nearly all of forty lines are that short and ends before three long ones.</summary>
    public static IEnumerable<(int Start, int End)> Stretches(IReadOnlyList<TextLine> lines)
    {
        int at = 0, counted = 0, shortLines = 0;
        while (at + Window <= lines.Count)
        {
            for (; counted < at + Window; counted++)
                shortLines += IsShort(lines[counted]) ? 1 : 0;

            if (shortLines < Window - 2 || !IsShort(lines[at]))
            {
                shortLines -= IsShort(lines[at]) ? 1 : 0;
                at++;
                continue;
            }

            var start = lines[at].Number;
            var longLines = 0;
            for (; at < lines.Count && longLines < 3; at++)
                longLines = lines[at].Text.Length >= LongLine ? longLines + 1 : 0;

            yield return (start, lines[at - longLines - 1].Number);
            counted = at;
            shortLines = 0;
        }
    }

    private static bool IsShort(TextLine line) => !line.IsRow && line.Text.Length <= ShortLine;

    private List<CharacterParagraph> Read(SourceText source, int start, int end)
    {
        var last = Math.Min(end + 3, source.LineCount);
        for (var number = start; number <= last; number++)
        {
            var line = source.Line(number);
            if (line.Length == 0)
                EndPiece();
            else if (line.IsWhiteSpace())
                number = ReadBlanks(source, number, last);
            else if (number <= end)
                ReadCharacters(line, number);
            else
                break;
        }

        EndParagraph(isMarked: false, endsPage: true, last);
        return paragraphs;
    }

    private void ReadCharacters(ReadOnlySpan<char> line, int number)
    {
        if (char.IsWhiteSpace(line[0]) || line[0] == '\f')
            EndParagraph(isMarked: false, endsPage: true, number - 1);

        if (piece.Length == 0)
            pieceStart = number;

        foreach (var character in line)
            if (!char.IsWhiteSpace(character))
                piece.Append(character);

        lastLine = number;
    }

    /// <summary>Reads the blank signs that follow each other directly and returns the last line of them.</summary>
    private int ReadBlanks(SourceText source, int first, int last)
    {
        var after = first;
        var blanks = 0;
        for (; after <= last && source.Line(after) is { Length: > 0 } line && line.IsWhiteSpace(); after++)
            blanks += line.Length;

        var isPadding = blanks >= 2 && after <= last && source.Line(after).Length > 0 && TakesPadding();
        for (var sign = first; sign < after && !isPadding; sign++)
            EndParagraph(isMarked: true, endsPage: false, sign);

        return after - 1;
    }

    /// <summary>True if a single character stands before the blanks, in the same printed line or as the whole of the last one.</summary>
    private bool TakesPadding()
    {
        if (piece.Length == 1)
            return true;

        if (piece.Length > 0 || pieces.Count == 0 || pieces[^1].Text.Length != 1)
            return false;

        piece.Append(pieces[^1].Text);
        pieceStart = pieces[^1].LineStart;
        pieces.RemoveAt(pieces.Count - 1);
        return true;
    }

    private void EndPiece()
    {
        if (piece.Length == 0)
            return;

        pieces.Add(new CharacterPiece(piece.ToString(), pieceStart, lastLine));
        piece.Clear();
    }

    private void EndParagraph(bool isMarked, bool endsPage, int line)
    {
        EndPiece();
        if (pieces.Count == 0 && !isMarked)
            return;

        paragraphs.Add(new CharacterParagraph
        {
            Pieces = [.. pieces],
            IsMarked = isMarked,
            EndsPage = endsPage,
            LineStart = pieces.Count > 0 ? pieces[0].LineStart : line,
            LineEnd = pieces.Count > 0 ? pieces[^1].LineEnd : line,
        });
        pieces.Clear();
    }
}
