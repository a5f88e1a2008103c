using System.Text;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents.Characters;

[TestFixture]
internal sealed class CharacterTableTests
{
    private const string Header = "序_|号_|镇级_|重点任务_|本区2018年重点任务_|完成_|时限_|牵头_|领导_|牵头部门_|责任单位_|协办单位_|";

    [Test]
    public void Cells_are_told_apart_by_their_words_and_blank_signs()
    {
        var list = ListOf("""
            2018年清风计划工作措施_|
            """ + Header + """
            一、|扬尘|_|1_|
            13.治理扬|尘工地_|加强|工地|检查|，建立|台账。_|年底|前_|王__明_|李三五_|区环保局_|区城管执法监察局|区市政市容委_|各街道办事处_|区财政局_|
            2_|14.清洗|道路_|每日|洒水。_|6月底|前_|王__明_|区重大办_|区环境建设办|区发展改革委_|各街道办事处_|区财政局_|
            种树|种草，|美化|街区。_|李三五_|区教委_|
            ▲
            """ + Header + """
            3_|15.报告|进展_|按月|报告。_|长期|实施_|李三五_|区环保局_|__|
            """);

        Assert.That(list.Layout, Is.EqualTo("character-table"));
        Assert.That(list.Title, Is.EqualTo("2018年清风计划工作措施"));
        Assert.That(list.Items.Select(item => (item.No, item.Task, item.Text)), Is.EqualTo(new[]
        {
            ("1", "治理扬尘工地", "加强工地检查，建立台账。"), ("2", "清洗道路", "每日洒水。"), ("2", "清洗道路", "种树种草，美化街区。"), ("3", "报告进展", "按月报告。"),
        }));
        Assert.That(list.Items.Select(item => item.Section.Single()), Is.All.EqualTo("一、扬尘"));
        Assert.That(list.Items.Select(item => string.Join('、', item.Leaders)), Is.EqualTo(new[] { "王明、李三五", "王明", "李三五", "李三五" }));
        Assert.That(list.Items.Select(item => item.Deadline.PrintedText), Is.EqualTo(new[] { "年底前", "6月底前", "6月底前", "长期实施" }));
    }

    [Test]
    public void A_name_that_fills_its_column_leaves_no_sign_and_tells_the_column_by_that()
    {
        var items = ListOf(Header + """
            1_|1.甲甲甲_|加强检查。_|年底|前_|王三五_|区重大办_|区环境建设办|区发展改革委_|区城管执法监察局|各街道办事处_|区财政局_|
            2_|2.乙乙乙_|加强宣传。_|年底|前_|王三五_|区重大办_|区发展改革委_|区城管执法监察局|各街道办事处_|区住房城市建设委_|
            3_|3.丙丙丙_|加强报告。_|年底|前_|王三五_|李三五_|区重大办_|区财政局_|各街道办事处_|区教委_|
            """).Items;

        Assert.That(items.Select(item => string.Join('、', item.LeadUnits)), Is.EqualTo(new[] { "区重大办、区环境建设办", "区重大办", "区重大办、区财政局" }));
        Assert.That(items[1].PartnerUnits, Is.EqualTo(new[] { "区发展改革委", "区城管执法监察局", "各街道办事处", "区住房城市建设委" }));
        Assert.That(items.SelectMany(item => item.Findings), Is.Empty);
    }

    [Test]
    public void Where_nothing_parts_the_units_that_is_said()
    {
        var items = ListOf(Header + """
            1_|1.甲甲甲_|加强检查。_|年底|前_|王三五_|区重大办_|区环境建设办|区发展改革委_|各街道办事处_|区教委_|
            2_|2.乙乙乙_|加强宣传。_|年底|前_|王三五_|区重大办_|区财政局_|区教委_|区环保局_|各街道办事处_|区商务委_|
            3_|3.丙丙丙_|加强报告。_|年底|前_|王三五_|区环保局_|_|_|
            """).Items;

        Assert.That(items.Select(item => item.Findings.Codes()), Is.EqualTo(new string[][] { [], [FindingCodes.UnitsUnparted], [] }));
        Assert.That(items[1].LeadUnits, Is.EqualTo(new[] { "区重大办" }));
        Assert.That(items[2].PartnerUnits, Is.Empty);
    }

