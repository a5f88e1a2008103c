using System.Buffers;
using System.Text;
using TaskTracker.Core.Documents;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// Collects the lines of a text with the places that they come from, and refuses what grows over the limits. Paragraphs are divided by
/// a blank line, the rows of a table follow one another, as gazettes print them.
/// </summary>
internal sealed class LineWriter(ReadingLimits limits, CancellationToken cancellation)
{
    public const int MostColumns = 1_000;

    private static readonly char[] DivisionList = ['\t', '\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];
    private static readonly SearchValues<char> Divisions = SearchValues.Create(DivisionList);

    private readonly StringBuilder _text = new();
    private readonly List<LineOrigin> _origins = [];
    private readonly List<(int Start, int End)> _unread = [];
    private int? _unreadStart;
    private readonly List<string> _skipped = [];
    private readonly List<(int Line, int Page)> _pictures = [];
    private int _lines;
    private bool _needsBlank;
    private bool _isInTable;

    public IReadOnlyList<LineOrigin> Origins => _origins;

    /// <summary>Lines, first and last, that print a table which the reader could not tell into rows.</summary>
    public IReadOnlyList<(int Start, int End)> Unread => _unread;

    /// <summary>What follows, until <see cref="EndUnread"/>, is such a table.</summary>
    public void BeginUnread() => _unreadStart = _lines + 1;

    public void EndUnread()
    {
        if (_unreadStart is { } start && start <= _lines)
            _unread.Add((start, _lines));

        _unreadStart = null;
    }

    /// <summary>Names of the parts that were left out because they are hidden.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Lines before which a page stands that is a picture and holds no text, with its number.</summary>
    public IReadOnlyList<(int Line, int Page)> Pictures => _pictures;

    /// <summary>A page here is a picture and holds no text.</summary>
    public void PictureInsteadOfText(int page) => _pictures.Add((_lines + 1, page));

    public override string ToString() => _text.ToString();

    /// <param name="text">What it says; line ends in it begin further lines of the same place, tabs become spaces.</param>
    /// <param name="part">What is counted where it stands, e.g. <c>paragraph</c>.</param>
    /// <param name="number">Its number there, 1-based.</param>
    /// <param name="joins">True if it goes on the block of the line before, as the lines of a title do.</param>
    public void Paragraph(string text, string part, int number, bool joins = false)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;

        if (_needsBlank && (_isInTable || !joins))
            Append("");

        foreach (var line in text.Split('\n'))
            if (!string.IsNullOrWhiteSpace(line))
                Append(Flat(line), part, number);

        (_needsBlank, _isInTable) = (true, false);
    }

    /// <summary>One row of a table, its cells divided by tabs; nothing if all of them are empty.</summary>
    public void Row(IReadOnlyList<string> cells, string part, int number)
    {
        CheckColumns(cells.Count);
        if (cells.All(string.IsNullOrWhiteSpace))
            return;

        if (_needsBlank && !_isInTable)
            Append("");

        Append(string.Join('\t', cells.Select(cell => Flat(cell).Trim())), part, number);
        (_needsBlank, _isInTable) = (true, true);
    }

    /// <summary>A line exactly as it is, also an empty one.</summary>
    public void Line(string text, string part, int number) => Append(text, part, number);

    /// <summary>What follows, until <see cref="EndExact"/>, is written with <see cref="Line"/> alone.</summary>
    public void BeginExact()
    {
        if (_needsBlank)
            Append("");
    }

    public void EndExact() => (_needsBlank, _isInTable) = (true, false);

    /// <summary>Leaves out a part that is hidden.</summary>
    public void Skip(string part) => _skipped.Add(part);

    /// <summary>The next row begins another table.</summary>
    public void EndTable() => _isInTable = false;

    public static void CheckColumns(int count)
    {
        if (count > MostColumns)
            throw UnreadableException.TooLarge($"A table has more than {MostColumns:N0} columns.");
    }

    private void Append(string line, string? part = null, int number = 0)
    {
        cancellation.ThrowIfCancellationRequested();
        if (line.Length > limits.MaxLineLength)
            throw UnreadableException.TooLarge($"A line would have {line.Length:N0} characters; at most {limits.MaxLineLength:N0} are read.");

        if (_text.Length + line.Length > limits.MaxBytes)
            throw UnreadableException.TooLarge($"The text of the file is longer than {limits.MaxBytes:N0} characters.");

        _text.Append(line).Append('\n');
        _lines++;
        if (part is null)
            return;

        if (_origins.Count > 0 && _origins[^1] is var last && last.Part == part && last.LineEnd == _lines - 1
            && last.First + (_lines - last.LineStart) == number)
            _origins[^1] = last with { LineEnd = _lines };
        else
            _origins.Add(new LineOrigin(_lines, _lines, part, number));
    }

    private static string Flat(string text) => text.AsSpan().ContainsAny(Divisions)
        ? string.Join(' ', text.Split(DivisionList, StringSplitOptions.RemoveEmptyEntries))
        : text;
}
