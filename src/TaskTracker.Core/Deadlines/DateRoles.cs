namespace TaskTracker.Core.Deadlines;

/// <summary>What a date does in its sentence.</summary>
internal enum DateRole
{
    /// <summary>The last day for the work.</summary>
    Due,

    /// <summary>The work or a rule begins there and goes on: 自2017年起.</summary>
    OngoingFrom,

    /// <summary>Something was or will be started then: 2018年4月启动.</summary>
    Started,

    /// <summary>The whole of a printed year: 贯穿2018年全年.</summary>
    Throughout,

    /// <summary>What was reached before: 在2016年推进的基础上, 2017年底已完成.</summary>
    Base,
}

/// <summary>Tells the role of a date from the words around it, as it stands in a deadline cell.</summary>
internal static class DateRoles
{
    private static readonly string[] StartVerbs = ["启动", "开始", "开工", "动工", "起步"];
    private static readonly string[] FinishVerbs = ["完成", "竣工", "建成", "完工", "结束", "投入", "实现", "到位"];
    private static readonly string[] DoneWords = ["已完成", "已经完成", "已建立", "已建成", "已启动", "已出台", "已实现", "已成立", "已印发"];

    public static DateRole Of(DatePhrase phrase, string text)
    {
        if (phrase.Tail == DateTail.Throughout)
            return DateRole.Throughout;

        var rest = text.RestOfClause(phrase.To);
        if (IsBase(phrase, text, rest))
            return DateRole.Base;

        if (phrase.IsBeginning || LeadsIntoOpenEnd(text, phrase.To))
            return DateRole.OngoingFrom;

        return IsStart(phrase, text, rest) ? DateRole.Started : DateRole.Due;
    }

    private static bool IsBase(DatePhrase phrase, string text, ReadOnlySpan<char> rest) =>
        rest.Contains("基础上", StringComparison.Ordinal)
        || text.FirstBefore(phrase.From, ["同比", "较", "比"]) is not null
        || IndexOfAny(rest, DoneWords) >= 0;

    /// <summary>2017年4月8日—长期, 2017年至今.</summary>
    private static bool LeadsIntoOpenEnd(string text, int at) => text.FirstAt(at, ["-长期", "至长期", "至今", "-至今"]) is not null;

    /// <summary>2018年4月启动; but 4月底前启动 is a limit, and so is 4月启动并完成.</summary>
    private static bool IsStart(DatePhrase phrase, string text, ReadOnlySpan<char> rest)
    {
        if (phrase.Last is not null || phrase.Lead == DateLead.By || phrase.Tail is DateTail.Before or DateTail.Within or DateTail.Until)
            return false;

        if (rest.IsEmpty && text.CharAt(phrase.To) is ',')
            rest = text.RestOfClause(phrase.To + 1);

        return IndexOfAny(rest, StartVerbs) >= 0 && IndexOfAny(rest, FinishVerbs) < 0;
    }

    private static int IndexOfAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.IndexOf(word, StringComparison.Ordinal) is >= 0 and var found)
                return found;
        }

        return -1;
    }
}
