using System.Buffers;

namespace TaskTracker.Core.Documents;

/// <summary>Tells the titles, signatures and remarks of official documents from their running text, by their shape.</summary>
internal static class TitleShape
{
    private const int LongestTitle = 140;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create("，。；：、,;:《》");

    private static readonly string[] Endings =
    [
        "通知", "意见", "办法", "方案", "细则", "公告", "通报", "决定", "规划", "要点", "规定", "批复", "函", "计划", "报告", "任免",
        "措施", "规则", "预案", "纲要", "清单", "安排", "目录", "通告", "章程", "制度",
    ];

    private static readonly string[] OrganisationEndings =
    [
        "人民政府", "办公室", "委员会", "局", "指挥部", "工委", "领导小组", "中心", "党组", "区委", "区政府", "总队", "支队", "法院", "检察院", "联合会", "总工会", "协会", "管理处",
    ];

    private static readonly string[] VerbsAfterIssuer = ["关于", "印发", "转发", "制定"];

    /// <summary>True for the title of a document: it names its kind at the end, and speaks of something.</summary>
    public static bool IsTitle(string squashed)
    {
        if (squashed.Length is < 6 or > LongestTitle)
            return false;

        var bare = WithoutClosingBracket(squashed).ToString();
        return Endings.Any(ending => bare.EndsWith(ending, StringComparison.Ordinal));
    }

    /// <summary>True for the name of a body that signs, printed on a line of its own.</summary>
    public static bool IsOrganisation(string squashed) =>
        squashed.Length is >= 3 and <= 30
        && squashed.AsSpan().IndexOfAny(Punctuation) < 0
        && OrganisationEndings.Any(ending => squashed.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>北京市西城区人民政府文件 over a number names the body; null for any other line.</summary>
    public static string? IssuerOfRedHead(string squashed) =>
        squashed.Length is >= 5 and <= 34 && squashed.EndsWith("文件", StringComparison.Ordinal) && IsOrganisation(squashed[..^2])
            ? squashed[..^2]
            : null;

    /// <summary>
    /// The bodies that a title begins with, several joined by 、; null if it names none. Printed with its spaces, since
    /// they stand between two bodies.
    /// </summary>
    public static string? IssuerOfTitle(string title)
    {
        var end = VerbsAfterIssuer.Select(verb => title.IndexOf(verb, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (end <= 0)
            return null;

        var bodies = new List<string>();
        var current = "";
        foreach (var range in title.AsSpan(0, end).Split(' '))
        {
            current += Printed.Squash(title.AsSpan(0, end)[range]);
            if (!IsOrganisation(current))
                continue;

            bodies.Add(current);
            current = "";
        }

        return bodies.Count > 0 && current.Length == 0 ? string.Join('、', bodies) : null;
    }

    /// <summary>公开属性 as a remark in brackets or after its label; null for any other line.</summary>
    public static string? PublicityOf(string squashed)
    {
        if (squashed.Length > 24 || !(squashed.Contains("此件", StringComparison.Ordinal) || squashed.Contains("公开属性", StringComparison.Ordinal)))
            return null;

        if (squashed.Contains("依申请公开", StringComparison.Ordinal))
            return "on_request";

        if (squashed.Contains("不予公开", StringComparison.Ordinal) || squashed.Contains("不公开", StringComparison.Ordinal))
            return "not_public";

        return squashed.Contains("公开", StringComparison.Ordinal) ? "public" : null;
    }

    /// <summary>附件, 附件2, 附表: the line that stands over an annex.</summary>
    public static bool IsAnnexMark(string squashed) =>
        squashed.Length is >= 2 and <= 8
        && (squashed.StartsWith("附件", StringComparison.Ordinal) || squashed.StartsWith("附表", StringComparison.Ordinal)
            || squashed.StartsWith("附录", StringComparison.Ordinal));

    /// <summary>
    /// True for a line that can head a list: short, no sentence, no signature, no date, no remark and no numbered heading.
    /// </summary>
    public static bool CanHeadList(string text)
    {
        var squashed = Printed.Squash(text);
        return squashed.Length is >= 4 and <= 70
            && squashed[^1] is not ('。' or '；' or '：' or '，' or '、' or '！' or ';' or ':' or ',' or '-' or '.')
            && squashed[0] is not ('（' or '(' or '-' or '—' or '·' or '注')
            && !squashed.Contains('。', StringComparison.Ordinal)
            && squashed.AsSpan().IndexOfAnyInRange('\u4E00', '\u9FFF') >= 0
            && !IsAnnexMark(squashed)
            && !squashed.StartsWith("附件", StringComparison.Ordinal)
            && !IsOrganisation(squashed)
            && PrintedDate.Of(squashed) is null
            && DocumentNumber.Of(squashed) is null
            && !PrintedNumber.TryRead(text, out _);
    }

    private static ReadOnlySpan<char> WithoutClosingBracket(string text)
    {
        var bare = text.AsSpan();
        while (bare.Length > 0 && bare[^1] is '）' or ')' && bare.LastIndexOfAny("（(") is > 0 and var open)
            bare = bare[..open];

        return bare.TrimEnd("》”\"");
    }
}
