using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Deadlines;

[TestFixture]
internal sealed class HostileDeadlineTests
{
    /// <summary>The pieces of which deadlines are made, so that chance reaches the corners of the grammar.</summary>
    private static readonly string[] Pieces =
    [
        "2018", "18", "31", "5", "0", "13", "十", "二", "〇", "两", "年", "月", "日", "号", "底", "末", "初", "中", "内", "前", "之前", "起", "至", "到",
        "-", "--", "季度", "季", "第", "上", "下", "半年", "旬", "每", "按", "分", "隔", "个", "工作日", "周", "星期", "次", "首月", "最后一个", "度",
        "全年", "未启动", "本年", "次年", "明年", "去年", "“", "五", "”", "期间", "春节", "国庆节", "元旦", "长期", "持续", "已完成", "启动", "完成", "基础上",
        "在", "自", "于", "之日起", "后", "内", "，", "；", "。", "、", "（", "）", "(", ")", "《", "》", "<", ">", ".", "/", " ", "\n", "区", "按照", "待",
    ];

    private static readonly DeadlineContext[] Contexts =
    [
        new(2018, new DateOnly(2018, 3, 30)), new(null, null), new(null, DateOnly.MinValue), new(null, DateOnly.MaxValue),
        new(int.MaxValue, null), new(int.MinValue, null), new(1900, DateOnly.MaxValue), new(2199, DateOnly.MinValue),
    ];

    private static readonly Gen<string> DeadlineLikeTexts =
        Gen.ListOf(Gen.Elements(Pieces)).Select(pieces => string.Concat(pieces));

    private static readonly Gen<string> AnyTexts = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");

    [Test]
    public void No_text_makes_the_reader_throw_and_every_text_is_understood_or_doubted()
    {
        var texts = Gen.OneOf(DeadlineLikeTexts, AnyTexts).SelectMany(text => Gen.Elements(Contexts).Select(context => (text, context)));

        Prop.ForAll(texts.ToArbitrary(), pair => IsHonest(pair.text, pair.context)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [TestCase("2018年")]
    [TestCase("6月")]
    [TestCase("5月6日至")]
    [TestCase("每")]
    [TestCase("每月1日、")]
    [TestCase("<")]
    [TestCase("《")]
    [TestCase("按照")]
    [TestCase("年底前")]
    [TestCase("区")]
    [TestCase("启动2018年")]
    [TestCase("\0\ud800")]
    public void A_megabyte_of_garbage_is_read_in_a_moment(string piece)
    {
        var text = Megabyte.Of(piece);

        Megabyte.ReadInTime(() => DeadlineReader.Read(text, Contexts[0]));
        Megabyte.ReadInTime(() => DeadlineReader.ReadFromMeasure(text, Contexts[0]));
    }

    private static bool IsHonest(string text, DeadlineContext context)
    {
        DeadlineReader.ReadFromMeasure(text, context);
        DeadlineReader.MilestonesIn(text, context);
        var (deadline, doubts) = DeadlineReader.Read(text, context);

        var isDated = deadline.Kind is >= DeadlineKind.Date and <= DeadlineKind.Multiple;
        // What is mark-up and nothing else says nothing; 未启动 is understood and gives neither a date nor a state.
        var saysSomething = text.Any(char.IsLetterOrDigit) && !text.Contains('<') && !text.Contains("未启动", StringComparison.Ordinal);
        var isUnderstood = deadline.Kind != DeadlineKind.None || deadline.Status is not null || deadline.Start is not null
            || deadline.Milestones.Count > 1;
        return (!isDated || deadline.Date is not null)
            && (deadline.Start is null || deadline.Date is null || deadline.Start <= deadline.Date)
            && (!saysSomething || isUnderstood || doubts.Any(doubt => doubt.Code == FindingCodes.DeadlineUnreadable));
    }
}