    [Test]
    public void Merged_cells_leave_no_sign_and_come_from_the_row_above_while_empty_ones_do()
    {
        var items = ListOf(Header + """
            1_|1.甲甲甲_|加强检查。_|年底|前_|王三五_|区重大办_|区环境建设办|各街道办事处_|区财政局_|
            加强宣传。_|王三五_|区教委_|
            2_|2.乙乙乙_|加强报告。_|6月|底前_|王三五_|区教委_|_|_|
            加强值守。_|李三五_|区环保局_|
            """).Items;

        Assert.That(items.Select(item => string.Join('、', item.PartnerUnits)), Is.EqualTo(new[] { "各街道办事处、区财政局", "各街道办事处、区财政局", "", "" }));
        Assert.That(items.Select(item => item.Deadline.PrintedText), Is.EqualTo(new[] { "年底前", "年底前", "6月底前", "6月底前" }));
    }

    [Test]
    public void Names_that_commas_join_share_a_cell_and_measures_may_bear_the_numbers()
    {
        var items = ListOf("""
            主要任|务_|牵头|单位_|责任|单位_|完成|时限_|
            一、|规范_|
            1.设立|服务机|构。_|区编办|、_|区教委_|_|2018年|5月_|
            2.开放|数据，|便利群|众。_|区教委、区|财政局_|区环保局、|区商务委|等部|门_|2018年底前_|
            3.改进|窗口。|区教委、|区财政局|区环保局_|持续推进_|
            """).Items;

        Assert.That(items.Select(item => (item.No, item.Text)), Is.EqualTo(new[] { ("1", "设立服务机构。"), ("2", "开放数据，便利群众。"), ("3", "改进窗口。") }));
        Assert.That(items.Select(item => string.Join('、', item.LeadUnits)), Is.EqualTo(new[] { "区编办、区教委", "区教委、区财政局", "区教委、区财政局" }));
        Assert.That(items.Select(item => string.Join('、', item.PartnerUnits)), Is.EqualTo(new[] { "", "区环保局、区商务委", "区环保局" }));
        Assert.That(items.Select(item => item.Deadline.PrintedText), Is.EqualTo(new[] { "2018年5月", "2018年底前", "持续推进" }));
    }

    [Test]
    public void A_measure_and_the_heading_beside_it_that_a_page_break_cuts_are_whole_again()
    {
        const string Columns = "重点工作_|主要任|务_|牵头|单位_|责任|单位_|完成|时限_|";
        var items = ListOf(Columns + """
            一、|规范_|
            1.设立|服务机|构。_|区编办、|区教委_|区财政局_|2018年|5月_|
            二、|深化服务标准|2.制定|十项服|务标准，|每项标准|落实到岗|，落实到人，|创建国家级|区编办、|区教委、_|各街道办|事处_|区财政局、|区文化委_|持续推进_|▲
            """ + Columns + """
            化建设_|示范展|示基地。_|3.改进|窗口。_|区教委、|区财政局|区环保局_|持续推进_|
            """).Items;

        Assert.That(items.Select(item => (item.No, item.Text)), Is.EqualTo(new[] { ("1", "设立服务机构。"), ("2", "制定十项服务标准，每项标准落实到岗，落实到人，创建国家级示范展示基地。"), ("3", "改进窗口。") }));
        Assert.That(items.Select(item => item.Section.Single()), Is.EqualTo(new[] { "一、规范", "二、深化服务标准化建设", "二、深化服务标准化建设" }));
        Assert.That(items[1].LeadUnits, Is.EqualTo(new[] { "区编办", "区教委", "各街道办事处" }));
        Assert.That(items[1].PartnerUnits, Is.EqualTo(new[] { "区财政局", "区文化委" }));
        Assert.That(items.Select(item => item.Findings.Codes()), Is.EqualTo(new string[][] { [], [FindingCodes.RowJoined], [] }));
    }

