namespace TaskTracker.Core.Deadlines;

/// <summary>Small questions about the text at a position; all of them look at a bounded number of characters.</summary>
internal static class TextAt
{
    /// <summary>How far around a phrase the grammar looks for words that bear on it.</summary>
    public const int Reach = 60;

    public static bool Has(this string text, int at, string word) =>
        at >= 0 && at + word.Length <= text.Length && text[at] == word[0]
        && text.AsSpan(at, word.Length).SequenceEqual(word);

    /// <summary>The first of <paramref name="words"/> that stands at <paramref name="at"/>, so longer ones come first.</summary>
    public static string? FirstAt(this string text, int at, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Has(at, word))
                return word;
        }

        return null;
    }

    /// <summary>The first of <paramref name="words"/> that ends just before <paramref name="at"/>.</summary>
    public static string? FirstBefore(this string text, int at, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (at >= word.Length && text.Has(at - word.Length, word))
                return word;
        }

        return null;
    }

    public static char CharAt(this string text, int at) => at >= 0 && at < text.Length ? text[at] : '\0';

    public static bool IsClauseEnd(this string text, int at) => text.CharAt(at) switch
    {
        '\0' or ',' or ';' or '。' or '!' or '?' or '、' => true,
        '.' => !char.IsAsciiDigit(text.CharAt(at - 1)) || !char.IsAsciiDigit(text.CharAt(at + 1)),
        _ => false,
    };

    /// <summary>The rest of the clause from <paramref name="at"/>, cut at <see cref="Reach"/>.</summary>
    public static ReadOnlySpan<char> RestOfClause(this string text, int at)
    {
        at = Math.Min(at, text.Length);
        var end = at;
        while (end - at < Reach && !text.IsClauseEnd(end))
            end++;

        return text.AsSpan(at, end - at);
    }

    /// <summary>Where the clause before <paramref name="at"/> begins, at most <see cref="Reach"/> characters back.</summary>
    public static int ClauseStart(this string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < Reach && !text.IsClauseEnd(start - 1))
            start--;

        return start;
    }
}
