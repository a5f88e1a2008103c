using System.Text;

namespace TaskTracker.Core.Deadlines;

/// <summary>
/// Printed words made uniform for reading: half width, no white space, one kind of dash, no mark-up; every
/// character remembers where it stood, so that what was found can be quoted as printed.
/// </summary>
internal sealed class FoldedText
{
    private const int LongestTag = 16;

    private readonly string printed;
    private readonly int[] origins;

    private FoldedText(string printed, string text, int[] origins)
    {
        this.printed = printed;
        Text = text;
        this.origins = origins;
    }

    public string Text { get; }

    public static FoldedText Of(string printed)
    {
        var text = new StringBuilder(printed.Length);
        var origins = new List<int>(printed.Length);

        for (var i = 0; i < printed.Length; i++)
        {
            var folded = Fold(printed[i]);
            if (folded == '<' && TagEnd(printed, i) is { } end)
            {
                // The parts of a cell are set apart by mark-up: <p>年底前</p><p>长期实施</p>.
                folded = ';';
                text.Append(folded);
                origins.Add(i);
                i = end;
            }
            else if (!IsNoise(folded))
            {
                text.Append(folded);
                origins.Add(i);
            }
        }

        return new FoldedText(printed, text.ToString(), [.. origins]);
    }

    /// <summary>The printed words that became the characters from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    public string Quote(int from, int to) =>
        from >= to ? "" : printed[origins[from]..(origins[to - 1] + 1)].Trim();

    private static int? TagEnd(string printed, int at)
    {
        var end = printed.IndexOf('>', at, Math.Min(LongestTag, printed.Length - at));
        return end > at + 1 && (printed[at + 1] == '/' || char.IsAsciiLetter(printed[at + 1])) ? end : null;
    }

    private static bool IsNoise(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c is '*' or '\u200B' or '\uFEFF' or '\u00AD';

    private static char Fold(char c) => c switch
    {
        '，' => ',',
        '；' => ';',
        '：' => ':',
        '（' or '【' or '［' => '(',
        '）' or '】' or '］' => ')',
        '–' or '—' or '―' or '‐' or '‑' or '‒' or '−' or '－' or '─' or '~' or '～' or '〜' => '-',
        '“' or '”' or '„' or '‟' or '"' or '＂' or '「' or '」' => '"',
        '○' or 'Ο' or '◯' or '零' => '〇',
        // Radicals that files made from PDF put in the place of the characters that look the same.
        '⽉' => '月',
        '⽇' => '日',
        '⼀' => '一',
        '⼆' => '二',
        '⼋' => '八',
        '⼗' => '十',
        '⻓' or '⾧' => '长',
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        _ => c,
    };
}
