using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Units;

public sealed class UnitCellReaderTests
{
    private static readonly UnitDirectory Xicheng = new(UnitRegistries.Load("xicheng")!);
    private static readonly UnitDirectory Haidian = new(UnitRegistries.Load("haidian")!);

    [TestCase("区环保局、区财政局，区教委；区司法局/区审计局", "区环保局|区财政局|区教委|区司法局|区审计局")]
    [TestCase("区环保局 区财政局\n区教委", "区环保局|区财政局|区教委")]
    [TestCase("<p>区环保局</p> <p>区财政局<br/>区教委</p>", "区环保局|区财政局|区教委")]
    [TestCase("区住房和城乡建设委和区文化和旅游局及区教委", "区住房和城乡建设委|区文化和旅游局|区教委")]
    [TestCase("区卫生和计划生育委员会", "区卫生和计划生育委员会")]
    [TestCase("区空气重污染 应急指挥部各 成员单位", "区空气重污染应急指挥部各成员单位")]
    [TestCase("市规划自然 资源委 西城分局 区财政局", "市规划自然资源委西城分局|区财政局")]
    [TestCase("区委社会工委 区民政局", "区委社会工委区民政局")]
    [TestCase("区委组织部 区民政局", "区委组织部|区民政局")]
    [TestCase("区住房城乡建设委各街道办事处", "区住房城乡建设委|各街道办事处")]
    [TestCase("区交通委市交通委 西城运输管理分局", "区交通委|市交通委西城运输管理分局")]
    [TestCase("区委宣传部（区政府新闻办）、区教委", "区委宣传部（区政府新闻办）|区教委")]
    [TestCase("区委宣传部\n（区政府新闻办）", "区委宣传部（区政府新闻办）")]
    [TestCase("区教委（牵头）、区财政局（2018年）", "区教委|区财政局")]
    [TestCase("区教委、（详见附件）、区财政局", "区教委|区财政局")]
    [TestCase("（区教委、区财政局）", "区教委|区财政局")]
    [TestCase("（区委宣传部（区新闻办）、区教委）", "区委宣传部（区新闻办）|区教委")]
    [TestCase("<p style=\"text-align: right;\">区教委</p>", "区教委")]
    [TestCase("区教委、区财政局等", "区教委|区财政局")]
    [TestCase("区教委、区财政局等部门", "区教委|区财政局")]
    [TestCase("区教委、区财政局等8个部门", "区教委|区财政局")]
    [TestCase("区财政局等相关部门和各街道办事处", "区财政局|相关部门|各街道办事处")]
    [TestCase("区政务服务办及全区各相关部门", "区政务服务办|全区各相关部门")]
    [TestCase("其他相关委、办、局", "其他相关委、办、局")]
    [TestCase("区教委。", "区教委")]
    [TestCase("区教委、区教委、区 教委", "区教委")]
    [TestCase("1.区教委 2.区财政局", "区教委|区财政局")]
    [TestCase("——", "")]
    [TestCase("无", "")]
    [TestCase("", "")]
    [TestCase("等部门", "")]
    public void A_cell_is_split_into_names_as_printed(string cell, string names) =>
        Assert.That(string.Join('|', UnitCellReader.Read(cell, Xicheng).Names), Is.EqualTo(names));

    [TestCase("区环保局、区财政局 各街道", "区环保局|区财政局|各街道")]
    [TestCase("区住房和城乡建设委、区文化和旅游局和区教委", "区住房和城乡建设委|区文化和旅游局|区教委")]
    [TestCase("朝阳交通支队 区教委 市规划自然资源委 朝阳分局", "朝阳交通支队|区教委|市规划自然资源委朝阳分局")]
    [TestCase("区住房城乡建设委各街道办事处", "区住房城乡建设委|各街道办事处")]
    [TestCase("区财政局等相关部门和各街道办事处", "区财政局|相关部门|各街道办事处")]
    [TestCase("区委宣传部（区政府新闻办）", "区委宣传部（区政府新闻办）")]
    public void A_cell_of_an_unknown_district_is_split_by_the_names_shape(string cell, string names)
    {
        var reading = UnitCellReader.Read(cell, directory: null);

        Assert.That(string.Join('|', reading.Names), Is.EqualTo(names));
        Assert.That(reading.Doubts, Is.Empty);
    }

