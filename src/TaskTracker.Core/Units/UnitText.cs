using System.Text;

namespace TaskTracker.Core.Units;

/// <summary>Makes printed names comparable: the same name in full and half width, with a line break in it or not.</summary>
internal static class UnitText
{
    /// <summary>Width folded, white space dropped, separators at the ends trimmed.</summary>
    public static string Fold(string printed)
    {
        var folded = new StringBuilder(printed.Length);
        foreach (var character in printed)
        {
            if (!IsSpace(character))
                folded.Append(Fold(character));
        }

        return folded.ToString().Trim('、', '，', ',', ';', '。', '.', ':');
    }

    /// <summary>
    /// Full-width forms become their ASCII twins (Unicode NFKC for the characters that occur in names). Written out
    /// because string.Normalize does nothing for Chinese text when the program runs without culture data.
    /// </summary>
    public static char Fold(char character) => character switch
    {
        >= '！' and <= '～' => (char)(character - '！' + '!'),
        '〔' or '［' or '【' => '(',
        '〕' or '］' or '】' => ')',
        _ => character,
    };

    public static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is '\u200B' or '\uFEFF' or '\u00AD';
}
