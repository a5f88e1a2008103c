using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class TabbedTableTests
{
    private const string Header = "序号\t重点任务\t工作措施\t完成时限\t牵头部门\t协办单位\n";

    [Test]
    public void A_row_is_read_by_the_meaning_of_its_headings()
    {
        var list = Reading.ListOf(Header
            + "一、大气\t\t\t\t\t\n"
            + "1\t清洁空气\t查三次。\t6月底前\t区环保局 区财政局\t各街道办事处\n"
            + "2\t清洁水\t修两段。\t长期实施\t区城市管理委\t——\n");

        Assert.That(list.Layout, Is.EqualTo("tabbed-table"));
        Assert.That(list.Findings, Is.Empty);
        var item = list.Items[0];
        Assert.That((item.No, item.Task, item.Text), Is.EqualTo(("1", "清洁空气", "查三次。")));
        Assert.That(item.Section, Is.EqualTo(new[] { "一、大气" }));
        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区环保局", "区财政局" }));
        Assert.That(item.PartnerUnits, Is.EqualTo(new[] { "各街道办事处" }));
        Assert.That(item.Deadline.Date, Is.EqualTo(new DateOnly(2018, 6, 30)));
        Assert.That(list.Items[1].PartnerUnits, Is.Empty);
        Assert.That(list.Items.SelectMany(each => each.Findings), Is.Empty);
    }

    [TestCase("序号\t任务\t具体内容\t实施期限\t主责单位\t配合单位")]
    [TestCase("编号\t项目名称\t主要措施\t时间安排\t主办单位\t参与部门")]
    [TestCase("序号\t市级重点任务\t本区重点任务\t完成时间\t牵头单位\t协助单位")]
    public void Other_words_of_the_same_meaning_do(string header)
    {
        var item = Reading.ListOf(header + "\n1\t甲\t做甲事。\t年底前\t区教委\t区民政局\n2\t乙\t做乙事。\t年底前\t区教委\t区民政局\n").Items[0];

        Assert.That((item.Task, item.Text), Is.EqualTo(("甲", "做甲事。")));
        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区教委" }));
        Assert.That(item.PartnerUnits, Is.EqualTo(new[] { "区民政局" }));
        Assert.That(item.Deadline.Kind, Is.EqualTo(DeadlineKind.YearEnd));
    }

    [Test]
    public void A_row_that_a_page_cuts_in_mid_sentence_is_one_item_without_a_doubt()
    {
        var items = Reading.ListOf(Header
            + "1\t强化环境\t开展检查，严厉打\t长期\t区环保局\t各街道办事处\n\n"
            + Header
            + "\t执法\t击违法行为。\t实施\t西城公安分局\t\n"
            + "2\t其他\t做乙事。\t年底前\t区教委\t区民政局\n").Items;

        Assert.That(items, Has.Count.EqualTo(2));
        Assert.That((items[0].Task, items[0].Text), Is.EqualTo(("强化环境执法", "开展检查，严厉打击违法行为。")));
        Assert.That(items[0].Deadline.PrintedText, Is.EqualTo("长期实施"));
        Assert.That(items[0].LeadUnits, Is.EqualTo(new[] { "区环保局", "西城公安分局" }));
        Assert.That(items[0].Findings, Is.Empty);
    }

    [Test]
    public void Units_alone_after_a_page_break_belong_to_the_row_above_and_are_doubted_if_they_lead()
    {
        var items = Reading.ListOf(Header
            + "1\t甲\t做甲事。\t年底前\t区环保局\t各街道办事处\n\n"
            + Header
            + "\t\t\t\t区教委\t\n"
            + "2\t乙\t做乙事。\t年底前\t区教委\t区民政局\n").Items;

        Assert.That(items[0].LeadUnits, Is.EqualTo(new[] { "区环保局", "区教委" }));
        Assert.That(items[0].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.RowJoined }));
    }

    [Test]
    public void A_name_that_a_page_cuts_is_put_together_and_said()
    {
        var items = Reading.ListOf(Header
            + "1\t甲\t做甲事。\t年底前\t区环保局\t区财政局 区环卫中\n\n"
            + Header
            + "2\t乙\t做乙事。\t年底前\t区教委\t心 区民政局\n").Items;

        Assert.That(items[0].PartnerUnits, Is.EqualTo(new[] { "区财政局", "区环卫中心" }));
        Assert.That(items[1].PartnerUnits, Is.EqualTo(new[] { "区民政局" }));
        Assert.That(items.Select(item => item.Findings.Single().Code), Is.All.EqualTo(FindingCodes.RowJoined));
    }

    [Test]
    public void A_row_without_number_takes_number_and_heading_from_the_merged_cell_above()
    {
        var items = Reading.ListOf(Header
            + "1\t清洁空气\t清洁空气要查三次。\t年底前\t区环保局\t各街道办事处\n"
            + "\t\t清洁空气要罚五次。\t按时间节点\t区教委\t区民政局\n"
            + "2\t学校\t建一所学校。\t年底前\t区教委\t区民政局\n").Items;

        Assert.That((items[1].No, items[1].Task), Is.EqualTo(("1", "清洁空气")));
        Assert.That(items[1].Findings, Is.Empty);
    }

    [Test]
    public void A_row_without_number_where_a_number_is_missing_is_doubted()
    {
        var list = Reading.ListOf(Header
            + "1\t清洁空气\t查三次。\t年底前\t区环保局\t各街道办事处\n"
            + "\t\t罚五次。\t年底前\t区教委\t区民政局\n"
            + "3\t学校\t建一所。\t年底前\t区教委\t区民政局\n");

        Assert.That(list.Items[1].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.RowUnnumbered }));
        Assert.That(list.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NumberMissing }));
    }

    [Test]
    public void An_empty_cell_is_merged_in_a_row_without_number_and_empty_in_a_numbered_one()
    {
        var items = Reading.ListOf(Header
            + "1\t甲\t做甲事。\t年底前\t区环保局\t各街道办事处\n"
            + "\t\t做甲事之二。\t年底前\t区教委\t\n"
            + "2\t乙\t做乙事。\t年底前\t区教委\t\n").Items;

        Assert.That(items[1].PartnerUnits, Is.EqualTo(new[] { "各街道办事处" }));
        Assert.That(items[1].Findings.Codes(), Does.Contain(FindingCodes.RowUnnumbered));
        Assert.That(items[2].PartnerUnits, Is.Empty);
        Assert.That(items[2].Findings, Is.Empty);
    }

    [Test]
    public void A_measure_printed_in_the_cell_above_moves_down_to_the_units_that_it_names()
    {
        var items = Reading.ListOf(Header
            + "1\t涂料\t工程由区城市管理委把关。 区质监局查厂。 工商部门查店。\t长期实施\t区城市管理委\t区房管局\n"
            + "\t\t\t长期实施\t区质监局 西城工商分局\t区房管局\n"
            + "2\t乙\t做乙事。\t年底前\t区教委\t区民政局\n").Items;

        Assert.That(items.Select(item => item.Text), Is.EqualTo(new[] { "工程由区城市管理委把关。", "区质监局查厂。工商部门查店。", "做乙事。" }));
        Assert.That(items[0].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.RowSplit }));
        Assert.That(items[1].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.RowSplit }));
        Assert.That(items[1].LineStart, Is.EqualTo(items[0].LineStart));
    }

    [Test]
    public void A_row_of_several_measures_is_cut_where_every_cell_of_units_is()
    {
        var items = Reading.ListOf(Header
            + "1\t甲\t<p>做甲事。</p> <p>做乙事。</p>\t长期实施\t<p>区环保局 区教委</p> <p>区民政局</p>\t<p>区财政局</p> <p>区房管局</p>\n"
            + "2\t乙\t做丙事。\t年底前\t区教委\t区民政局\n").Items;

        Assert.That(items.Select(item => item.Text), Is.EqualTo(new[] { "做甲事。", "做乙事。", "做丙事。" }));
        Assert.That(items.Select(item => item.No), Is.EqualTo(new[] { "1", "1", "2" }));
        Assert.That(items[1].LeadUnits, Is.EqualTo(new[] { "区民政局" }));
        Assert.That(items[1].PartnerUnits, Is.EqualTo(new[] { "区房管局" }));
        Assert.That(items[0].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.RowSplit }));
    }

    [Test]
    public void A_row_whose_cells_do_not_match_stays_whole_with_all_units_and_is_doubted()
    {
        var item = Reading.ListOf(Header
            + "1\t甲\t<p>做甲事。</p> <p>做乙事。</p> <p>做丙事。</p>\t年底前\t<p>区环保局 区教委</p> <p>区民政局</p>\t区财政局\n"
            + "2\t乙\t做丁事。\t年底前\t区教委\t区民政局\n").Items[0];

        Assert.That(item.Text, Is.EqualTo("做甲事。做乙事。做丙事。"));
        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区环保局", "区教委", "区民政局" }));
        Assert.That(item.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.RowSplit }));
    }

    [TestCase("\t配合建设充电设施，实现全覆盖，年年有进步。\t长期实施\t区城市管理委\t区房管局\t")]
    [TestCase("\t配合建设充电设施，实现全覆盖，年年有进步。\t长期实施 区城市管理委\t——\t区房管局\t区房管局")]
    [TestCase("\t配合建设充电设施，实现全覆盖，年年有进步。\t区城市管理委 长期实施\t区房管局\t区房管局\t区房管局")]
    public void Cells_that_moved_are_told_by_what_they_hold_and_doubted(string row)
    {
        var item = Reading.ListOf(Header + "1\t甲\t做甲事。\t年底前\t区环保局\t各街道办事处\n" + row + "\n").Items[1];

        Assert.That(item.Text, Is.EqualTo("配合建设充电设施，实现全覆盖，年年有进步。"));
        Assert.That(item.Deadline.Kind, Is.EqualTo(DeadlineKind.Ongoing));
        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区城市管理委" }));
        Assert.That(item.PartnerUnits, Is.EqualTo(new[] { "区房管局" }));
        Assert.That(item.Findings.Codes(), Does.Contain(FindingCodes.CellsShifted));
    }

    [Test]
    public void A_heading_may_stand_in_front_of_a_row_or_between_two_pages()
    {
        var items = Reading.ListOf(Header
            + "一、大气\t\t\t\t\t\n"
            + "1\t甲\t做甲事。\t年底前\t区环保局\t各街道办事处\n\n二、示范\n\n"
            + Header
            + "2\t乙\t做乙事。\t年底前\t区环保局\t各街道办事处\n").Items;

        Assert.That(items.Select(item => item.Section[0]), Is.EqualTo(new[] { "一、大气", "二、示范" }));
    }

    [Test]
    public void Words_left_of_the_number_span_the_rows_below()
    {
        var items = Reading.ListOf("措施名称\t序号\t重点任务\t牵头单位\t参与单位\t完成时限\n"
            + "防污染\t4\t做甲事。\t区环保局\t区教委\t2018年12月底\n"
            + "\t5\t做乙事。\t区环保局\t区教委\t2018年12月底\n").Items;

        Assert.That(items.Select(item => item.Section.Single()), Is.All.EqualTo("防污染"));
        Assert.That(items.Select(item => item.No), Is.EqualTo(new[] { "4", "5" }));
    }

    [Test]
    public void A_number_printed_again_on_the_next_page_is_no_repetition_but_another_one_is()
    {
        var again = Header + "3\t甲\t做甲事。\t年底前\t区环保局\t区教委\n\n" + Header + "3\t甲\t做乙事。\t年底前\t区环保局\t区教委\n";

        Assert.That(Reading.ListOf("说明。\n" + again).Findings.Codes(), Does.Not.Contain(FindingCodes.NumberRepeated));
        Assert.That(Reading.ListOf("说明。\n" + again + "3\t丙\t做丙事。\t年底前\t区环保局\t区教委\n").Findings.Codes(), Does.Contain(FindingCodes.NumberRepeated));
    }

    [Test]
    public void Stages_dated_in_the_measure_are_kept_where_the_column_gives_no_date()
    {
        var item = Reading.ListOf(Header + "1\t甲\t4月底前要建立台账并动态更新。\t按时间节点完成\t区环保局\t区教委\n2\t乙\t做乙事。\t年底前\t区教委\t\n").Items[0];

        Assert.That(item.Deadline.Kind, Is.EqualTo(DeadlineKind.Conditional));
        Assert.That(item.Deadline.Milestones.Single().Date, Is.EqualTo(new DateOnly(2018, 4, 30)));
    }

    [Test]
    public void A_timetable_without_units_is_a_schedule_and_says_what_is_missing()
    {
        var list = Reading.ListOf("时间\t工作内容\n5月6日\t登记\n6月12日前\t录取\n");

        Assert.That(list.Kind, Is.EqualTo(ListKind.Schedule));
        Assert.That(list.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NoUnitColumn }));
        Assert.That(list.Items.SelectMany(item => item.Findings), Is.Empty);
    }

    [Test]
    public void A_row_in_which_nobody_is_named_blocks()
    {
        var items = Reading.ListOf(Header + "1\t甲\t做甲事。\t年底前\t\t区教委\n2\t乙\t做乙事。\t年底前\t区教委\t\n").Items;

        Assert.That(items[0].Findings.Single().Code, Is.EqualTo(FindingCodes.NoUnit));
        Assert.That(items[1].Findings, Is.Empty);
    }

    [TestCase("序号\t名称\t价格（元）\n1\t甲\t100\n2\t乙\t200\n")]
    [TestCase("单位\t联系人\t电话\n区教委\t张三\t123\n区民政局\t李四\t456\n")]
    [TestCase("工作单位\t\t\t\n责任人\t\t\t\n")]
    public void Prices_addresses_and_forms_are_no_task_list(string table) =>
        Assert.That(Reading.Of(Reading.Head + table).Documents[0].Lists, Is.Empty);
}
