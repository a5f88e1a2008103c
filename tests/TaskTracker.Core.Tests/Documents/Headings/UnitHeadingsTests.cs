using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents.Headings;

[TestFixture]
internal sealed class UnitHeadingsTests
{
    [Test]
    public void Each_sub_district_under_a_dated_heading_has_a_list_of_its_own()
    {
        var lists = Lists("""
            德胜街道2018年拟办实事

            1. 修好两条胡同的路灯。
            2. 给老人送餐，每天一次

            展览路街道 2018 年拟办实事

            1. 建一处小公园。
            2. 在 6 月底前粉刷楼道。
            """);

        Assert.That(lists.Select(list => list.Title), Is.EqualTo(["德胜街道2018年拟办实事", "展览路街道2018年拟办实事"]));
        Assert.That(lists.Select(list => (list.Year, list.DefaultDeadline, list.Kind)), Is.All.EqualTo(((int?)2018, (DateOnly?)new DateOnly(2018, 12, 31), ListKind.Tasks)));
        Assert.That(lists[0].Items.Select(item => (item.No, item.Text)), Is.EqualTo([((string?)"1", "修好两条胡同的路灯。"), ("2", "给老人送餐，每天一次")]));
        Assert.That(lists.SelectMany(list => list.Items).Select(item => item.LeadUnits.Single()), Is.EqualTo(["德胜街道", "德胜街道", "展览路街道", "展览路街道"]));
        Assert.That(lists.SelectMany(list => list.Items).Select(item => item.Deadline.Date), Is.EqualTo(new DateOnly?[] { null, null, null, new(2018, 6, 30) }));
        Assert.That(lists.SelectMany(list => list.Findings), Is.Empty);
    }

    [Test]
    public void A_dated_heading_of_an_unregistered_body_is_known_by_its_shape_and_flagged()
    {
        var lists = Lists("""
            柳树湾镇2018年重点任务

            1. 修路。
            2. 架桥。

            德胜街道2018年重点任务

            1. 种树。
            2. 养花。
            """);

        Assert.That(lists[0].Items.Select(item => (item.LeadUnits.Single(), item.Findings.Codes().Single())), Is.All.EqualTo(("柳树湾镇", FindingCodes.UnitUnknown)));
        Assert.That(lists[1].Items.SelectMany(item => item.Findings), Is.Empty);
    }

    [Test]
    public void A_missing_number_below_a_unit_is_said_of_its_list()
    {
        var lists = Lists("""
            德胜街道2018年拟办实事

            1. 修路。
            3. 种树。

            天桥街道2018年拟办实事

            1. 修桥。
            2. 种花。
            """);

        Assert.That(lists.Select(list => list.Findings.Codes().ToList()), Is.EqualTo([[FindingCodes.NumberMissing], new List<string>()]));
    }

    [Test]
    public void Numbered_units_over_prose_make_one_item_each_and_a_page_may_cut_the_prose()
    {
        var list = Single("""
            四、成员单位工作职责

            1. 区教委（区教育督导室）

            区教委管理学校的门前秩序，每所学校都要安排值班，并且做好家长

            的联络。

            区教育督导室检查落实。

            2. 区财政局

            保障经费。

            五、其他
            """);

        Assert.That(list.Kind, Is.EqualTo(ListKind.Duties));
        Assert.That(list.Title, Is.EqualTo("成员单位工作职责"));
        Assert.That(list.Items.Select(item => (item.No, item.Task, item.LeadUnits.Single(), item.Text)), Is.EqualTo(new (string?, string?, string, string)[]
        {
            ("1", "区教委（区教育督导室）", "区教委（区教育督导室）", "区教委管理学校的门前秩序，每所学校都要安排值班，并且做好家长的联络。区教育督导室检查落实。"),
            ("2", "区财政局", "区财政局", "保障经费。"),
        }));
        Assert.That(list.Items.SelectMany(item => item.Findings).Concat(list.Findings), Is.Empty);
    }

    [Test]
    public void Below_a_unit_each_numbered_duty_is_an_item_and_a_duty_without_number_is_one_too()
    {
        var list = Single("""
            六、工作职责

            （一）区民政局职责

            1. 选定服务点。

            2. 公布名单。

            （二）街道工作职责

            登记申请人。

            ### （三）区财政局职责

            1. 拨付资金。
            """);

        Assert.That(list.Items.Select(item => (item.No, item.LeadUnits.Single(), item.Text)), Is.EqualTo(new (string?, string, string)[]
        {
            ("1", "区民政局", "选定服务点。"), ("2", "区民政局", "公布名单。"), (null, "街道", "登记申请人。"), ("1", "区财政局", "拨付资金。"),
        }));
        Assert.That(list.Items[0].Section, Is.EqualTo(["西城区2018年试行计划", "六、工作职责", "（一）区民政局职责"]));
    }

