using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tests.Documents.Fuzz;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class HostileTextTests
{
    /// <summary>Lines of which gazettes are made, so that chance reaches the corners of the reader.</summary>
    private static readonly string[] Pieces =
    [
        "目 录", "某通知西政发〔2018〕1号\t1", "北京市西城区人民政府关于某事的通知", "西政发〔2018〕1号", "北京市西城区人民政府文件", "各单位：",
        "北京市西城区人民政府", "2018年3月1日", "（此件公开发布）", "附件 1", "西城区2018年计划", "# 标题", "**", "<p>", "<b></b>", "\t", "\t\t\t\t\t", "",
        "一、甲（3件）", "（二）乙", "第一章 总则", "1. 做甲事。", "2.", "3、做丙事", "（1）小项", "做丁事，还没有说完", "情况说明：",
        "牵头部门：区教委、区财", "政局", "责任单位：", "配合单位: 各街道办事处 完成时限：年底前", "完成时限：2018年99月", "牵头领导：张三", "政策依据：某法",
        "序号\t重点任务\t工作措施\t完成时限\t牵头部门\t协办单位", "时间\t内容", "序号\t\t工作措施\t\t牵头部门", "1\t甲\t做甲事。\t年底前\t区教委\t区财政局",
        "\t\t做乙事\t\t区教委\t", "\t\t\t年底前\t区教委\t——", "\t\t\t\t\t区教委", "一、节\t\t\t\t\t", "二、节\t做。\t年底前 区教委\t区教委\t\t\t\t",
        "3\t丙\t<p>甲。</p><p>乙。</p>\t<p>年底前</p>\t<p>区教委 区财政局</p><p>区民政局</p>\t", "备注\t无", "\0\ud800\u200b\uFEFF", "第", "（", "十百千", "0000000000000.",
    ];

    private static readonly Gen<string> GazetteLikeTexts =
        Gen.ListOf(Gen.Elements(Pieces)).SelectMany(pieces => Gen.Elements("\n", "\n\n", "\r\n", "").Select(glue => string.Join(glue, pieces)));

    private static readonly Gen<string> AnyTexts = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");

    [Test]
    public void No_text_makes_the_reader_throw_and_every_item_lies_where_it_says() =>
        Prop.ForAll(Gen.OneOf(GazetteLikeTexts, AnyTexts).ToArbitrary(), IsSound).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Test]
    public void No_bytes_make_the_decoder_throw() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => SourceText.TryDecode(bytes ?? [], out var source, out _) == (source is not null))
            .Check(Config.QuickThrowOnFailure);

    [TestCase("区")]
    [TestCase("1. ")]
    [TestCase("一、")]
    [TestCase("\t")]
    [TestCase("<p>")]
    [TestCase("**")]
    [TestCase("牵头单位：")]
    [TestCase("牵头单位：区教委\n")]
    [TestCase("1. 甲\n牵头单位：区教委\n")]
    [TestCase("西政发〔2018〕1号\n")]
    [TestCase("序号\t任务\t措施\t时限\t牵头\n")]
    [TestCase("\t\t\t年底前\t区教委\n")]
    [TestCase("序号\t任务\t措施\t时限\t牵头\n\t\t做甲事\t\t区教委\n")]
    [TestCase("附件\n某某方案\n")]
    [TestCase("一、甲（3件）\n1. 做。\n牵头单位：区教委\n")]
    public void A_megabyte_of_one_thing_is_read_in_seconds(string piece)
    {
        var draft = Megabyte.ReadInTime(() => Reading.Of(Reading.Head + Megabyte.Of(piece)));

        Assert.That(draft.Documents, Is.Not.Empty);
    }

    private static void IsSound(string text)
    {
        var draft = Reading.Of(text);
        Assert.That(SoundDraft.FaultOf(draft, SourceText.FromString(text)), Is.Null);
        Assert.That(DraftJson.Write(DraftJson.Read(DraftJson.Write(draft))), Is.EqualTo(DraftJson.Write(draft)));
    }
}