    [Test]
    public void A_clean_cell_raises_no_doubt() =>
        Assert.That(UnitCellReader.Read("区环保局、各街道办事处、全区各产业促进部门、区房地中心（德源兴业）", Xicheng).Doubts, Is.Empty);

    [Test]
    public void An_unknown_name_is_kept_and_reported()
    {
        var reading = UnitCellReader.Read("区环保局、区新设专班办", Xicheng);

        Assert.That(reading.Names, Is.EqualTo(["区环保局", "区新设专班办"]));
        Assert.That(reading.Doubts, Is.EqualTo([
            new Doubt(FindingCodes.UnitUnknown, "“区新设专班办” is not registered in 西城区; it was kept as printed."),
        ]));
    }

    [Test]
    public void A_misprint_is_kept_and_reported_with_the_unit_it_is_near()
    {
        var reading = UnitCellReader.Read("区园林绿局", Xicheng);

        Assert.That(reading.Names, Is.EqualTo(["区园林绿局"]));
        Assert.That(reading.Doubts.Single().Code, Is.EqualTo(FindingCodes.UnitMisprint));
        Assert.That(reading.Doubts.Single().Message, Does.Contain("区园林绿化局"));
    }

    [Test]
    public void A_name_that_holds_a_registered_one_is_not_cut()
    {
        Assert.That(UnitCellReader.Read("区教委招生考试中心", Xicheng).Names, Is.EqualTo(["区教委招生考试中心"]));
        Assert.That(UnitCellReader.Read("区城管委督查科", Haidian).Names, Is.EqualTo(["区城管委督查科"]));
    }

    [Test]
    public void A_label_among_the_names_is_left_out_and_reported()
    {
        var reading = UnitCellReader.Read("牵头单位：区教委", Xicheng);

        Assert.That(reading.Names, Is.EqualTo(["区教委"]));
        Assert.That(reading.Doubts.Single().Code, Is.EqualTo(FindingCodes.LabelMisplaced));
    }

    [Test]
    public void Prose_in_an_unknown_district_is_reported() =>
        Assert.That(UnitCellReader.Read("按照要求认真抓好落实", directory: null).Doubts.Single().Code, Is.EqualTo(FindingCodes.UnitUnknown));

    [Test]
    public void Reading_never_throws_and_keeps_no_empty_name()
    {
        var pieces = Gen.Elements(
            "区", "教委", "各", "街道", "办事处", "部门", "和", "及", "等", "相关", "（", "）", "(", ")", "<p>", "</p>", "<", ">", "、", "，", "：",
            " ", "\n", "\t", "。", "1.", "①", "西城", "市", "局", "委、办、局", "\uD800", "\0", "𠀀", "—", "&nbsp;", "x");
        var cells = Gen.ListOf(pieces).Select(list => string.Concat(list)).ToArbitrary();

        Prop.ForAll(cells, cell =>
        {
            foreach (var directory in new[] { Xicheng, null })
            {
                var names = UnitCellReader.Read(cell, directory).Names;
                Assert.That(names, Has.None.Empty);
                Assert.That(names.Distinct().Count(), Is.EqualTo(names.Count));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    [TestCase("区")]
    [TestCase("区教委")]
    [TestCase("（")]
    [TestCase("等各")]
    [TestCase("和区某某办 ")]
    [TestCase("区某甲局、区乙某办、")]
    [TestCase("<")]
    public void A_megabyte_of_garbage_is_read_in_a_few_seconds(string piece)
    {
        var cell = Megabyte.Of(piece);

        Megabyte.ReadInTime(() => UnitCellReader.Read(cell, Xicheng));
        Megabyte.ReadInTime(() => UnitPhraseReader.Read(cell, Xicheng));
    }
}