    [Test]
    public void A_sentence_over_numbered_duties_is_an_item_with_a_finding_but_a_lead_in_is_none()
    {
        var list = Single("""
            三、部门职责

            1. 区民政局

            统筹这项工作。

            （1）登记。

            （2）发放。

            2. 区财政局

            主要职责如下：

            （1）预算。

            （2）决算。
            """);

        Assert.That(list.Items.Select(item => (item.Text, item.Findings.Codes().SingleOrDefault())), Is.EqualTo(
            [("统筹这项工作。", (string?)FindingCodes.RowUnnumbered), ("登记。", null), ("发放。", null), ("预算。", null), ("决算。", null)]));
    }

    [Test]
    public void The_parts_of_a_scope_stay_in_one_measure()
    {
        var list = Single("""
            二、工作职责

            1. 区民政局

            区民政局组织检查。检查的地点包括：

            （1）学校。

            （2）医院。

            2. 区财政局

            保障经费。
            """);

        Assert.That(list.Items.Select(item => item.Text), Is.EqualTo(["区民政局组织检查。检查的地点包括：（1）学校。（2）医院。", "保障经费。"]));
    }

    [Test]
    public void An_article_that_leads_to_the_duties_of_a_unit_is_its_heading()
    {
        var list = Single("""
            第二章 机构和职责

            第四条 北京市西城区民政局（以下简称区民政局）管理这笔资金。主要职责是：

            （一）制定计划；

            （二）公布结果。

            第五条 西城区财政局履行下列职责：

            （一）安排预算；

            （二）检查使用。

            第三章 附则
            """);

        Assert.That(list.Items.Select(item => (item.LeadUnits.Single(), item.Text)), Is.EqualTo(
            [("北京市西城区民政局", "制定计划；"), ("北京市西城区民政局", "公布结果。"), ("西城区财政局", "安排预算；"), ("西城区财政局", "检查使用。")]));
    }

    [Test]
    public void Tasks_below_the_units_that_lead_them_are_read_without_a_registry_and_counted()
    {
        var list = Reading.Of("""
            临江市人民政府办公室关于印发2023年重点工作分工方案的通知

            临政办发〔2023〕5号

            临江市2023年重点工作分工方案

            一、市教育局牵头任务（2项）

            1. 新建一所学校。

            2. 会同市财政局落实经费。

            二、应急管理局牵头任务（3项）

            1. 排查隐患，6月底前完成。
            """).Documents.SelectMany(document => document.Lists).Single();

        Assert.That((list.Kind, list.DeclaredCount), Is.EqualTo((ListKind.Tasks, 5)));
        Assert.That(list.Findings.Codes(), Is.EqualTo([FindingCodes.CountDiffers]));
        Assert.That(list.Items.Select(item => (item.LeadUnits.Single(), string.Join('/', item.PartnerUnits))), Is.EqualTo(
            [("市教育局", ""), ("市教育局", "市财政局"), ("应急管理局", "")]));
        Assert.That(list.Items[2].Deadline.Date, Is.EqualTo(new DateOnly(2023, 6, 30)));
    }

    [Test]
    public void Members_of_a_group_and_signatures_are_no_list_of_duties() =>
        Assert.That(Lists("""
            三、成员单位职责

            区教委

            区民政局

            区财政局

            有关工作由办公室通知，请各单位按时参加会议。
            """), Is.Empty);

    [Test]
    public void Headings_that_are_no_units_are_no_list_of_duties() =>
        Assert.That(Lists("""
            四、职责调整

            （一）规范执行

            办事要快，做事要稳。

            （二）建设服务站

            每个社区建一处。

            （三）工作要求

            大家都要努力。
            """), Is.Empty);

    private static List<DraftList> Lists(string body) => [.. Reading.Of(Reading.Head + body).Documents.SelectMany(document => document.Lists)];

    private static DraftList Single(string body)
    {
        var lists = Lists(body);
        Assert.That(lists, Has.Count.EqualTo(1));
        Assert.That(lists[0].Items.Select(item => item.Deadline.Kind), Is.All.EqualTo(DeadlineKind.None));
        return lists[0];
    }
}
