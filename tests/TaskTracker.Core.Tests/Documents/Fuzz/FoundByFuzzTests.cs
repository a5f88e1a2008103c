namespace TaskTracker.Core.Tests.Documents.Fuzz;

/// <summary>What damage to gazettes has shown to be wrong, as the smallest text that shows it.</summary>
[TestFixture]
internal sealed class FoundByFuzzTests
{
    [Test]
    public void A_label_of_a_task_behind_a_label_of_units_in_one_line_is_no_fault() =>
        Assert.That(
            () => Reading.Of(Reading.Head + "1. 修整小巷。\n\n牵头单位：区教委。任务名称：修整大街\n\n2. 开办夜校。\n\n牵头单位：区教委\n"), Throws.Nothing);

    [Test]
    public void More_names_than_a_sentence_holds_before_a_duty_are_no_fault()
    {
        var names = string.Join('、', Enumerable.Repeat("区城市管理委员会办公室（以下简称某某委员会办公室的地方）", 30));

        Assert.That(() => Reading.Of(Reading.Head + $"三、职责分工\n{names}负责做好此事。\n区教委负责办学。\n"), Throws.Nothing);
    }

    [Test]
    public void Units_as_headings_lie_in_the_lines_of_their_list()
    {
        var body = "三、部门职责\n\n区教委\n\n1. 开办夜校。\n\n2. 修整校舍。\n\n区民政局\n\n1. 慰问老人。\n";

        var list = Reading.ListOf(body);

        Assert.That(list.LineStart, Is.EqualTo(Reading.Head.Split('\n').Length + 2));
    }

    [Test]
    public void A_measure_taken_from_a_merged_cell_lies_in_its_row_too()
    {
        var list = Reading.ListOf("序号\t重点任务\t工作措施\t完成时限\t牵头部门\n1\t小巷\t修整小巷。\t年底前\t区教委\n\t\t\t6月底前\t区民政局\n2\t夜校\t开办夜校。\t年底前\t区教委\n");

        Assert.That(list.Items[1].Text, Is.EqualTo("修整小巷。"));
        Assert.That(list.Items[1].LineStart, Is.EqualTo(list.Items[0].LineStart));
    }

    [Test]
    public void Labels_that_a_row_cut_from_their_measure_lie_in_its_lines()
    {
        var list = Reading.ListOf("1. 修整小巷。\n\n牵头单位：区教委\n\n甲\t乙\n\n配合单位：区民政局\n\n2. 开办夜校。\n\n牵头单位：区教委\n");

        Assert.That(list.Items[0].PartnerUnits, Is.EqualTo(new[] { "区民政局" }));
        Assert.That(list.Items[0].LineEnd, Is.GreaterThan(list.Items[0].LineStart + 5));
    }
}
