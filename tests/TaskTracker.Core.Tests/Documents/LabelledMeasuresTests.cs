using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

[TestFixture]
internal sealed class LabelledMeasuresTests
{
    private const string TwoSections = """
        一、道路（2件）

        1. 修好南街
        和北街。

        牵头部门：区城市管理委、区财政局

        配合部门：各街道办事处

        时间安排：已启动，2018年9月底完成

        2. 种树100棵。

        配合部门: 区财政局

        **牵头部门:** 区园林绿化局

        时间安排: 2018 年完成

        二、学校（2 件）

        3. 新建两所学校。

        牵头部门：区教委

        时间安排：持续推进
        """;

    [Test]
    public void A_measure_is_all_text_between_its_number_and_its_labels()
    {
        var item = Reading.ListOf(TwoSections).Items[0];

        Assert.That(item.No, Is.EqualTo("1"));
        Assert.That(item.Text, Is.EqualTo("修好南街和北街。"));
        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区城市管理委", "区财政局" }));
        Assert.That(item.PartnerUnits, Is.EqualTo(new[] { "各街道办事处" }));
        Assert.That(item.Deadline.Date, Is.EqualTo(new DateOnly(2018, 9, 30)));
        Assert.That(item.Deadline.Status, Is.EqualTo(PrintedStatus.Started));
        Assert.That(item.Section, Is.EqualTo(new[] { "一、道路（2件）" }));
        Assert.That(item.Findings, Is.Empty);
    }

    [Test]
    public void Labels_may_stand_in_any_order_width_and_boldness()
    {
        var item = Reading.ListOf(TwoSections).Items[1];

        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区园林绿化局" }));
        Assert.That(item.PartnerUnits, Is.EqualTo(new[] { "区财政局" }));
        Assert.That(item.Deadline.Kind, Is.EqualTo(DeadlineKind.YearEnd));
    }

