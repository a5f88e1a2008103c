using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>
/// Walks along the names of units that a text begins with: one, or several joined by 、 or 和. A name is a registered
/// one, or ends as units do right before the verb of a duty.
/// </summary>
internal sealed class UnitNames(string text, UnitDirectory? directory)
{
    private const int LongestName = 30;
    private const int LongestBracket = 40;
    private const int MostNames = 40;
    private const int MostLonger = 10;

    private static readonly string[] DutyWords =
    [
        "负责", "主要", "承担", "牵头", "会同", "配合", "协助", "协同", "联合", "做好", "加强", "组织", "制定", "研究", "建立", "完善", "开展",
        "落实", "依据", "依法", "依托", "根据", "按照", "要", "应", "对", "将", "从", "为", "在", "进一步", "统筹", "指导", "督促", "积极", "定期",
        "具体", "作为", "是", "履行", "以", "与", "通过", "参与", "审核", "提供", "推进", "推动", "加大", "严格", "分别", "充分", "认真", "切实", "结合",
        "针对", "全面", "及时", "继续", "协调", "监督", "引导", "利用", "保障", "支持", "重点", "强化", "可", "须", "需", "不得", "接到", "确保",
        "工作职责", "职责", "委托", "指定", "深入", "管理", "收集", "发布", "编制", "保证",
    ];

    private static readonly string[] StrongEndings =
        ["局", "街道", "办事处", "委员会", "办公室", "支队", "总队", "管委会", "镇", "乡", "指挥部", "政府", "领导小组", "中心"];

    /// <summary>No name begins with these, though the words behind them may be one.</summary>
    private static readonly string[] NoBeginnings =
    [
        "在", "对", "为", "从", "由", "向", "将", "按", "以", "与", "并", "加强", "建设", "推进", "完善", "成立", "设立", "组建", "健全", "做好", "负责", "建立",
        "会同", "配合", "协助", "协同", "联合", "牵头", "组织", "协调", "督促", "指导", "开展", "落实", "依据", "根据", "制定", "统筹", "强化", "其中", "同时",
    ];

    /// <summary>What follows the name of a body when a person, a paper or an address is meant.</summary>
    private static readonly string[] NoDutyAfter =
        ["的", "主任", "局长", "书记", "领导", "负责人", "负责同志", "关于", "印发", "文件", "通知", "联系", "联络", "电话", "地址", "、", "，", "。", "；", "）", ")", "》", "”"];

    private static readonly string[] Joints = ["、", "和", "及", "与", "以及"];

    /// <summary>How many of the names found are registered, or collective names by their pattern.</summary>
    public int Known { get; private set; }

    /// <summary>How many of them are single units: registered ones, or without a registry names that are not collective.</summary>
    public int Units { get; private set; }

    /// <summary>Where the names end that begin at <paramref name="start"/>; there if none does.</summary>
    public int EndFrom(int start)
    {
        var end = start;
        var at = start;
        for (var count = 0; count < MostNames; count++)
        {
            var next = NameEnd(at);
            if (next == at)
                break;

            if (directory is null)
                Units += UnitShape.IsOpenGroup(text[at..next]) ? 0 : 1;
            else if (directory.Find(text[at..next]) is { } match)
            {
                Known++;
                Units += match.Unit is null ? 0 : 1;
            }

            end = AfterBracket(next);
            if (AfterOthers(end) is var others && others > end)
                return others;

            if (JointAt(end) is not { } joint)
                break;

            at = end + joint;
        }

        return end;
    }

    /// <summary>True if a duty may follow here: a verb, or anything that makes no person or paper of the name before.</summary>
    public bool IsDutyAt(int at, bool orAnything)
    {
        if (at >= text.Length || StartsWithAny(at, NoDutyAfter))
            return false;

        return WordAt(at, DutyWords) is { } word ? !text.AsSpan(at + word.Length).StartsWith("的", StringComparison.Ordinal) : orAnything;
    }

    /// <summary>The registered name, unless it is only the beginning of a longer one (区政府 of 区政府督查室).</summary>
    private int NameEnd(int start)
    {
        var registered = RegisteredEnd(start);
        if (registered > start && IsNameEnd(registered))
            return registered;

        var shaped = ShapedEnd(start);
        var isLonger = registered == start || (shaped - registered is > 0 and <= MostLonger && !text.AsSpan(start, shaped - start).Contains('的'));
        return isLonger ? shaped : registered;
    }

