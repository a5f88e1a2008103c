using System.Buffers;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>A bracket that closes a measure and says who does it, perhaps also by when.</summary>
/// <param name="Start">Index of the opening bracket in its paragraph.</param>
/// <param name="End">Index behind the closing bracket, and behind the full stop that follows it.</param>
/// <param name="Phrase">What stands in it.</param>
/// <param name="IsClosed">False if the closing bracket is not printed.</param>
internal sealed record UnitBracket(int Start, int End, BracketPhrase Phrase, bool IsClosed);

/// <summary>
/// Finds the brackets of a paragraph that lay the measure before them on units. A bracket in mid-sentence is a remark, and
/// bare names behind a name are its second name or explain it: only where the bracket closes the measure it counts.
/// </summary>
internal sealed class UnitBrackets(UnitDirectory? directory, CellShape shape)
{
    /// <summary>All street offices by name make a long bracket; a whole paragraph in brackets is none.</summary>
    private const int LongestBracket = 1_000;

    private static readonly SearchValues<char> WordBreaks = SearchValues.Create("、，。；：,;: 和及由");

    public IReadOnlyList<UnitBracket> In(string text)
    {
        var (pairs, unclosed) = Outermost(text);
        var found = new List<UnitBracket>();
        foreach (var (start, end) in pairs)
            if (end - start <= LongestBracket && BracketPhrase.Read(text[(start + 1)..end], directory, shape) is { } phrase && Closes(text, start, end + 1, phrase))
                found.Add(new UnitBracket(start, BehindFullStop(text, end + 1), phrase, IsClosed: true));

        if (Unclosed(text, unclosed) is { } last)
        {
            found.RemoveAll(bracket => bracket.Start > last.Start);
            found.Add(last);
        }

        return found;
    }

    /// <summary>
    /// The pairs that stand in no other pair, and the brackets that are opened and never closed. Brackets of any width
    /// close each other; a closing one that nothing opened belongs to a number: 1）.
    /// </summary>
    private static (List<(int Start, int End)> Pairs, Stack<int> Unclosed) Outermost(string text)
    {
        var pairs = new List<(int Start, int End)>();
        var open = new Stack<int>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '（' or '(')
                open.Push(at);
            else if (text[at] is '）' or ')' && open.TryPop(out var start))
            {
                while (pairs.Count > 0 && pairs[^1].Start > start)
                    pairs.RemoveAt(pairs.Count - 1);

                pairs.Add((start, at));
            }
        }

        return (pairs, open);
    }

    /// <summary>A label in a bracket that ends with the paragraph although nothing closes it: the outer one of two.</summary>
    private UnitBracket? Unclosed(string text, Stack<int> open)
    {
        UnitBracket? found = null;
        foreach (var start in open.Take(2))
            if (text.Length - start <= LongestBracket && BracketPhrase.Read(text[(start + 1)..], directory, shape) is { StatesRole: true } phrase)
                found = new UnitBracket(start, text.Length, phrase, IsClosed: false);

        return found;
    }

    private bool Closes(string text, int start, int end, BracketPhrase phrase)
    {
        var before = LastBefore(text, start);
        var after = FirstFrom(text, end);
        if (after is '：' or ':')
            return false;

        var sentenceAfter = after is '\0' or '。' or '；' or ';' or '.' or '（' or '(';
        if (before == '\0')
            return sentenceAfter;

        if (before is '。' or '；' or ';' or '！' or '？' or '!' or '?')
            return true;

        return sentenceAfter && (phrase.StatesRole || (!EndsWithName(text, start) && (phrase.Leads.Count > 1 || IsRunningText(text, start))));
    }

    private bool EndsWithName(string text, int end)
    {
        var from = Math.Max(0, end - 30);
        var before = text.AsSpan(from, end - from).TrimEnd();
        var word = before[(before.LastIndexOfAny(WordBreaks) + 1)..].ToString();
        return word.EndsWith('科') || UnitShape.EndsLikeUnit(UnitText.Fold(word)) || directory?.Find(word) is not null;
    }

    private static bool IsRunningText(string text, int end) => text.AsSpan(0, end).IndexOfAny('，', '。', ',') >= 0;

    private static char LastBefore(string text, int start)
    {
        while (start > 0 && (char.IsWhiteSpace(text[start - 1]) || text[start - 1] is '”' or '"'))
            start--;

        return start > 0 ? text[start - 1] : '\0';
    }

    private static char FirstFrom(string text, int end)
    {
        while (end < text.Length && char.IsWhiteSpace(text[end]))
            end++;

        return end < text.Length ? text[end] : '\0';
    }

    private static int BehindFullStop(string text, int end)
    {
        var at = end;
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is '。' or '；' or ';' or '.' or '，' or '、'))
            at++;

        return at;
    }
}
