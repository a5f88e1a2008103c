using FsCheck;
using FsCheck.Fluent;

namespace TaskTracker.Core.Tests.Deadlines;

/// <summary>A deadline text made by chance, and what its own words allow to be read from it.</summary>
/// <param name="Text">As it would be printed.</param>
/// <param name="Years">The years that it prints; of a five-year plan all five.</param>
/// <param name="Back">By how many years its words lead back from a year that is given (去年, 1月前).</param>
/// <param name="On">By how many they lead on (次年, 11月至3月, 元旦前).</param>
internal sealed record OfficialPhrase(string Text, IReadOnlyList<int> Years, int Back = 0, int On = 0)
{
    /// <summary>Two pieces of one date: 去年 and 1月前.</summary>
    public static OfficialPhrase operator +(OfficialPhrase left, OfficialPhrase right) =>
        new(left.Text + right.Text, [.. left.Years, .. right.Years], left.Back + right.Back, left.On + right.On);

    /// <summary>Two dates: neither leads the other's words further.</summary>
    public OfficialPhrase Then(string division, OfficialPhrase next) =>
        new(Text + division + next.Text, [.. Years, .. next.Years], Math.Max(Back, next.Back), Math.Max(On, next.On));

    public override string ToString() => Text;
}

/// <summary>Random deadlines out of the words that officials use, so that chance reaches every corner of the grammar.</summary>
internal static class OfficialPhrases
{
    private static readonly Gen<OfficialPhrase> Years = Gen.Elements(
        Words(""), Words(""), new("2018年", [2018]), new("2019年", [2019]), new("2020年", [2020]), new("二〇二〇年", [2020]), new("2018年度", [2018]),
        Words("本年"), Words("今年"), new("明年", [], On: 1), new("次年", [], On: 1), new("去年", [], Back: 1));

    private static readonly Gen<string> Within = Gen.OneOf(
        Gen.Choose(1, 12).Select(month => $"{month}月"),
        Gen.Elements("一月", "十月", "十二月", "一季度", "第三季度", "4季度", "上半年", "下半年"),
        Gen.Zip(Gen.Choose(1, 12), Gen.Choose(1, 31)).Select(day => $"{day.Item1}月{day.Item2}日"),
        Gen.Zip(Gen.Choose(1, 12), Gen.Elements("上旬", "中旬", "下旬", "初", "中", "底", "末")).Select(third => $"{third.Item1}月{third.Item2}"));

    private static readonly Gen<OfficialPhrase> Points = Gen.OneOf(
        Gen.Zip(Years, Within).Select(pair => pair.Item1 + Words(pair.Item2)),
        Gen.Zip(Years, Gen.Elements("年底", "年末")).Select(pair => pair.Item1.Text.EndsWith('年') ? pair.Item1 + Words(pair.Item2[1..]) : pair.Item1 + Words(pair.Item2)),
        Gen.Elements(
            new OfficialPhrase("2018.12.31", [2018]), new("2019-06-30", [2019]), new("2020/3/1", [2020]), new("2019.9", [2019]), new("18年底", [2018]),
            new("“十三五”期间", [2016, 2017, 2018, 2019, 2020]), new("“十四五”末", [2021, 2022, 2023, 2024, 2025]), Words("月底"), Words("年内")));

    /// <summary>The end of a range may lie in the year after its beginning, and "before January" in the year before.</summary>
    private static readonly Gen<OfficialPhrase> Dates = Gen.OneOf(
        Gen.Zip(Points, Gen.Elements("", "前", "之前", "以前", "前完成", "完成", "内", "止")).Select(pair =>
            pair.Item1 + new OfficialPhrase(pair.Item2, [], Back: pair.Item2.Contains('前', StringComparison.Ordinal) ? 1 : 0)),
        Gen.Zip(Gen.Zip(Points, Points), Gen.Elements("-", "至", "到")).Select(range =>
            range.Item1.Item1 + new OfficialPhrase(range.Item2, [], Back: 1, On: 1) + range.Item1.Item2),
        Points.Select(point => point + Words("起")),
        Gen.Elements("春节前", "国庆节前", "元旦前", "中秋节前", "五一前").Select(festival => new OfficialPhrase(festival, [], Back: 1, On: 1)));

