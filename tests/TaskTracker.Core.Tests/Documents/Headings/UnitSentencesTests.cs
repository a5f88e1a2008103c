using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents.Headings;

[TestFixture]
internal sealed class UnitSentencesTests
{
    [Test]
    public void Paragraphs_that_begin_with_the_unit_are_its_duties_where_duties_are_announced()
    {
        var list = Single("""
            试行工作职责分工

            区政府设立小组。成员单位的具体职责为：

            区编办负责机构设置。

            区教委负责在学校里宣传这项工作，每学期都要组织学生参加一次活

            动。

            西城公安分局维护秩序。

            各街道办事处对本地区负总责。
            """);

        Assert.That(list.Title, Is.EqualTo("试行工作职责分工"));
        Assert.That(list.Items.Select(item => (item.LeadUnits.Single(), item.Text)), Is.EqualTo(
        [
            ("区编办", "区编办负责机构设置。"), ("区教委", "区教委负责在学校里宣传这项工作，每学期都要组织学生参加一次活动。"),
            ("西城公安分局", "西城公安分局维护秩序。"), ("各街道办事处", "各街道办事处对本地区负总责。"),
        ]));
        Assert.That(list.Items.SelectMany(item => item.Findings), Is.Empty);
    }

    [Test]
    public void A_unit_before_a_colon_is_the_task_and_what_follows_the_text()
    {
        var list = Single("""
            七、部门职责

            （一）各相关委办局、各街道职责

            1. 区教委：组织培训。

            2. 区民政局、区财政局：核对名单并发放补助。

            3. 各街道办事处：做好登记工作。

            八、附则
            """);

        Assert.That(list.Title, Is.EqualTo("各相关委办局、各街道职责"));
        Assert.That(list.Items.Select(item => (item.No, item.Task, string.Join('/', item.LeadUnits), item.Text)), Is.EqualTo(new (string?, string?, string, string)[]
        {
            ("1", "区教委", "区教委", "组织培训。"), ("2", "区民政局、区财政局", "区民政局/区财政局", "核对名单并发放补助。"),
            ("3", "各街道办事处", "各街道办事处", "做好登记工作。"),
        }));
    }

    [Test]
    public void Sentences_between_the_duties_are_sections()
    {
        var list = Single("""
            六、任务及职责分工

            （一）查清底数，建立台账，一户一册。

            区教委：摸清学校的数量。

            区民政局：摸清机构的数量。

            （二）限期整改，逐一验收。

            区教委：检查学校的整改。
            """);

        Assert.That(list.Items.Select(item => item.Section[^1]), Is.EqualTo(["（一）查清底数，建立台账，一户一册。", "（一）查清底数，建立台账，一户一册。", "（二）限期整改，逐一验收。"]));
        Assert.That(list.Items.Select(item => item.Text), Is.EqualTo(["摸清学校的数量。", "摸清机构的数量。", "检查学校的整改。"]));
    }

    [Test]
    public void Who_helps_is_taken_from_the_words_and_said_unless_it_follows_the_unit()
    {
        var list = Single("""
            三、职责分工

            1. 区教委会同区民政局、区财政局做好登记。

            2. 区文化委组织演出，会同有关部门检查场地。

            3. 区环保局督促企业，配合区城管执法监察局处理投诉。
            """);

        Assert.That(list.Items.Select(item => string.Join('/', item.PartnerUnits)), Is.EqualTo(["区民政局/区财政局", "", "区城管执法监察局"]));
        Assert.That(list.Items.Select(item => item.Findings.Codes().SingleOrDefault()), Is.EqualTo(new string?[] { null, null, FindingCodes.UnitInText }));
    }

    [Test]
    public void A_clause_after_who_leads_says_who_helps()
    {
        var list = Single("""
            三、职责分工

            1. 区教委牵头，区民政局、各街道办事处配合，开展登记工作。

            2. 区财政局保障经费。
            """);

        Assert.That(list.Items[0].LeadUnits, Is.EqualTo(["区教委"]));
        Assert.That(list.Items[0].PartnerUnits, Is.EqualTo(["区民政局", "各街道办事处"]));
    }

