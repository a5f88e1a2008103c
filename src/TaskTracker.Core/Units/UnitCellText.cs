using System.Text;

namespace TaskTracker.Core.Units;

/// <summary>A run of text between two separators: one name, or several that only white space or nothing keeps apart.</summary>
internal sealed record UnitCellSegment
{
    /// <summary>Width folded, white space dropped.</summary>
    public required string Text { get; init; }

    /// <summary>The same characters as printed.</summary>
    public required string Printed { get; init; }

    /// <summary>Positions in <see cref="Text"/> where white space, a line end or a tag stood.</summary>
    public required IReadOnlySet<int> Breaks { get; init; }

    /// <summary>For each bracket that follows a name: where it opens → the position after it closes.</summary>
    public required IReadOnlyDictionary<int, int> Brackets { get; init; }

    /// <summary>True if the text stood in brackets without a name before them.</summary>
    public required bool InBrackets { get; init; }

    /// <summary>True if a colon followed: the text is a label, not a name.</summary>
    public required bool BeforeColon { get; init; }
}

/// <summary>Cuts a cell at everything that surely separates names, and notes what may.</summary>
internal sealed class UnitCellText
{
    private const int LongestBracket = 40;
    private const int LongestTag = 80;

    private readonly string cell;
    private readonly int[] closing;
    private readonly List<UnitCellSegment> segments = [];
    private readonly StringBuilder text = new();
    private readonly StringBuilder printed = new();
    private HashSet<int> breaks = [];
    private Dictionary<int, int> brackets = [];
    private bool breakPending;
    private int bracketedUntil = -1;

    private UnitCellText(string cell)
    {
        this.cell = cell;
        closing = ClosingBrackets(cell);
    }

    public static List<UnitCellSegment> Segments(string cell)
    {
        var reader = new UnitCellText(cell);
        reader.Read();
        return reader.segments;
    }

    private void Read()
    {
        for (var at = 0; at < cell.Length; at++)
        {
            var character = UnitText.Fold(cell[at]);

            if (EndOfTag(at) is > 0 and var tagEnd)
                (breakPending, at) = (true, tagEnd);
            else if (EndOfNumber(at) is > 0 and var numberEnd)
                at = numberEnd;
            else if (IsSoftBreak(cell[at], character))
                breakPending = true;
            else if (IsSeparator(character) && !IsListOfSorts(at))
                Close(beforeColon: character == ':');
            else if (character == '(')
                at = OpenBracket(at);
            else if (character == ')')
                Close();
            else
                Append(at);

            if (at >= bracketedUntil)
                bracketedUntil = -1;
        }

        Close();
    }

    private void Append(int at)
    {
        if (breakPending && text.Length > 0)
            breaks.Add(text.Length);
        breakPending = false;
        text.Append(UnitText.Fold(cell[at]));
        printed.Append(cell[at]);
    }

    /// <summary>A bracket after a name is kept with it; one that nothing precedes, or too long for a name, is cut like the rest.</summary>
    private int OpenBracket(int at)
    {
        var end = closing[at];
        if (text.Length == 0 || end < 0 || end - at > LongestBracket)
        {
            Close();
            bracketedUntil = Math.Max(bracketedUntil, end);
            return at;
        }

        var open = text.Length;
        for (var inside = at; inside <= end; inside++)
        {
            if (!UnitText.IsSpace(cell[inside]))
                Append(inside);
        }

        brackets.Add(open, text.Length);
        return end;
    }

    private void Close(bool beforeColon = false)
    {
        if (text.Length > 0)
        {
            segments.Add(new UnitCellSegment
            {
                Text = text.ToString(),
                Printed = printed.ToString(),
                Breaks = breaks,
                Brackets = brackets,
                InBrackets = bracketedUntil >= 0,
                BeforeColon = beforeColon,
            });
            (breaks, brackets) = ([], []);
            text.Clear();
            printed.Clear();
        }

        breakPending = false;
    }

    private static bool IsSeparator(char character) => character is '、' or ',' or ';' or '。' or '.' or '/' or '\\' or ':' or '｡' or '､';

    private static bool IsSoftBreak(char printedCharacter, char character) =>
        UnitText.IsSpace(printedCharacter) || character is '-' or '—' or '–' or '―' or '─' or '~' or '*' or '#' or '|' or '_' or '`';

    /// <summary>委、办、局 is one word for the departments of a government.</summary>
    private bool IsListOfSorts(int at) =>
        cell[at] == '、' && (StandsAt(at - 1, "委、办、局") || StandsAt(at - 3, "委、办、局"));

    private bool StandsAt(int start, string words) =>
        start >= 0 && start + words.Length <= cell.Length && cell.AsSpan(start, words.Length).SequenceEqual(words);

    private int EndOfTag(int at)
    {
        if (cell[at] == '<')
        {
            var end = cell.AsSpan(at, Math.Min(LongestTag, cell.Length - at)).IndexOf('>');
            return end > 1 ? at + end : 0;
        }

        return StandsAt(at, "&nbsp;") ? at + 5 : 0;
    }

    /// <summary>The last character of a number (2. 3） ④) that begins a piece of the cell.</summary>
    private int EndOfNumber(int at)
    {
        if (text.Length > 0 && !breakPending)
            return 0;

        if (cell[at] is >= '①' and <= '⑳')
            return at > 0 ? at : 0;

        var end = at;
        while (end < cell.Length && end - at < 3 && char.IsAsciiDigit(UnitText.Fold(cell[end])))
            end++;
        return end > at && end < cell.Length && UnitText.Fold(cell[end]) is '.' or ')' ? end : 0;
    }

    /// <summary>For each opening bracket the position of its closing one, -1 for everything else.</summary>
    private static int[] ClosingBrackets(string cell)
    {
        var closing = new int[cell.Length];
        Array.Fill(closing, -1);
        var open = new Stack<int>();
        for (var at = 0; at < cell.Length; at++)
        {
            var character = UnitText.Fold(cell[at]);
            if (character == '(')
                open.Push(at);
            else if (character == ')' && open.TryPop(out var start))
                closing[start] = at;
        }

        return closing;
    }
}
