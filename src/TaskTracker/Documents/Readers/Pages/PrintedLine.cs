using System.Text;
using System.Text.RegularExpressions;

namespace TaskTracker.Documents.Readers.Pages;

/// <summary>One printed line in pieces: what stands between wide gaps.</summary>
/// <param name="Text">The whole line, with blanks as wide as the gaps; empty for a blank line.</param>
/// <param name="Pieces">From left to right.</param>
/// <param name="Em">Width of a full character, in the unit of the pieces' places: 1 where a line is text and a place a column of it.</param>
internal sealed partial record PrintedLine(string Text, IReadOnlyList<PrintedLine.Piece> Pieces, double Em)
{
    private const int MostBlanks = 200;

    public static PrintedLine Blank { get; } = new("", [], 1);

    public bool IsBlank => Pieces.Count == 0;

    /// <param name="At">Where it begins.</param>
    /// <param name="End">Where it ends.</param>
    /// <param name="Text">What it prints.</param>
    public readonly record struct Piece(double At, double End, string Text);

    /// <summary>A line of text whose pieces are divided by several blanks.</summary>
    public static PrintedLine Of(string line) =>
        line.Length == 0 ? Blank : new(line, [.. Words.Matches(line).Select(match => new Piece(match.Index, match.Index + match.Length, match.Value))], 1);

    /// <summary>A line of pieces with places.</summary>
    /// <param name="pieces">From left to right.</param>
    /// <param name="em">Width of a full character.</param>
    /// <param name="left">Where the text of the page begins.</param>
    public static PrintedLine Of(IReadOnlyList<Piece> pieces, double em, double left)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            // A full character is two columns wide where text is shown in one width.
            var blanks = (int)Math.Clamp(Math.Round((piece.At - left) / em * 2), text.Length > 0 ? 2 : 0, MostBlanks);
            text.Append(' ', blanks).Append(piece.Text);
            left = piece.End;
        }

        return new(text.ToString(), pieces, em);
    }

    [GeneratedRegex(@"[^ ]+(?: [^ ]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Words { get; }
}
