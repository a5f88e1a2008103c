using System.Buffers;

namespace TaskTracker.Core.Documents.Targets;

/// <summary>Words around a number that tell a target from a number that only describes.</summary>
internal static class TargetWords
{
    private const int FarthestAtLeast = 8;

    private static readonly SearchValues<char> Particles = SearchValues.Create("的与比为对在");

    /// <summary>Acts that make or do as many as the number says.</summary>
    private static readonly string[] Acts =
    [
        "完成", "新建", "新增", "增设", "加装", "建设", "建成", "共建", "补建", "改建", "扩建", "改造", "改善", "修缮", "翻建", "维护", "检修", "整治",
        "安装", "更换", "更新", "配备", "配发", "购置", "设立", "设置", "培训", "培育", "培养", "招录", "招聘", "引进", "开展", "举办", "组织",
        "召开", "打造", "创建", "实施", "启动", "竣工", "淘汰", "报废", "转出", "退出", "关停", "削减", "减排", "压减", "拆除", "推广", "发放", "提供",
        "慰问", "受益", "邀请", "组建", "成立", "建立", "抽检", "抽查", "种植", "栽植", "造林", "推动", "帮扶", "资助", "救助", "改扩建", "新设", "增加",
        "审核加装", "听取", "布设", "施划", "腾退", "签约", "选定",
    ];

    private static readonly string[] Changes = ["下降", "降低", "减少", "削减", "压减", "减排", "增长", "提高", "提升", "增加", "上升"];

    /// <summary>The number tells what is, or what belongs to each one.</summary>
    private static readonly string[] Facts =
        ["已", "现有", "原有", "共有", "剩余", "尚有", "缺额", "目前", "去年", "上年", "发现", "每名", "每人", "每户", "每千", "每百", "每万", "每家", "每个工作", "经统计", "按照每"];

    private static readonly string[] Roundings = ["约", "近", "逾", "超", "每", "各", "第", "双", "前", "满", "余", "后", "头", "年", "月", "周", "天", "日"];

    /// <summary>The number is someone else's.</summary>
    private static readonly string[] Others = ["全市", "全国", "北京市", "市级"];

    private static readonly string[] Conditions = ["如", "若", "凡", "对于", "当"];

    private static readonly string[] LeadIns =
    [
        "其中", "同时", "力争", "确保", "实现", "争取", "计划", "预计", "继续", "进一步", "全年", "年内", "年底前", "年底", "本年度", "今年", "共", "拟", "并", "使", "将",
        "以及", "和", "及", "与", "、", "到", "在",
    ];

    /// <summary>The last act before the number that nothing but its object divides from it; null if none leads to it.</summary>
    public static string? ActIn(ReadOnlySpan<char> left)
    {
        var best = -1;
        string? act = null;
        foreach (var word in Acts)
            if (left.LastIndexOf(word, StringComparison.Ordinal) is var at and >= 0 && (at > best || (at == best && word.Length > act!.Length)))
                (best, act) = (at, word);

        if (act is null || left is [.., '的'])
            return null;

        // "与年度建设任务相比": the act is part of a name; 对, 在 or 和 open a new phrase behind it.
        var between = left[(best + act.Length)..];
        return between.Length > 30 || OpensPhrase(between) ? null : act;
    }

    /// <summary>True if a particle in the words sets what follows apart: 对, 在 or 与 begin a phrase, 的 ends one.</summary>
    public static bool OpensPhrase(ReadOnlySpan<char> words) => words.IndexOfAny(Particles) >= 0;

    /// <summary>为200名…, 对58栋…: those for whom or on whom something is done.</summary>
    public static bool IsBeneficiary(ReadOnlySpan<char> left)
    {
        var bare = left;
        foreach (var place in (string[])["辖区内", "地区", "辖区", "全区", "区内", "本区"])
            if (bare.EndsWith(place, StringComparison.Ordinal))
                bare = bare[..^place.Length];

        return bare.Length > 0 && bare[^1] is '为' or '对' && bare is not [.., '作' or '成' or '针', _];
    }

    public static bool EndsWithChange(ReadOnlySpan<char> left) => EndsWithAny(left, Changes);

    public static bool EndsWithRounding(ReadOnlySpan<char> left) => EndsWithAny(left, Roundings);

    /// <summary>达标率100%, 占比60%.</summary>
    public static bool EndsWithRate(ReadOnlySpan<char> left) => EndsWithAny(left, ["率", "比例", "比重", "占比", "覆盖面", "浓度", "总量"]);

    public static bool TellsFact(ReadOnlySpan<char> left) => ContainsAny(left, Facts) || StartsWithAny(left, Others);

    public static bool TellsCondition(ReadOnlySpan<char> left) => StartsWithAny(left, Conditions);

    /// <summary>至少完成, 至少召开 before a number: how many characters the words take up, 0 if they are not there.</summary>
    public static int AtLeastLength(ReadOnlySpan<char> left)
    {
        var at = left.LastIndexOf("至少", StringComparison.Ordinal);
        return at >= 0 && left.Length - at - 2 is >= 0 and <= FarthestAtLeast && left[(at + 2)..].IndexOfAnyInRange('0', '9') < 0 ? left.Length - at : 0;
    }

    /// <summary>A name without what leads in to it: 到2025年, 力争, 全年, 在2017年基础上.</summary>
    public static ReadOnlySpan<char> WithoutLeadIn(ReadOnlySpan<char> name)
    {
        for (var before = -1; before != name.Length;)
        {
            before = name.Length;
            foreach (var word in LeadIns)
                if (name.StartsWith(word, StringComparison.Ordinal) && !(word is "在" or "到" or "与" or "及" && !StartsWithDate(name[word.Length..])))
                    name = name[word.Length..];

            if (StartsWithDate(name))
                name = WithoutDate(name);

            // 三是…: one of several in a paragraph.
            if (name.Length > 2 && name[1] == '是' && "一二三四五六七八九十".Contains(name[0], StringComparison.Ordinal))
                name = name[2..];
        }

        return name;
    }

    /// <summary>A name without the words of will and duty before its comparison: …比例力争, …数量应.</summary>
    public static ReadOnlySpan<char> WithoutLeadOut(ReadOnlySpan<char> name)
    {
        foreach (var word in (string[])["进一步", "力争", "确保", "争取", "原则上", "一般", "总计", "合计", "共计", "累计", "应当", "应", "须", "要", "均"])
            if (name.EndsWith(word, StringComparison.Ordinal) && name.Length > word.Length)
                name = name[..^word.Length];

        return name;
    }

    public static bool StartsWithAct(ReadOnlySpan<char> text) => StartsWithAny(text, Acts);

    private static bool StartsWithDate(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= 4 && text[digits] is '年' or '月';
    }

    private static ReadOnlySpan<char> WithoutDate(ReadOnlySpan<char> text)
    {
        text = text.TrimStart("0123456789年月日");
        foreach (var word in (string[])["底前", "底", "之前", "前", "末", "起", "度"])
            if (text.StartsWith(word, StringComparison.Ordinal))
                return text[word.Length..];

        return text;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.EndsWith(word, StringComparison.Ordinal))
                return true;

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.StartsWith(word, StringComparison.Ordinal))
                return true;

        return false;
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.Contains(word, StringComparison.Ordinal))
                return true;

        return false;
    }
}