    private static readonly Gen<string> Days = Gen.OneOf(
        Gen.Choose(1, 31).Select(day => $"{day}日"),
        Gen.Zip(Gen.Choose(1, 31), Gen.Choose(1, 31)).Select(days => $"{days.Item1}日、{days.Item2}日"),
        Gen.Zip(Gen.Elements("第", "前"), Gen.Choose(1, 31)).Select(nth => $"{nth.Item1}{nth.Item2}个工作日"),
        Gen.Elements("底", "末", "上旬", "中旬", "最后一个工作日", "首个工作日", "第二个周五", "最后一个星期四", "5日-10日", ""));

    private static readonly Gen<string> Periods = Gen.OneOf(
        Gen.Zip(Gen.Elements("每", "按", "逐", "隔", "每两个", "每3个"), Gen.Elements("月", "季度", "周", "年", "日", "半年")).Select(pair => pair.Item1 + pair.Item2),
        Days.Select(days => $"每月{days}前"),
        Gen.Zip(Gen.Elements("首月", "末月", "最后一个月", "第二个月"), Days).Select(pair => $"每季度{pair.Item1}{pair.Item2}前"),
        Gen.Elements("一", "三", "五", "日").Select(day => $"每周{day}"),
        Within.Select(point => $"每年{point}前"),
        Gen.Zip(Within, Within).Select(points => $"每年{points.Item1}、{points.Item2}"),
        Gen.Elements("每旬", "每半月", "每个工作日", "半年一次", "每年一次", "每月至少2次", "上、下半年", "每季度结束后10日内", "每月第一周", "季度通报"));

    private static readonly Gen<OfficialPhrase> Other = Gen.OneOf(
        Gen.Elements(
            "长期", "持续推进", "全年", "贯穿全年", "按时间节点", "按照市级要求", "根据工程进度", "立即", "即日起", "已启动", "已完成", "正在前期准备", "未启动", "待定",
            "完成方案", "并长期坚持", "印发之日起30日内", "接到通知后5个工作日内", "半年内", "《停车规划》", "落实").Select(Words),
        Periods.Select(Words));

    private static readonly Gen<string> Divisions = Gen.Elements("，", "；", "。", "、", "\n", " ", "（", "）", "并", "");

    /// <summary>What a cell may hold beside a deadline: letters without a numeral among them.</summary>
    private static readonly Gen<OfficialPhrase> Noise = Gen.ListOf(Gen.Elements(
        "区", "教", "委", "完", "成", "底", "前", "内", "的", "<p>", "</p>", "*", "x", "\ud800", "\0", "𠀀", "—", "：", "“", "”", "《", "起", "每", "按", "旬"))
        .Select(pieces => new OfficialPhrase(string.Concat(pieces.Take(6)), [], Back: 1, On: 1));

    /// <summary>One to four phrases, with something between them.</summary>
    public static Gen<OfficialPhrase> Texts { get; } = Joined(Gen.OneOf(Dates, Dates, Other));

    public static Gen<OfficialPhrase> NoisyTexts { get; } = Joined(Gen.OneOf(Dates, Other, Noise));

    public static Gen<OfficialPhrase> RecurringTexts { get; } = Joined(Gen.OneOf(Periods.Select(Words), Periods.Select(Words), Dates));

    private static Gen<OfficialPhrase> Joined(Gen<OfficialPhrase> phrases) =>
        Gen.Choose(1, 4).SelectMany(count => Gen.ListOf(Gen.Zip(phrases, Divisions), count)).Select(pieces => pieces
            .Select(piece => (Division: piece.Item2, Phrase: piece.Item1))
            .Aggregate((left, right) => (right.Division, left.Phrase.Then(left.Division, right.Phrase))).Phrase);

    private static OfficialPhrase Words(string text) => new(text, []);
}
