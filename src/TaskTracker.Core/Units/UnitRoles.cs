namespace TaskTracker.Core.Units;

/// <summary>What a label or verb says of the units beside it.</summary>
public enum UnitRole
{
    /// <summary>牵头, 主责, 主办, 主体责任, 主要责任.</summary>
    Lead,

    /// <summary>责任, 负责落实: leads where nobody else does, else helps.</summary>
    Responsible,

    /// <summary>协办, 配合, 参与, 协助.</summary>
    Partner,
}

/// <summary>Reads the role from a label or column header (牵头部门, 主要责任单位, 区级处置主责部门).</summary>
public static class UnitRoles
{
    private const int LongestLabel = 16;

    private static readonly string[] People = ["领导", "责任人", "负责人", "联系人", "联络员", "同志", "区长"];
    private static readonly string[] Bodies = ["单位", "部门", "主体", "机构", "委办局", "街道", "街镇", "科室"];
    private static readonly string[] PartnerWords = ["协办", "配合", "参与", "协助", "协同", "支持", "参加", "协作"];
    private static readonly string[] LeadWords = ["牵头", "主责", "主办", "主体责任", "主要责任", "第一责任", "首要责任", "主管"];
    private static readonly string[] ResponsibleWords = ["责任", "落实", "实施", "执行", "承办", "负责", "承担"];

    /// <returns>Null if the label is not one of units: a leader's, a deadline's (实施期限), anything else.</returns>
    public static UnitRole? OfLabel(string label)
    {
        var folded = UnitText.Fold(label);
        var isOfUnits = folded.Length <= LongestLabel && !ContainsAny(folded, People) && (EndsInBodies(folded) || IsBareRole(folded));
        return isOfUnits ? In(folded) : null;
    }

    /// <summary>The role that words speak of, whatever they speak of it.</summary>
    internal static UnitRole? In(string words) =>
        ContainsAny(words, LeadWords) ? UnitRole.Lead
        : ContainsAny(words, PartnerWords) ? UnitRole.Partner
        : ContainsAny(words, ResponsibleWords) ? UnitRole.Responsible
        : null;

    /// <summary>牵头单位, 协办部门: the words end in what stands for units.</summary>
    internal static bool EndsInBodies(string words) =>
        words.EndsWith('方') || Array.Exists(Bodies, body => words.EndsWith(body, StringComparison.Ordinal));

    /// <summary>区级牵头单位名称: the words speak of units somewhere; 方 alone does not (实施方案).</summary>
    internal static bool NamesBodies(string words) => ContainsAny(words, Bodies);

    /// <summary>牵头领导, 责任人: the words end in what stands for a person.</summary>
    internal static bool EndsInPerson(string words) => Array.Exists(People, person => words.EndsWith(person, StringComparison.Ordinal));

    private static bool IsBareRole(string label) =>
        LeadWords.Contains(label) || PartnerWords.Contains(label) || ResponsibleWords.Contains(label);

    private static bool ContainsAny(string text, string[] words) =>
        Array.Exists(words, word => text.Contains(word, StringComparison.Ordinal));
}