    [Test]
    public void Counts_in_headings_are_added_up_and_a_difference_is_said_of_the_list()
    {
        var list = Reading.ListOf(TwoSections);

        Assert.That(list.DeclaredCount, Is.EqualTo(4));
        Assert.That(list.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.CountDiffers }));
        Assert.That(list.Findings[0].Message, Does.Contain("二、学校（2件）").And.Contain("declares 2, but 1"));
        Assert.That(list.Items.SelectMany(item => item.Findings), Is.Empty);
    }

    [Test]
    public void The_title_over_the_list_gives_its_year_and_first_line()
    {
        var list = Reading.ListOf(TwoSections);

        Assert.That(list.Title, Is.EqualTo("西城区2018年试行计划"));
        Assert.That(list.Year, Is.EqualTo(2018));
        Assert.That((Reading.Head + TwoSections).Split('\n')[list.LineStart - 1], Is.EqualTo("西城区2018年试行计划"));
    }

    [Test]
    public void Who_is_responsible_leads_where_nobody_leads_and_helps_where_somebody_does()
    {
        var items = Reading.ListOf("""
            1. 甲事。
            牵头单位：区教委
            责任单位：区民政局
            2. 乙事。
            责任单位：区民政局、区财政局
            """).Items;

        Assert.That(items[0].LeadUnits, Is.EqualTo(new[] { "区教委" }));
        Assert.That(items[0].PartnerUnits, Is.EqualTo(new[] { "区民政局" }));
        Assert.That(items[1].LeadUnits, Is.EqualTo(new[] { "区民政局", "区财政局" }));
    }

    [Test]
    public void Notes_after_the_labels_belong_to_no_measure()
    {
        var items = Reading.ListOf("""
            1. 翻建平房。
            完成时限：2018年12月底前
            主要责任单位：区房管局
            情况说明：
            区房管局：负责其中一半。
            2. 改造管线。
            完成时限：2018年12月底前
            主要责任单位：区重大办
            """).Items;

        Assert.That(items.Select(item => item.Text), Is.EqualTo(new[] { "翻建平房。", "改造管线。" }));
        Assert.That(items[0].LineEnd, Is.EqualTo(items[1].LineStart - 1));
    }

    [Test]
    public void Unnumbered_measures_under_headings_take_number_and_task_from_the_heading()
    {
        var items = Reading.ListOf("""
            一、综合办公室
            负责日常工作。
            牵头领导：张三、李四
            主责部门：区发展改革委
            二、专项小组
            （一）营商小组
            负责优化环境。
            牵头领导：王五
            主责部门：区财政局
            """).Items;

        Assert.That(items.Select(item => item.No), Is.EqualTo(new[] { "一", "（一）" }));
        Assert.That(items.Select(item => item.Task), Is.EqualTo(new[] { "综合办公室", "营商小组" }));
        Assert.That(items[1].Section, Is.EqualTo(new[] { "二、专项小组" }));
        Assert.That(items[0].Leaders, Is.EqualTo(new[] { "张三", "李四" }));
    }

    [Test]
    public void A_measure_without_number_among_numbered_ones_is_doubted()
    {
        var items = Reading.ListOf("""
            1. 甲事。
            牵头单位：区教委
            还要做乙事。
            牵头单位：区民政局
            2. 丙事。
            牵头单位：区财政局
            """).Items;

        Assert.That(items.Select(item => item.No), Is.EqualTo(new[] { "1", null, "2" }));
        Assert.That(items[1].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.RowUnnumbered }));
        Assert.That(items[2].Findings, Is.Empty);
    }

    [Test]
    public void A_numbered_measure_without_labels_is_kept_and_blocks()
    {
        var items = Reading.ListOf("""
            1. 甲事。
            牵头单位：区教委
            2. 乙事。
            3. 丙事。
            牵头单位：区财政局
            """).Items;

        Assert.That(items.Select(item => item.Text), Is.EqualTo(new[] { "甲事。", "乙事。", "丙事。" }));
        Assert.That(items[1].Findings.Single(), Has.Property(nameof(Finding.Code)).EqualTo(FindingCodes.NoUnit).And.Property(nameof(Finding.Blocking)).True);
    }

    [Test]
    public void A_gap_and_a_repetition_in_the_numbers_are_said_of_the_list()
    {
        var list = Reading.ListOf("""
            1. 甲事。
            牵头单位：区教委
            4. 乙事。
            牵头单位：区教委
            4. 丙事。
            牵头单位：区教委
            """);

        Assert.That(list.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NumberMissing, FindingCodes.NumberRepeated }));
        Assert.That(list.Findings[0].Message, Does.Contain("number 2, 3"));
    }

    [Test]
    public void Parts_of_a_measure_keep_their_labels_and_the_basis_goes()
    {
        var items = Reading.ListOf("""
            （一）消防培训
            政策依据：某某规划，
            续第二行。
            目标任务：全年培训。
            具体措施：一是讲课。
            主责单位：区教委
            完成时限：2018年11月底前
            （二）消防设备
            政策依据：同上。
            目标任务：购置设备。
            主责单位：区财政局
            完成时限：2018年底前
            """).Items;

        Assert.That(items[0].Text, Is.EqualTo("目标任务：全年培训。具体措施：一是讲课。"));
        Assert.That(items[0].Task, Is.EqualTo("消防培训"));
        Assert.That(items[1].Text, Is.EqualTo("目标任务：购置设备。"));
    }

    [Test]
    public void Without_deadline_labels_a_date_in_the_measure_counts_and_with_them_it_does_not()
    {
        var without = Reading.ListOf("1. 2018年6月底前完成甲事。\n牵头单位：区教委\n2. 乙事。\n牵头单位：区教委").Items;
        var with = Reading.ListOf("1. 2018年6月底前完成甲事。\n牵头单位：区教委\n2. 乙事。\n牵头单位：区教委\n完成时限：年底前").Items;

        Assert.That(without[0].Deadline.Date, Is.EqualTo(new DateOnly(2018, 6, 30)));
        Assert.That(with[0].Deadline.Kind, Is.EqualTo(DeadlineKind.None));
    }

    [Test]
    public void A_misprinted_deadline_label_is_told_by_its_value_and_doubted()
    {
        var item = Reading.ListOf("1. 甲事。\n牵头单位：区教委\n完成实现：2018年底前\n2. 乙事。\n牵头单位：区教委\n完成时限：2018年底前").Items[0];

        Assert.That(item.Deadline.Date, Is.EqualTo(new DateOnly(2018, 12, 31)));
        Assert.That(item.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.LabelMisplaced }));
    }

    [Test]
    public void A_label_printed_twice_is_doubted_and_both_values_count()
    {
        var item = Reading.ListOf("1. 甲事。\n牵头单位：区教委\n牵头单位：区民政局\n2. 乙事。\n牵头单位：区教委").Items[0];

        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区教委", "区民政局" }));
        Assert.That(item.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.LabelMisplaced }));
    }

    [Test]
    public void Text_between_the_labels_of_one_measure_makes_no_second_one_and_is_said()
    {
        var items = Reading.ListOf("""
            1. 甲事。
            牵头单位：区教委
            完成时限：2018年底前
            2. 乙事。
            牵头单位：区民政局
            此处有一句插话。
            完成时限：2018年6月底前
            """).Items;

        Assert.That(items, Has.Count.EqualTo(2));
        Assert.That((items[1].Text, items[1].Deadline.Date), Is.EqualTo(("乙事。", (DateOnly?)new DateOnly(2018, 6, 30))));
        Assert.That(items[1].Findings.Codes(), Is.EqualTo(new[] { FindingCodes.LabelMisplaced }));
    }

    [Test]
    public void Several_labels_may_share_a_line()
    {
        var item = Reading.ListOf("1. 甲事。\n牵头单位：区教委；责任单位：区民政局；完成时限：2018年底前\n2. 乙事。\n牵头单位：区教委").Items[0];

        Assert.That(item.LeadUnits, Is.EqualTo(new[] { "区教委" }));
        Assert.That(item.PartnerUnits, Is.EqualTo(new[] { "区民政局" }));
        Assert.That(item.Deadline.Date, Is.EqualTo(new DateOnly(2018, 12, 31)));
    }

    [Test]
    public void Names_and_measures_go_on_where_the_source_breaks_every_line()
    {
        var filler = string.Concat(Enumerable.Repeat("这一行不多不少正好是三十个字写满为止不留空白以便判断行宽啊呀\n\n", 14));
        var items = Reading.ListOf(filler + """
            1.按照上级要求做好土壤环境质量调查工作建立健全定期评估制度，落

            实各项措施。

            牵头单位：区环保局、区园林绿化局、区城市管理委、区发展改革委、区财

            政局

            责任单位：各街道办事处

            还要加强监管。

            牵头单位：区环保局
            """).Items;

        Assert.That(items[0].Text, Does.EndWith("定期评估制度，落实各项措施。"));
        Assert.That(items[0].LeadUnits[^1], Is.EqualTo("区财政局"));
        Assert.That(items[0].PartnerUnits, Is.EqualTo(new[] { "各街道办事处" }));
        Assert.That(items[1].Text, Is.EqualTo("还要加强监管。"));
    }

    [Test]
    public void A_name_that_breaks_before_the_full_stop_of_its_label_is_whole()
    {
        var filler = string.Concat(Enumerable.Repeat("各单位要结合实际抓好本计划的贯彻落实工作并及时总结经验做法\n", 12));
        var items = Reading.ListOf(filler + """
            1.维修古桥三座。
            主要责任单位：区财政局
            协办单位：区住房城市建设委、西城规划分局、区市政市容委、北京宣房
            集团、属地街道办事处。
            2.维修古塔两座。
            主要责任单位：区教委
            协办单位：区住房城市建设委、区市政市容委、区园林绿化局、相关街道办
            事处。
            3.维修古井。
            主要责任单位：区教委
            协办单位：区住房城市建设委、区市政市容委、区园林绿化局、区民政局
            以上各项要抓紧落实。
            """).Items;

        Assert.That(items.Select(item => item.PartnerUnits[^1]), Is.EqualTo(new[] { "属地街道办事处", "相关街道办事处", "区民政局" }));
        Assert.That(items[0].PartnerUnits[^2], Is.EqualTo("北京宣房集团"));
    }

    [Test]
    public void Forms_to_fill_in_are_no_list() =>
        Assert.That(Reading.Of(Reading.Head + "责任单位：\n完成时限：\n牵头单位：\n责任单位：\n").Documents[0].Lists, Is.Empty);
}