    [Test]
    public void A_paragraph_of_several_units_is_cut_before_each_with_a_finding()
    {
        var list = Single("""
            三、审核职责

            （一）区教委审核学籍；区民政局审核户籍，并出具证明。区民政局还要留存材料。

            （二）区财政局核对账目。
            """);

        Assert.That(list.Items.Select(item => (item.No, item.LeadUnits.Single(), item.Text, item.Findings.Count)), Is.EqualTo(new (string?, string, string, int)[]
        {
            ("（一）", "区教委", "区教委审核学籍；", 1), ("（一）", "区民政局", "区民政局审核户籍，并出具证明。区民政局还要留存材料。", 1),
            ("（二）", "区财政局", "区财政局核对账目。", 0),
        }));
    }

    [TestCase("（二）明确责任分工", 4)]
    [TestCase("（二）做好保障", 0)]
    public void One_paragraph_of_many_units_is_a_list_where_its_heading_announces_duties(string heading, int items)
    {
        var lists = Lists($"""
            四、保障措施
            （一）加强宣传
            利用各种媒体开展宣传。
            {heading}
            区教委要组织好学生参观。区民政局要安排好老人活动。区文化委要开放场馆。区财政局要落实经费。
            以上工作年内见效。
            """);

        Assert.That(lists.Sum(list => list.Items.Count), Is.EqualTo(items));
        Assert.That(lists.SelectMany(list => list.Items).SelectMany(item => item.Findings.Codes()), Is.All.EqualTo(FindingCodes.RowSplit));
    }

    [Test]
    public void A_sibling_whose_unit_cannot_be_told_is_kept_and_blocked()
    {
        var list = Single("""
            三、部门职责

            1. 区教委负责学校。

            2. 举办者承担主体责任，报告情况。

            3. 区民政局负责机构。
            """);

        Assert.That(list.Items.Select(item => item.Findings.Codes().SingleOrDefault()), Is.EqualTo(new string?[] { null, FindingCodes.NoUnit, null }));
    }

    [Test]
    public void Numbers_over_the_units_that_are_missing_are_said_of_the_list()
    {
        var list = Single("""
            三、部门职责

            1. 区教委负责学校。

            3. 区民政局负责机构。
            """);

        Assert.That(list.Findings.Codes(), Is.EqualTo([FindingCodes.NumberMissing]));
    }

    [TestCase("区教委办理了登记。\n\n区民政局召开了会议。\n\n区财政局拨付了资金。", TestName = "No list without an announcement")]
    [TestCase("三、职责调整\n\n1. 区教委承担的校车管理职责。\n\n2. 区民政局承担的登记职责。", TestName = "No list of what a unit did before")]
    [TestCase("三、职责分工\n\n1. 区教委：是指区教育主管部门。\n\n2. 区民政局：是指区民政主管部门。", TestName = "No list of definitions")]
    [TestCase("三、职责分工\n\n区教委：张三\n\n区民政局：李四", TestName = "No list of people")]
    [TestCase("三、职责分工\n\n1. 区教委主任任组长。\n\n2. 区民政局局长任副组长。", TestName = "No list of members")]
    [TestCase("第五章 法律责任\n\n1. 区教委应当检查。\n\n2. 区民政局应当检查。", TestName = "No list under liability")]
    public void Texts_that_only_speak_of_units_are_no_list(string body) => Assert.That(Lists(body), Is.Empty);

    private static List<DraftList> Lists(string body) => [.. Reading.Of(Reading.Head + body).Documents.SelectMany(document => document.Lists)];

    private static DraftList Single(string body)
    {
        var lists = Lists(body);
        Assert.That(lists, Has.Count.EqualTo(1));
        Assert.That(lists[0].Kind, Is.EqualTo(ListKind.Duties));
        return lists[0];
    }
}
