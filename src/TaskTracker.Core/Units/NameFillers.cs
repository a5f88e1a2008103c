namespace TaskTracker.Core.Units;

/// <summary>Words between names that are no part of one: 和, 及, 以及, 会同, 等, 等部门.</summary>
internal static class NameFillers
{
    private static readonly string[] Conjunctions = ["以及", "及", "和", "与", "会同"];

    private static readonly string[] Sorts = ["部门", "单位", "委办局", "机构", "街镇"];

    private static readonly string[] AfterEtCetera =
        ["相关", "有关", "各", "其他", "其它", "全区", "以及", "及", "和", "与", "区", "市", "本区", "属地"];

    /// <returns>The position after the filler that stands there; 0 if none does.</returns>
    public static int EndAt(string text, int at, Func<int, bool> isBreak)
    {
        var rest = text.AsSpan(at);
        if (rest[0] == '等')
            return EndOfEtCetera(text, at, isBreak);

        foreach (var word in Conjunctions)
        {
            if (rest.StartsWith(word) && rest.Length > word.Length)
                return at + word.Length;
        }

        return 0;
    }

    /// <summary>等 alone, and 等部门, 等8个部门: but 等 before other words is part of them (高等学校).</summary>
    private static int EndOfEtCetera(string text, int at, Func<int, bool> isBreak)
    {
        var end = at + 1;
        if (IsOver(text, end, isBreak) || StartsWithAny(text.AsSpan(end), AfterEtCetera) > 0)
            return end;

        while (end < text.Length && (char.IsAsciiDigit(text[end]) || "一二三四五六七八九十多几个家".Contains(text[end])))
            end++;
        end += StartsWithAny(text.AsSpan(end), Sorts);
        return IsOver(text, end, isBreak) || StartsWithAny(text.AsSpan(end), AfterEtCetera) > 0 ? end : 0;
    }

    private static bool IsOver(string text, int at, Func<int, bool> isBreak) => at >= text.Length || isBreak(at) || text[at] == '(';

    private static int StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word))
                return word.Length;
        }

        return 0;
    }
}