    /// <summary>The longest registered name.</summary>
    public int RegisteredEnd(int start)
    {
        var end = start;
        if (directory is null)
            return end;

        var node = 0;
        for (var at = start; at < text.Length && directory.Names.Step(ref node, UnitText.Fold(text[at])); at++)
            if (directory.Names.EndsName(node))
                end = at + 1;

        return end;
    }

    private bool IsNameEnd(int at) =>
        at == text.Length || text[at] is '：' or ':' or '（' or '(' or '等' || JointAt(at) is not null || StartsWithAny(at, DutyWords)
        || char.IsAsciiDigit(text[at]);

    private int ShapedEnd(int start)
    {
        var limit = Math.Min(text.Length, start + LongestName);
        for (var at = start; at < limit && (char.IsLetterOrDigit(text[at]) || text[at] is '、'); at++)
        {
            var end = at + 1;
            var isList = text[at] == '、';
            if (isList && !text.AsSpan(start, end - start).EndsWith("委、") && !text.AsSpan(start, end - start).EndsWith("办、"))
                break;

            if (!isList && end - start >= 2 && IsShapedName(start, end) && IsNameEnd(end))
                return end;
        }

        return start;
    }

    private bool IsShapedName(int start, int end)
    {
        var name = text.AsSpan(start, end - start);
        var isStrong = EndsStrongly(name);
        if (!isStrong && !UnitShape.EndsLikeUnit(name) && !name.EndsWith("组织", StringComparison.Ordinal) && !name.EndsWith("力量", StringComparison.Ordinal))
            return false;

        return WordAt(start, NoBeginnings) is null && (isStrong || UnitShape.IsOpenGroup(name.ToString()) || UnitShape.BeginsLikeUnit(name) || BeginsWithPlace(name));
    }

    /// <summary>东城区…, 通州区…, 平谷镇…: the name of a district or town before the name of its body.</summary>
    private bool BeginsWithPlace(ReadOnlySpan<char> name) =>
        (directory is not null && name.StartsWith(directory.District.Name, StringComparison.Ordinal))
        || (name.Length >= 5 && name[1..4].IndexOfAny('区', '县', '市') >= 0 && name[^1] is not ('行' or '会' or '站' or '室' or '协' or '联'));

    private static bool EndsStrongly(ReadOnlySpan<char> name)
    {
        foreach (var ending in StrongEndings)
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
                return true;

        return false;
    }

    /// <summary>Behind a bracket that closes the name: a second name, or a short one （以下简称区社会办）.</summary>
    private int AfterBracket(int at)
    {
        if (at >= text.Length || text[at] is not ('（' or '('))
            return at;

        var close = text.AsSpan(at, Math.Min(LongestBracket, text.Length - at)).IndexOfAny('）', ')');
        return close > 0 ? at + close + 1 : at;
    }

    /// <summary>Behind 等, and behind the sort of bodies that may follow it (等相关部门).</summary>
    private int AfterOthers(int at)
    {
        if (at >= text.Length || text[at] != '等')
            return at;

        foreach (var others in (ReadOnlySpan<string>)["各相关部门", "各有关部门", "相关部门", "有关部门", "相关单位", "有关单位", "部门", "单位"])
            if (text.AsSpan(at + 1).StartsWith(others, StringComparison.Ordinal))
                return at + 1 + others.Length;

        return at + 1;
    }

    private int? JointAt(int at)
    {
        foreach (var joint in Joints)
            if (text.AsSpan(Math.Min(at, text.Length)).StartsWith(joint, StringComparison.Ordinal)
                && at + joint.Length is var next && next < text.Length
                && (RegisteredEnd(next) > next || UnitShape.BeginsLikeUnit(text.AsSpan(next))
                    || (ShapedEnd(next) is var shaped && shaped > next && UnitShape.IsOpenGroup(text[next..shaped]))))
                return joint.Length;

        return null;
    }

    private bool StartsWithAny(int at, string[] words) => WordAt(at, words) is not null;

    private string? WordAt(int at, string[] words)
    {
        var rest = text.AsSpan(Math.Min(at, text.Length));
        foreach (var word in words)
            if (rest.StartsWith(word, StringComparison.Ordinal))
                return word;

        return null;
    }
}