    [Test]
    public void Units_may_stand_before_the_measure_and_remarks_behind_it()
    {
        var items = ListOf("""
            序_|号_|责任|部门_|责任_|领导_|拟上|会_|时间_|议题|名称_|备注_|
            第一|季度_|
            1_|区教委_|王三五_|2月_|（已议）|关于学校|建设的汇报|报区委_|是_|
            2_|和谐街区_|指挥部_|李三五_|2018年_|11月_|关于老街|改造的汇报_|报区委_|
            3_|区财政局_|王三五_|3月_|关于预算|的汇报|报区委_|报区委_|_|
            """).Items;

        Assert.That(items.Select(item => item.Text), Is.EqualTo(new[] { "关于学校建设的汇报", "关于老街改造的汇报", "关于预算的汇报" }));
        Assert.That(items.Select(item => item.LeadUnits.Single()), Is.EqualTo(new[] { "区教委", "和谐街区指挥部", "区财政局" }));
        Assert.That(items.Select(item => item.Deadline.Date), Is.EqualTo(new DateOnly?[] { new(2018, 2, 28), new(2018, 11, 30), new(2018, 3, 31) }));
    }

    [Test]
    public void A_table_whose_columns_are_the_levels_of_an_outline_has_a_row_a_bracketed_number()
    {
        const string Columns = "工作_|任务_|重点_|指标_|年度任务分解_|任务要求_|主责部门_|配合部门_|（单位）_|";
        var list = ListOf("（2）|修补|屋顶。_|<3>修补|屋顶|五处。_|_|区教委_|_|区财政局_|▲" + Columns + """
            二、落实|河道责任_|（一）清|洁河道_|4.清理|河面_|（3）|打捞|杂物。_|<4>每天|打捞|一次。|<5>公布|结果。_|区环保局_|区民政局_|各街道办|事处_|
            （4）|巡查|河岸。_|<6>安排|专人|巡查。|区商务委_|▲
            """ + Columns + """
            5.宣传|爱护_|（5）|张贴|告示。_|<7>张贴|告示。|（6）|举办|讲座。_|<8>举办|讲座|两次。_|
            （7）|评选|志愿者。_|<9>评选|并公布|名单。_|区文明办_|
            """);

        Assert.That(list.Items.Select(item => item.No), Is.EqualTo(new[] { "（2）", "（3）", "（4）", "（5）", "（6）", "（7）" }));
        Assert.That(list.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.NumberMissing }));
        Assert.That(list.Items[1].Task, Is.EqualTo("打捞杂物。"));
        Assert.That(list.Items[1].Text, Is.EqualTo("<4>每天打捞一次。<5>公布结果。"));
        Assert.That(list.Items[1].Section, Is.EqualTo(new[] { "二、落实河道责任", "（一）清洁河道", "4.清理河面" }));
        Assert.That(list.Items.Select(item => string.Join('、', item.LeadUnits)), Is.EqualTo(new[] { "区教委", "区环保局", "区商务委", "区商务委", "区商务委", "区文明办" }));
        Assert.That(list.Items[0].PartnerUnits, Is.EqualTo(new[] { "区财政局" }));
        Assert.That(list.Items.Select(item => item.Findings.Codes()), Is.EqualTo(new string[][] { [], [FindingCodes.UnitsUnparted], [], [], [], [] }));
    }

    [Test]
    public void A_table_that_cannot_be_read_is_said_to_be_lost()
    {
        var body = Lines(string.Concat(Enumerable.Repeat("做好|各项|工作_|加强|宣传_|", 30)));

        var document = Reading.Of(Reading.Head + body).Documents.Single();

        Assert.That(document.Lists, Is.Empty);
        Assert.That(document.Findings.Codes(), Is.EqualTo(new[] { FindingCodes.TableUnread }));
    }

    private static DraftList ListOf(string cells) => Reading.ListOf(Lines(cells));

    /// <summary>One character a line; | is the empty line that ends a printed line, _ the blank sign, ▲ a page break.</summary>
    private static string Lines(string cells)
    {
        var lines = new StringBuilder();
        var beginsPage = false;
        foreach (var character in cells)
        {
            switch (character)
            {
                case '\n' or '\r': break;
                case '▲': beginsPage = true; break;
                case '|': lines.Append('\n'); break;
                case '_': lines.Append(" \n"); break;
                default: lines.Append(beginsPage ? " " : "").Append(character).Append('\n'); beginsPage = false; break;
            }
        }

        return lines.ToString();
    }
}
