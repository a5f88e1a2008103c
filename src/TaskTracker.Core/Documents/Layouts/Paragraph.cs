using System.Text;

namespace TaskTracker.Core.Documents.Layouts;

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
    private readonly StringBuilder text = new();
    private string? joined;

    public required ParagraphKind Kind { get; init; }

    public string Text => joined ??= text.ToString();

    public int Length => text.Length;

    public bool IsOneLine => starts.Count == 1;

    public int LineStart => starts[0].Line;

    public int LineEnd => starts[^1].Line;

    /// <summary>True if it is one line that the source marks as a heading.</summary>
    public required bool IsMarked { get; init; }

    /// <summary>Brackets that are not closed at its end.</summary>
    public int OpenBrackets { get; private set; }

    /// <summary>Characters since a bracket was opened last.</summary>
    public int SinceBracket { get; private set; }

    public void Add(TextLine line)
    {
        starts.Add((text.Length, line.Number));
        text.Append(line.Text);
        joined = null;
        foreach (var character in line.Text)
        {
            SinceBracket++;
            if (character is '（' or '(')
            {
                OpenBrackets++;
                SinceBracket = 0;
            }
            else if (character is '）' or ')' && OpenBrackets > 0)
                OpenBrackets--;
        }
    }

    /// <summary>The line of the source that a character stands in.</summary>
    public int LineAt(int index)
    {
        var found = starts.BinarySearch((index, int.MaxValue));
        return starts[Math.Max(0, (found < 0 ? ~found : found) - 1)].Line;
    }
}
