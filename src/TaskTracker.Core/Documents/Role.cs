using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents;

/// <summary>What a label line or a column of a table says about a task.</summary>
internal enum Role
{
    /// <summary>Nothing that the reader knows.</summary>
    None,

    /// <summary>序号.</summary>
    Number,

    /// <summary>领域, 类别: a heading that spans several rows.</summary>
    Section,

    /// <summary>重点任务, 项目名称: the heading of one task.</summary>
    Task,

    /// <summary>工作措施, 具体内容: what is to be done.</summary>
    Measure,

    /// <summary>完成时限, 时间安排.</summary>
    Deadline,

    /// <summary>牵头, 主责, 主办, 主要责任: answers for the task.</summary>
    Lead,

    /// <summary>责任单位: leads, unless somebody leads above it.</summary>
    Responsible,

    /// <summary>配合, 协办, 参与: helps.</summary>
    Partner,

    /// <summary>牵头领导, 责任领导: a person.</summary>
    Leader,

    /// <summary>政策依据: why, not what.</summary>
    Basis,
}

/// <summary>Tells what words mean by their parts, so that 牵头部门, 区级牵头单位 and 牵头委办局 are one thing.</summary>
internal static class RoleVocabulary
{
    private static readonly string[] TimeWords = ["时限", "期限", "时间", "时间节点", "进度安排", "完成日期"];
    private static readonly string[] MeasureWords = ["措施", "内容", "做法", "举措", "描述"];
    private static readonly string[] TaskWords = ["任务", "项目", "事项", "目标", "工作要点"];
    private static readonly string[] MoneyWords = ["经费", "资金", "金额", "投资", "预算"];
    private static readonly string[] BasisWords = ["依据"];

    /// <summary>The meaning of the words before a colon that open a line.</summary>
    public static Role OfLabel(string words)
    {
        if (words.Length is < 2 or > 10 || !words.All(Printed.IsHan))
            return Role.None;

        if (BasisWords.Any(word => words.EndsWith(word, StringComparison.Ordinal)))
            return Role.Basis;

        if (UnitRoles.EndsInPerson(words))
            return ContainsAny(words, "牵头", "责任", "分管", "主管") ? Role.Leader : Role.None;

        if ((UnitRoles.EndsInBodies(words) || words.EndsWith("责任", StringComparison.Ordinal)) && OfBody(words) is var role and not Role.None)
            return role;

        if (words.EndsWith("时限", StringComparison.Ordinal) || words.EndsWith("期限", StringComparison.Ordinal)
            || words is "时间安排" or "时间节点" or "时间要求" or "完成时间" or "进度安排" or "实施时间" or "完成日期")
            return Role.Deadline;

        if (words is "任务名称" or "项目名称" or "事项名称" or "工作名称")
            return Role.Task;

        return words is "目标任务" or "工作任务" or "主要任务" or "重点任务" or "任务内容" or "工作目标" or "任务目标"
            || (MeasureWords.Any(word => words.EndsWith(word, StringComparison.Ordinal)) && words.Length <= 6)
            ? Role.Measure
            : Role.None;
    }

    /// <summary>The meaning of the words at the head of a column.</summary>
    public static Role OfHeader(string words)
    {
        if (words is "序号" or "编号" or "序" or "号" or "No." or "NO" or "No")
            return Role.Number;

        if (words.Length is 0 or > 24)
            return Role.None;

        if (UnitRoles.EndsInPerson(words))
            return Role.Leader;

        if (ContainsAny(words, MoneyWords))
            return Role.None;

        if (ContainsAny(words, TimeWords) && words.Length <= 8)
            return Role.Deadline;

        if (OfBody(words) is var role and not Role.None && (words.Length <= 4 || UnitRoles.NamesBodies(words) || words.Contains("责任", StringComparison.Ordinal)))
            return role;

        if (words.EndsWith("名称", StringComparison.Ordinal))
            return Role.Task;

        if (words.EndsWith("领域", StringComparison.Ordinal) || words is "类别" or "分类" or "类型" or "战略" or "专项")
            return Role.Section;

        if (ContainsAny(words, MeasureWords))
            return Role.Measure;

        return ContainsAny(words, TaskWords) ? Role.Task : Role.None;
    }

    private static Role OfBody(string words) => UnitRoles.In(words) switch
    {
        UnitRole.Lead => Role.Lead,
        UnitRole.Partner => Role.Partner,
        UnitRole.Responsible => Role.Responsible,
        _ => Role.None,
    };

    private static bool ContainsAny(string words, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            if (words.Contains(part, StringComparison.Ordinal))
                return true;

        return false;
    }
}
