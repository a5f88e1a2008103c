namespace TaskTracker.Core.Deadlines;

/// <summary>Reads limits that count from an event: 印发之日起30日内, 接到通知后5个工作日内.</summary>
internal static class LimitGrammar
{
    private static readonly (string Word, LimitUnit Unit)[] Units =
    [
        ("个工作日", LimitUnit.WorkingDays), ("工作日", LimitUnit.WorkingDays), ("个自然日", LimitUnit.Days), ("个小时", LimitUnit.Hours),
        ("小时", LimitUnit.Hours), ("个月", LimitUnit.Months), ("个星期", LimitUnit.Weeks), ("个周", LimitUnit.Weeks), ("周", LimitUnit.Weeks),
        ("日", LimitUnit.Days), ("天", LimitUnit.Days), ("年", LimitUnit.Years),
    ];

    /// <summary>Above it a number before 年 or 日 is a date.</summary>
    private const int LongestAmount = 400;

    private static readonly string[] Within = ["之内", "以内", "内"];
    private static readonly string[] Leads = ["自", "从", "于", "在", "应", "接"];

    /// <summary>Reads the limit whose number begins at <paramref name="at"/>; <paramref name="from"/> is where its event begins.</summary>
    public static bool TryRead(string text, int at, out RelativeLimit limit, out int from, out int end)
    {
        (limit, from, end) = (null!, at, at);
        if (!TryReadAmount(text, at, out var amount, out var unit, out end))
            return false;

        if (text.FirstAt(end, Within) is { } within)
            end += within.Length;
        else if (unit != LimitUnit.WorkingDays)
            return false;

        var eventName = ReadEvent(text, at, ref from);
        limit = new RelativeLimit(amount, unit, eventName);
        return true;
    }

    private static bool TryReadAmount(string text, int at, out int amount, out LimitUnit unit, out int end)
    {
        (amount, unit, end) = (6, LimitUnit.Months, at + 2);
        if (text.Has(at, "半年"))
            return text.CharAt(at - 1) is not ('上' or '下');

        if (Numerals.IsNumeral(text.CharAt(at - 1)) || !Numerals.TryRead(text, at, out amount, out end) || amount is 0 or > LongestAmount)
            return false;

        foreach (var (word, wordUnit) in Units)
        {
            if (text.Has(end, word))
            {
                (unit, end) = (wordUnit, end + word.Length);
                return true;
            }
        }

        return false;
    }

    /// <summary>The words of the clause that end in 之日起, 起 or 后 just before the number.</summary>
    private static string? ReadEvent(string text, int at, ref int from)
    {
        var marker = text.FirstBefore(at, ["之日起的", "之日起", "次日起", "当日起", "日起", "之后的", "之后", "后的", "起", "后", "前"]);
        if (marker is null)
            return null;

        var start = text.ClauseStart(at);
        var end = at - marker.Length;
        if (text.FirstAt(start, Leads) is { } lead && lead != "接")
            start += lead.Length;

        from = start;
        return start < end ? marker == "前" ? text[start..end] + "前" : text[start..end] : null;
    }
}
