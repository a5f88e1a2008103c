namespace TaskTracker.Core.Documents.Targets;

/// <summary>Words and signs that say on which side of a number the target lies.</summary>
internal static class Comparison
{
    public const string AtLeast = ">=";
    public const string AtMost = "<=";
    public const string Above = ">";
    public const string Below = "<";
    public const string Equal = "=";

    /// <summary>Directly before a number; longer words first, since 不超过 ends with 超过.</summary>
    private static readonly (string Words, string Sign)[] Before = [.. new (string, string)[]
    {
        ("不少于", AtLeast), ("不低于", AtLeast), ("不小于", AtLeast), ("不得少于", AtLeast), ("不得低于", AtLeast), ("至少", AtLeast),
        ("达到", AtLeast), ("达", AtLeast), ("突破", AtLeast), ("≥", AtLeast), ("≧", AtLeast), (">=", AtLeast),
        ("提高到", AtLeast), ("提高至", AtLeast), ("提升到", AtLeast), ("提升至", AtLeast), ("增加到", AtLeast), ("增加至", AtLeast),
        ("增至", AtLeast), ("升至", AtLeast), ("扩大到", AtLeast), ("扩大至", AtLeast), ("增长到", AtLeast), ("增长至", AtLeast),
        ("不超过", AtMost), ("不高于", AtMost), ("不大于", AtMost), ("不多于", AtMost), ("不得超过", AtMost), ("不得高于", AtMost),
        ("控制在", AtMost), ("控制到", AtMost), ("≤", AtMost), ("≦", AtMost), ("<=", AtMost),
        ("降到", AtMost), ("降至", AtMost), ("降低到", AtMost), ("降低至", AtMost), ("下降到", AtMost), ("下降至", AtMost),
        ("减少到", AtMost), ("减少至", AtMost), ("压减到", AtMost), ("压减至", AtMost), ("压缩到", AtMost), ("压缩至", AtMost),
        ("超过", Above), ("高于", Above), ("大于", Above), ("多于", Above), (">", Above), ("＞", Above), ("﹥", Above),
        ("低于", Below), ("小于", Below), ("少于", Below), ("<", Below), ("＜", Below), ("﹤", Below),
        ("保持在", Equal), ("稳定在", Equal), ("维持在", Equal),
    }.OrderByDescending(pair => pair.Item1.Length)];

    private static readonly (string Words, string Sign)[] After =
        [("及以上", AtLeast), ("以上", AtLeast), ("及以下", AtMost), ("以下", AtMost), ("以内", AtMost), ("之内", AtMost)];

    /// <summary>The comparison that ends the text, and how long its words are; null if it ends with none.</summary>
    public static (string Sign, int Length)? EndOf(ReadOnlySpan<char> text)
    {
        foreach (var (words, sign) in Before)
            if (text.EndsWith(words, StringComparison.Ordinal))
                return (sign, words.Length);

        return null;
    }

    /// <summary>The comparison that begins the text (a cell: ≥ 25, 达到 250); null if it begins with none.</summary>
    public static (string Sign, int Length)? StartOf(ReadOnlySpan<char> text)
    {
        foreach (var (words, sign) in Before)
            if (text.StartsWith(words, StringComparison.Ordinal))
                return (sign, words.Length);

        return null;
    }

    /// <summary>以上 or 以内 behind a number and its unit; null if something else stands there.</summary>
    public static (string Sign, int Length)? Behind(ReadOnlySpan<char> text)
    {
        foreach (var (words, sign) in After)
            if (text.StartsWith(words, StringComparison.Ordinal))
                return (sign, words.Length);

        return null;
    }
}
