namespace TaskTracker.Core.Deadlines;

/// <summary>Something that comes again.</summary>
/// <param name="From">Where the words begin.</param>
/// <param name="To">Where they end.</param>
/// <param name="Rule">An RFC 5545 RRULE value; null where none says what the words say.</param>
internal sealed record Period(int From, int To, string? Rule);

/// <summary>Reads recurring times: 每月5日前, 按季度, 每年12月底前, 每两年, 半年一次.</summary>
internal static class PeriodGrammar
{
    private const int CountReach = 16;

    private static readonly string[] Units =
        ["工作日", "季度", "季", "半年", "半月", "年度", "年", "月度", "月", "星期", "周", "旬", "日", "天"];

    private static readonly string[] PlanWords = ["计划", "工作", "建设", "任务", "目标", "预算", "综合", "安排", "要求", "进度"];

    private static readonly string[] ReportVerbs =
        ["发布", "通报", "报告", "调度", "考核", "公布", "公开", "报送", "更新", "汇总", "检查", "上报", "评估"];

    public static bool TryRead(string text, int at, out Period period)
    {
        period = null!;
        if (!TryReadHead(text, at, out var unit, out var interval, out var end))
            return false;

        var rule = unit switch
        {
            "工作日" => "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            "日" or "天" => Every("DAILY", interval),
            "旬" => "FREQ=MONTHLY;BYMONTHDAY=10,20,-1",
            "半月" => "FREQ=MONTHLY;BYMONTHDAY=15,-1",
            "周" or "星期" => PeriodDetails.OfWeek(text, interval, ref end),
            "月" or "月度" => PeriodDetails.OfMonth(text, interval, ref end),
            "季" or "季度" => PeriodDetails.OfQuarter(text, interval, ref end),
            "半年" => Every("MONTHLY", interval * 6),
            _ => PeriodDetails.OfYear(text, interval, ref end),
        };

        end = SkipBefore(text, end);
        if (HasSeveralTimes(text, ref end))
            rule = null;

        period = new Period(at, end, rule);
        return true;
    }

    /// <summary>The rule without details: every so many units.</summary>
    public static string Every(string frequency, int interval) =>
        interval == 1 ? $"FREQ={frequency}" : $"FREQ={frequency};INTERVAL={interval}";

    private static bool TryReadHead(string text, int at, out string unit, out int interval, out int end)
    {
        (unit, interval, end) = ("", 1, at);
        switch (text.CharAt(at))
        {
            case '每':
                return TryReadEach(text, at + 1, out unit, out interval, out end);
            case '按' or '逐':
                end = text.Has(at + 1, "照") ? at + 2 : at + 1;
                return TryReadUnit(text, ref end, out unit) && unit is not ("工作日" or "旬" or "半月") && !IsOtherWord(text, unit, end)
                    && text.CharAt(end) is not ('底' or '末' or '内') && !IsPlan(text, unit, end);
            case '分':
                end = at + 1;
                return TryReadUnit(text, ref end, out unit) && unit is "年度" or "季度" or "月度" && !IsPlan(text, unit, end);
            case '隔':
                end = at + 1;
                interval = 2;
                return TryReadUnit(text, ref end, out unit) && unit is "周" or "月" or "年" or "日" or "天";
            case '上' when text.FirstAt(at, ["上、下半年", "上下半年"]) is { } halves:
                (unit, end) = ("半年", at + halves.Length);
                return true;
            case '季' or '月' or '半' or '一' or '两':
                return TryReadWithoutEach(text, at, out unit, out interval, out end);
            default:
                return false;
        }
    }

    /// <summary>每月, 每个月, 每两年, 每3个月; not 每所, 每次.</summary>
    private static bool TryReadEach(string text, int at, out string unit, out int interval, out int end)
    {
        (unit, interval, end) = ("", 1, at);
        if (text.CharAt(end) is '隔' or '双')
            (interval, end) = (2, end + 1);
        else if (Numerals.TryRead(text, end, out var number, out var afterNumber) && number is > 0 and < 100)
            (interval, end) = (number, afterNumber);

        if (text.CharAt(end) == '个')
            end++;

        return TryReadUnit(text, ref end, out unit) && !IsOtherWord(text, unit, end);
    }

    /// <summary>季度发布 and 半年一次 recur without saying 每.</summary>
    private static bool TryReadWithoutEach(string text, int at, out string unit, out int interval, out int end)
    {
        (unit, interval, end) = ("", 1, at);
        if (Numerals.IsNumeral(text.CharAt(at - 1)) || text.CharAt(at - 1) is '第' or '本' or '上' or '下' or '各' or '每' or '个')
            return false;

        if (text.CharAt(at) is '季' or '月')
            return TryReadUnit(text, ref end, out unit) && unit is "季度" or "月度" && text.FirstAt(end, ReportVerbs) is not null;

        if (text.CharAt(at) is '一' or '两')
            (interval, end) = (text[at] == '一' ? 1 : 2, at + 1);

        return TryReadUnit(text, ref end, out unit)
            && Numerals.TryRead(text, end, out _, out var afterCount) && text.CharAt(afterCount) == '次';
    }

    private static bool TryReadUnit(string text, ref int end, out string unit)
    {
        unit = text.FirstAt(end, Units) ?? "";
        end += unit.Length;
        return unit.Length > 0;
    }

    /// <summary>按年龄, 按日常, 每周边, 按月坛街道: the unit is only the beginning of another word.</summary>
    private static bool IsOtherWord(string text, string unit, int end) => (unit, text.CharAt(end)) switch
    {
        ("年", '龄' or '级' or '代' or '份' or '初' or '中') => true,
        ("日", '常' or '程' or '期' or '照' or '间') => true,
        ("周", '边' or '围' or '期') => true,
        ("月", '坛') => true,
        ("天", '然' or '气') => true,
        _ => false,
    };

    /// <summary>按年度计划 follows a plan, and a 分年度推进计划 is one.</summary>
    private static bool IsPlan(string text, string unit, int end) =>
        unit is "年度" or "月度"
        && (text.FirstAt(end, PlanWords) is not null || text.FirstAt(end + 2, ["计划", "方案", "目标"]) is not null);

    private static int SkipBefore(string text, int at)
    {
        var word = text.FirstAt(at, ["之前", "以前", "前"]);
        return word is null || text.CharAt(at + word.Length) == '期' ? at : at + word.Length;
    }

    /// <summary>每年至少两次: an RRULE cannot say so; 每年一次 it can.</summary>
    private static bool HasSeveralTimes(string text, ref int end)
    {
        for (var i = end; i < end + CountReach && !text.IsClauseEnd(i); i++)
        {
            if (!Numerals.TryRead(text, i, out var count, out var afterCount))
                continue;

            if (text.CharAt(afterCount) == '次')
            {
                end = afterCount + 1;
                return count > 1;
            }

            i = afterCount - 1;
        }

        return false;
    }
}
