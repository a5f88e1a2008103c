namespace TaskTracker.Core.Deadlines;

/// <summary>What fixed words in a deadline say.</summary>
internal enum WordMeaning
{
    /// <summary>长期, 持续, 全年.</summary>
    Ongoing,

    /// <summary>按时间节点, 适时, 待定.</summary>
    Conditional,

    /// <summary>立即, 节前: a time is meant, but no day can be told from the words.</summary>
    Vague,

    /// <summary>即日起.</summary>
    FromNow,

    /// <summary>正在前期准备.</summary>
    Preparing,

    /// <summary>已启动.</summary>
    Started,

    /// <summary>已完成.</summary>
    Completed,

    /// <summary>未启动, 未完成.</summary>
    Pending,
}

/// <summary>The fixed words.</summary>
internal static class Wording
{
    private static readonly Dictionary<char, (string Word, WordMeaning Meaning)[]> ByFirst = new (WordMeaning Meaning, string[] Words)[]
    {
        (WordMeaning.Ongoing,
            ["长期", "长年", "常年", "持续", "常态", "全年", "贯穿", "动态管理", "动态更新", "动态调整", "动态实施", "日常", "经常性", "不间断", "始终",
             "永久", "至今", "全程", "全过程", "随时", "实时", "滚动实施", "滚动推进", "稳步推进", "有序推进", "逐步推进", "不断", "定期", "继续", "一直", "逐年"]),
        (WordMeaning.Conditional,
            ["按时间", "按节点", "按时", "按期", "如期", "按序", "按需", "时间节点", "统一部署", "视情", "适时", "择机", "待定", "另行", "另定",
             "同步", "分步", "分批", "分期", "分阶段", "未定"]),
        (WordMeaning.Vague,
            ["立即", "立刻", "即刻", "马上", "尽快", "及时", "即时", "尽早", "近期", "节前", "节假日前", "汛期前", "汛前", "入汛前", "采暖季前", "采暖期前", "供暖季前",
             "供暖前", "清明节前", "清明前", "开学前", "会前", "两会前", "暑期", "暑假", "寒假", "采暖季", "供暖季", "汛期", "近日", "短期", "春季", "夏季", "秋季", "冬季", "年前"]),
        (WordMeaning.FromNow, ["即日起", "即日", "自印发之日起实施", "自发布之日起实施", "印发之日起施行", "发布之日起施行"]),
        (WordMeaning.Preparing,
            ["正在前期", "前期准备", "前期工作", "正在准备", "准备中", "筹备中", "正在筹备", "正在研究", "研究中", "正在起草", "起草中", "正在制定",
             "制定中", "正在编制", "编制中", "正在谋划"]),
        (WordMeaning.Started,
            ["已启动", "已经启动", "已开始", "已开工", "已开展", "已实施", "已推进", "正在推进", "正在实施", "正在开展", "正在进行", "正在建设",
             "正在办理", "正在落实", "推进中", "进行中", "实施中", "建设中", "办理中", "正推进"]),
        (WordMeaning.Completed,
            ["已完成", "已经完成", "已建立", "已建成", "已成立", "已设立", "已组建", "已出台", "已印发", "已发布", "已制定", "已落实", "已实现", "已办结",
             "已办理完", "已投入", "已竣工", "已完工", "已结束", "已达标", "已到位", "已上线", "已签订", "已开通", "已开业", "全部完成", "办结", "已销账"]),
        (WordMeaning.Pending, ["未启动", "未开始", "未开工", "未开展", "未实施", "未完成"]),
    }
        .SelectMany(group => group.Words.Select(word => (Word: word, group.Meaning)))
        .GroupBy(entry => entry.Word[0])
        .ToDictionary(group => group.Key, group => group.OrderByDescending(entry => entry.Word.Length).ToArray());

    private static readonly string[] ConditionHeads =
        ["按照", "依照", "遵照", "根据", "依据", "结合", "随着", "按", "视", "待", "随", "依", "与"];

    private static readonly string[] ConditionTails =
        ["节点", "要求", "部署", "安排", "计划", "进度", "进展", "情况", "规定", "需要", "需求", "实际", "通知", "合同", "批复", "标准", "方案", "确定",
         "明确", "程序", "同步", "时限", "期限", "时间", "规划", "后"];

    public static bool TryRead(string text, int at, out WordMeaning meaning, out int end)
    {
        (meaning, end) = (default, at);
        if (ByFirst.TryGetValue(text[at], out var words))
        {
            foreach (var (word, wordMeaning) in words)
            {
                if (text.Has(at, word))
                {
                    (meaning, end) = (wordMeaning, at + word.Length);
                    return true;
                }
            }
        }

        return TryReadCondition(text, at, out meaning, out end);
    }

    /// <summary>按照北京市统一部署, 根据工程进度, 待批复后: a head and a tail in one clause.</summary>
    private static bool TryReadCondition(string text, int at, out WordMeaning meaning, out int end)
    {
        (meaning, end) = (WordMeaning.Conditional, at);
        if (text[at] is not ('按' or '依' or '遵' or '根' or '结' or '随' or '视' or '待' or '与')
            || !text.IsClauseEnd(at - 1) || text.FirstAt(at, ConditionHeads) is not { } head)
            return false;

        var rest = text.RestOfClause(at + head.Length);
        var tailAt = -1;
        foreach (var tail in ConditionTails)
        {
            var found = rest.IndexOf(tail, StringComparison.Ordinal);
            if (found >= 0 && (tailAt < 0 || found + tail.Length < tailAt))
                tailAt = found + tail.Length;
        }

        end = at + head.Length + Math.Max(tailAt, 0);
        return tailAt > 0;
    }
}
