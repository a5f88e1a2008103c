using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>How a paragraph lays a duty on the units that it begins with.</summary>
internal enum UnitStartKind
{
    /// <summary>区教委, 区教委工作职责, 第四条 区教委…，主要职责是：. The duties stand below.</summary>
    Heading,

    /// <summary>某街道2018年重点任务: the heading of a list of its own.</summary>
    ListHeading,

    /// <summary>区教委：做好…</summary>
    Label,

    /// <summary>区教委负责…</summary>
    Sentence,
}

/// <summary>The units that a paragraph begins with.</summary>
/// <param name="Kind">How.</param>
/// <param name="Names">As printed, joined as printed.</param>
/// <param name="TextFrom">Where the duty begins in the paragraph; its end for a heading.</param>
/// <param name="IsKnown">True if the registry, or the pattern of a collective name, knows at least one of them.</param>
/// <param name="IsUnit">True if at least one of them is a single unit; a registered one, if there is a registry.</param>
internal sealed record UnitStart(UnitStartKind Kind, string Names, int TextFrom, bool IsKnown, bool IsUnit)
{
    private const int LongestHeading = 60;
    private const int LongestLeadIn = 160;

    /// <summary>What may follow the unit in a heading; several of them may follow each other.</summary>
    private static readonly string[] HeadingWords =
    [
        "牵头", "负责", "承担", "落实", "完成", "主要", "具体", "工作", "重点", "职责", "任务", "分工", "责任", "事项", "项目", "清单", "目标", "措施",
        "实事", "重要", "拟办", "要点", "计划", "安排", "内容", "的", "台账",
    ];

    private static readonly string[] HeadingNouns = ["职责", "任务", "分工", "事项", "清单", "实事", "要点", "计划", "项目", "措施", "责任书", "台账"];

    public bool IsHeading => Kind is UnitStartKind.Heading or UnitStartKind.ListHeading;

    /// <param name="text">A paragraph without its number and without white space.</param>
    /// <param name="directory">The district's units, if known.</param>
    /// <param name="isCut">True if the text is only the beginning of a sentence.</param>
    public static UnitStart? Read(string text, UnitDirectory? directory, bool isCut = false)
    {
        if (text.Length < 2)
            return null;

        var names = new UnitNames(text.Length <= 400 ? text : text[..400], directory);
        var end = names.EndFrom(0);
        if (end == 0)
            return null;

        return OfKind(text, end, names, isCut);
    }

    private static UnitStart? OfKind(string text, int end, UnitNames names, bool isCut)
    {
        if (HeadingKind(text, end) is { } heading)
            return Of(heading, text.Length);

        if (end == text.Length)
            return null;

        if (text[end] is '：' or ':')
            return IsDuty(text, end + 1) ? Of(UnitStartKind.Label, end + 1) : null;

        if (LeadInEnd(text, end) is { } leadIn)
            return leadIn == text.Length ? Of(UnitStartKind.Heading, leadIn) : Of(UnitStartKind.Label, leadIn);

        return (isCut || Printed.EndsSentence(text)) && names.IsDutyAt(end, orAnything: names.Known > 0) ? Of(UnitStartKind.Sentence, end) : null;

        UnitStart Of(UnitStartKind kind, int from) => new(kind, WithoutShortName(text[..end]), from, names.Known > 0, names.Units > 0);
    }

    private static UnitStartKind? HeadingKind(string text, int end)
    {
        if (text.Length > LongestHeading)
            return null;

        var rest = WithoutCount(text.AsSpan(end)).TrimEnd("：:");
        while (rest.Length > 0 && EndingWord(rest) is { } word)
            rest = rest[..^word.Length];

        if (rest.Length == 0)
            return UnitStartKind.Heading;

        var isDated = PrintedDate.YearIn(text[end..]) is not null && text[end] is (>= '0' and <= '9') or '二';
        return isDated && rest.IndexOfAny("，。；：:") < 0 && EndsWithNoun(WithoutCount(text.AsSpan(end))) ? UnitStartKind.ListHeading : null;
    }

    /// <summary>主要职责是： or 履行下列职责： in the first sentence lead to the duties.</summary>
    private static int? LeadInEnd(string text, int end)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, LongestLeadIn));
        if (end >= head.Length)
            return null;

        var colon = head[end..].IndexOfAny('：', ':');
        if (colon < 0)
            return null;

        var clause = head.Slice(end, colon);
        var from = Math.Max(0, clause.Length - 8);
        var isLeadIn = clause[from..].Contains("职责", StringComparison.Ordinal) || clause[from..].Contains("义务", StringComparison.Ordinal);
        return isLeadIn ? end + colon + 1 : null;
    }

    /// <summary>A sentence follows the colon, not names, a telephone number or nothing.</summary>
    private static bool IsDuty(string text, int from) =>
        text.Length - from >= 4
        && !text.AsSpan(from).StartsWith("是指", StringComparison.Ordinal) && text[from] != '指'
        && Printed.EndsSentence(text) && text.AsSpan(from).Count('、') * 5 < text.Length - from;

    /// <summary>（以下简称…） is no second name.</summary>
    private static string WithoutShortName(string names)
    {
        var open = names.AsSpan().LastIndexOfAny('（', '(');
        return open > 0 && names[^1] is '）' or ')' && names.AsSpan(open).Contains("简称", StringComparison.Ordinal) ? names[..open] : names;
    }

    private static ReadOnlySpan<char> WithoutCount(ReadOnlySpan<char> heading)
    {
        var open = heading.LastIndexOfAny("（(");
        return open >= 0 && heading[^1] is '）' or ')' && heading[open..].ContainsAny("项件条个") ? heading[..open] : heading;
    }

    private static string? EndingWord(ReadOnlySpan<char> text)
    {
        foreach (var word in HeadingWords)
            if (text.EndsWith(word, StringComparison.Ordinal))
                return word;

        return null;
    }

    private static bool EndsWithNoun(ReadOnlySpan<char> text)
    {
        foreach (var noun in HeadingNouns)
            if (text.EndsWith(noun, StringComparison.Ordinal))
                return true;

        return false;
    }
}
