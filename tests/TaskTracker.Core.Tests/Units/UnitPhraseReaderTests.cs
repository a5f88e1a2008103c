using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Units;

public sealed class UnitPhraseReaderTests
{
    private static readonly UnitDirectory Xicheng = new(UnitRegistries.Load("xicheng")!);

    [TestCase("由区教委牵头，区财政局、区民政局配合", "区教委", "区财政局|区民政局")]
    [TestCase("（区教委牵头，区财政局负责落实）", "区教委", "区财政局")]
    [TestCase("（区教委牵头、各部门、各街道负责落实）", "区教委", "各部门|各街道")]
    [TestCase("（区教委、区财政局分别负责落实）", "区教委|区财政局", "")]
    [TestCase("区教委、区财政局按职责分工负责", "区教委|区财政局", "")]
    [TestCase("区教委会同区财政局、区民政局负责", "区教委", "区财政局|区民政局")]
    [TestCase("责任单位：区教委、区财政局", "区教委|区财政局", "")]
    [TestCase("主责单位：区教委；协办单位：区财政局", "区教委", "区财政局")]
    [TestCase("（牵头单位：区教委。责任单位：区财政局、各职能部门。）", "区教委", "区财政局|各职能部门")]
    [TestCase("(主要责任单位: 区教委; 责任单位: 区政府各部门。)", "区教委", "区政府各部门")]
    [TestCase("（主责单位：区教委、海淀园管委会（区科委）及相关部门）", "区教委|海淀园管委会（区科委）|相关部门", "")]
    [TestCase("牵头领导：某某；牵头单位：区教委；完成时限：年底前", "区教委", "")]
    [TestCase("由区教委牵头。责任单位：区财政局", "区教委", "区财政局")]
    [TestCase("（区委宣传部（区政府新闻办）、区教委。）", "区委宣传部（区政府新闻办）|区教委", "")]
    public void A_phrase_gives_lead_and_partner_units(string phrase, string leads, string partners)
    {
        foreach (var directory in new[] { Xicheng, null })
        {
            var reading = UnitPhraseReader.Read(phrase, directory);

            Assert.That(string.Join('|', reading?.LeadUnits ?? ["nothing"]), Is.EqualTo(leads));
            Assert.That(string.Join('|', reading?.PartnerUnits ?? []), Is.EqualTo(partners));
        }
    }

    [TestCase("（PPP）")]
    [TestCase("（一）")]
    [TestCase("（镇）")]
    [TestCase("（街道）")]
    [TestCase("（2018-2020年）")]
    [TestCase("（规范性文件）")]
    [TestCase("（可在草案前用一段话简要描述）")]
    [TestCase("")]
    public void What_names_no_unit_is_no_phrase(string text)
    {
        Assert.That(UnitPhraseReader.Read(text, Xicheng), Is.Null);
        Assert.That(UnitPhraseReader.Read(text, directory: null), Is.Null);
    }

    [TestCase("牵头部门", UnitRole.Lead)]
    [TestCase("主要责任单位", UnitRole.Lead)]
    [TestCase("区级处置主责部门", UnitRole.Lead)]
    [TestCase("责任主体", UnitRole.Responsible)]
    [TestCase("协办单位", UnitRole.Partner)]
    [TestCase("配 合 部 门", UnitRole.Partner)]
    [TestCase("牵头", UnitRole.Lead)]
    [TestCase("实施期限", null)]
    [TestCase("牵头领导", null)]
    [TestCase("责任人", null)]
    [TestCase("完成时限", null)]
    [TestCase("具体措施", null)]
    [TestCase("落实情况", null)]
    public void A_label_tells_the_role(string label, UnitRole? role) => Assert.That(UnitRoles.OfLabel(label), Is.EqualTo(role));

    [Test]
    public void Reading_a_phrase_never_throws()
    {
        var pieces = Gen.Elements("区教委", "牵头", "负责", "落实", "会同", "由", "配合", "：", "，", "。", "（", "）", "责任单位", "各部门", " ", "\n", "x");
        var phrases = Gen.ListOf(pieces).Select(list => string.Concat(list)).ToArbitrary();

        Prop.ForAll(phrases, phrase =>
        {
            UnitPhraseReader.Read(phrase, Xicheng);
            UnitPhraseReader.Read(phrase, directory: null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }
}
