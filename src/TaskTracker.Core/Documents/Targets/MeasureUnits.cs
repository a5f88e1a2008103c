namespace TaskTracker.Core.Documents.Targets;

/// <summary>
/// The units in which targets are counted and measured (%, 微克/立方米, 万辆次). Units of time are left out on purpose:
/// a number of days is a limit, and limits belong to deadlines.
/// </summary>
internal static class MeasureUnits
{
    private const int LongestUnit = 24;

    private static readonly string[] Multipliers = ["百万", "千万", "万", "亿", "千"];

    /// <summary>Longest first, so that 平方米 is not read as 平.</summary>
    private static readonly string[] Bases = [.. new[]
    {
        "%", "％", "‰", "个百分点",
        "微克", "毫克", "千克", "公斤", "克", "吨标准煤", "吨标煤", "蒸吨", "吨", "升",
        "延长米", "延米", "公里", "千米", "平方公里", "平方米", "平米", "立方米", "公顷", "亩", "米", "㎡", "m2", "m3", "km", "hm2",
        "千瓦时", "千瓦", "瓦", "分贝", "dB", "元",
        "人次", "人", "名", "位", "户", "个", "处", "座", "栋", "幢", "套", "台", "辆次", "车次", "辆", "部", "条", "家", "件", "场次", "场", "次",
        "项", "间", "所", "支", "盏", "组", "具", "张", "株", "棵", "块", "片", "期", "批", "艘", "本", "册", "篇", "课时", "学时", "讲", "类",
        "门", "份", "眼", "口", "根", "对", "队", "宗", "起", "例", "层", "倍", "盘", "面", "只", "头", "桩", "车位", "床",
    }.OrderByDescending(unit => unit.Length)];

    /// <summary>What a rate may be counted by, beside the units above: 吨/月·平方公里.</summary>
    private static readonly string[] Times = ["小时", "月", "年", "日", "天", "季", "周"];

    private static readonly string[] Counters =
        ["个", "户", "名", "处", "座", "栋", "幢", "套", "台", "辆", "部", "条", "家", "间", "所", "支", "盏", "组", "具", "张", "件", "项", "位", "人", "块", "类"];

    /// <summary>Units of acts: what is counted is how often something is done, not things of a certain sort.</summary>
    private static readonly string[] Acts = ["人次", "辆次", "车次", "场次", "次", "场", "课时", "学时", "讲"];

    /// <summary>How many characters of a unit stand at that place, its multiplier and denominators included; 0 if none does.</summary>
    public static int LengthAt(string text, int at)
    {
        var multiplier = Match(Multipliers, text, at);
        var first = Match(Bases, text, at + multiplier);
        if (first == 0)
            return 0;

        var end = at + multiplier + first;
        while (end < text.Length && text[end] is '/' or '／' or '·' && end - at < LongestUnit)
        {
            var next = Match(Bases, text, end + 1);
            next = next > 0 ? next : Match(Times, text, end + 1);
            if (next == 0)
                break;

            end += 1 + next;
        }

        return end - at;
    }

    /// <summary>万 or 亿 alone, where the unit itself stands at the head of the column; 0 if none does.</summary>
    public static int MultiplierAt(string text, int at) => Match(Multipliers, text, at);

    /// <summary>True if the text is a unit and nothing else.</summary>
    public static bool IsUnit(string text) => text.Length > 0 && LengthAt(text, 0) == text.Length;

    public static bool CountsThings(string unit) => Counters.Contains(unit.TrimStart('千', '百', '万', '亿'));

    public static bool CountsActs(string unit) => Acts.Contains(unit.TrimStart('千', '百', '万', '亿'));

    /// <summary>天数 is counted in 天, 户数 in 户: the unit that the name of a number ends with; empty if it ends with none.</summary>
    public static string OfCount(string name) =>
        name.Length > 2 && name[^1] == '数' && name[^2] is '天' or '次' or '户' or '人' or '家' or '件' or '台' or '辆' or '处' or '场' ? name[^2..^1] : "";

    private static int Match(string[] units, string text, int at)
    {
        foreach (var unit in units)
            if (at <= text.Length && text.AsSpan(at).StartsWith(unit, StringComparison.Ordinal))
                return unit.Length;

        return 0;
    }
}
