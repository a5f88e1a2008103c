using System.Globalization;
using System.Text;

namespace TaskTracker.Commands.Terminal;

/// <summary>How wide text stands on a terminal: a Chinese character takes two columns, a combining mark none.</summary>
internal static class TextWidth
{
    public static int Of(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);

        return width;
    }

    /// <summary>The text in one line, cut with … if it is wider.</summary>
    public static string Cut(string text, int most)
    {
        text = OneLine(text);
        if (Of(text) <= most)
            return text;

        var (cut, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > most - Of(Ellipsis))
                break;

            cut.Append(rune);
            used += Of(rune);
        }

        return cut.Append(Ellipsis).ToString();
    }

    public static string Fill(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>Control characters out of a document must not move the cursor or colour the terminal.</summary>
    public static string OneLine(string text) =>
        text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0
            ? text
            : string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));

    private static readonly Rune Ellipsis = new('…');

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    /// <summary>East Asian Wide and Fullwidth (Unicode Standard Annex 11), in the blocks that occur; the ambiguous ones stand narrow.</summary>
    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0x33FF) or (>= 0x3400 and <= 0x4DBF)
        or (>= 0x4E00 and <= 0x9FFF) or (>= 0xA000 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
