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

    private static readonly string[] People = ["领导", "责任人", "负责人", "联系人", "联络员", "同志"];
    private static readonly string[] Bodies = ["单位", "部门", "主体", "机构", "委办局", "街道", "街镇", "科室", "方"];
    private static readonly string[] PartnerWords = ["协办", "配合", "参与", "协助", "协同", "支持", "参加", "协作"];
    private static readonly string[] LeadWords = ["牵头", "主责", "主办", "主体责任", "主要责任", "第一责任"];
    private static readonly string[] ResponsibleWords = ["责任", "落实", "实施", "执行", "承办", "负责", "承担"];

    /// <returns>Null if the label is not one of units: a leader's, a deadline's (实施期限), anything else.</returns>
    public static UnitRole? OfLabel(string label)
    {
        var folded = UnitText.Fold(label);
        var isOfUnits = folded.Length <= LongestLabel
            && !ContainsAny(folded, People)
            && (Bodies.Any(word => folded.EndsWith(word, StringComparison.Ordinal)) || IsBareRole(folded));
        if (!isOfUnits)
            return null;

        return ContainsAny(folded, LeadWords) ? UnitRole.Lead
            : ContainsAny(folded, PartnerWords) ? UnitRole.Partner
            : ContainsAny(folded, ResponsibleWords) ? UnitRole.Responsible
            : null;
    }

    private static bool IsBareRole(string label) =>
        LeadWords.Contains(label) || PartnerWords.Contains(label) || ResponsibleWords.Contains(label);

    private static bool ContainsAny(string text, string[] words) =>
        Array.Exists(words, word => text.Contains(word, StringComparison.Ordinal));
}
