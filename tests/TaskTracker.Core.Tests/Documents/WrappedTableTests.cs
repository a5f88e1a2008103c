using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Documents;

/// <summary>Portrait tables whose cells come one below the other, a piece a line; _ is the blank that closes a paragraph.</summary>
[TestFixture]
internal sealed class WrappedTableTests
{
    private const string Header = "序\n号_\n镇级措\n施内容_\n2018 年我区重点任务 牵头单位 参与单位_\n完成\n时限\n";

    private const string Rows = Header + """
        一、河道整治_
        1_
        1. 清 理
        河道淤
        泥_
        对全区十二条河道开展一次清淤，河底
        淤泥运往指定地点处理。_
        区环保局
        区市政市
        容委_
        区园林市政管理
        中心_
        区财政局_
        各街道办事处_
        年底
        前_
        对沿河排口开展一次排查，建立排口名
        册并逐一编号。_
        2_
        2.修补河
        岸_
        修补破损河岸三百米，岸边补种垂柳和
        迎春一千株。_
        区园林绿
        化局_
        区环保局_
        区住房城市建
        长期
        实施
        — 12 —
        序
         镇级措
        施内容_
        2018 年我区重点任务 牵头单位 参与单位_
        完成
        时限
        设委_
        各街道办事处_
        在河岸设置警示牌二百块并定期擦洗维
        护。 区教委
        区财政局_
        长期
        实施每季度组织一次志愿巡河活动，公布
        巡河结果。_
        二、垃圾分类_
        3_
        3.分类
        投放_
        每个社区设置一处大件垃圾投放点位供
        居民使用。_
        区市政市
        容委_
        区科信委等相
        关部门和各街
        道办事处_
        6 月
        底前
        抄送：区委各部门。
        """;

    [Test]
    public void Rows_begin_at_their_numbers_and_at_measures_behind_the_last_cell()
    {
        var list = ListOf(Rows);

        Assert.That(list.Layout, Is.EqualTo("wrapped-table"));
        Assert.That(list.Items.Select(item => (item.No, item.Task, item.Text)), Is.EqualTo(new[]
        {
            ("1", "清理河道淤泥", "对全区十二条河道开展一次清淤，河底淤泥运往指定地点处理。"),
            ("1", "清理河道淤泥", "对沿河排口开展一次排查，建立排口名册并逐一编号。"),
            ("2", "修补河岸", "修补破损河岸三百米，岸边补种垂柳和迎春一千株。"),
            ("2", "修补河岸", "在河岸设置警示牌二百块并定期擦洗维护。"),
            ("2", "修补河岸", "每季度组织一次志愿巡河活动，公布巡河结果。"),
            ("3", "分类投放", "每个社区设置一处大件垃圾投放点位供居民使用。"),
        }));
        Assert.That(list.Items.Select(item => item.Section.Single()), Is.EqualTo(new[] { "一、河道整治", "一、河道整治", "一、河道整治", "一、河道整治", "一、河道整治", "二、垃圾分类" }));
        Assert.That(list.Findings.Concat(list.Items.SelectMany(item => item.Findings)), Is.Empty);
    }

    [Test]
    public void The_width_at_which_names_break_tells_their_column()
    {
        var items = ListOf(Rows).Items;

        Assert.That(items.Select(item => string.Join('、', item.LeadUnits)), Is.EqualTo(new[]
        {
            "区环保局、区市政市容委", "区环保局、区市政市容委", "区园林绿化局", "区教委", "区教委", "区市政市容委",
        }));
        Assert.That(items[0].PartnerUnits, Is.EqualTo(new[] { "区园林市政管理中心", "区财政局", "各街道办事处" }));
        Assert.That(items[5].PartnerUnits, Is.EqualTo(new[] { "区科信委", "相关部门", "各街道办事处" }));
    }

    [Test]
    public void A_name_that_a_page_break_cuts_is_whole_although_the_date_stands_between() =>
        Assert.That(ListOf(Rows).Items[2].PartnerUnits, Is.EqualTo(new[] { "区环保局", "区住房城市建设委", "各街道办事处" }));

    [Test]
    public void Merged_cells_come_from_the_row_above()
    {
        var items = ListOf(Rows).Items;

        Assert.That(items[1].PartnerUnits, Is.EqualTo(items[0].PartnerUnits));
        Assert.That(items.Select(item => item.Deadline.PrintedText), Is.EqualTo(new[] { "年底前", "年底前", "长期实施", "长期实施", "长期实施", "6月底前" }));
        Assert.That(items[5].Deadline.Date, Is.EqualTo(new DateOnly(2018, 6, 30)));
    }

    [Test]
    public void A_short_name_that_may_stand_in_either_column_is_doubted()
    {
        var items = ListOf(Header + """
            1_
            1.甲甲_
            开展一次全区范围的隐患排查并建立台账。_
            区环保局
            区教委_
            区财政局_
            年底
            前_
            2_
            2.乙乙_
            开展一次全区范围的设备检修并公布结果。_
            区环保局
            区住房城市建
            设委_
            年底
            前_
            3_
            3.丙丙_
            开展一次全区范围的应急演练并通报情况。_
            区民政局
            区住房城市建
            设委_
            年底
            前_
            """).Items;

        Assert.That(items.Select(item => item.Findings.Codes()), Is.EqualTo(new string[][] { [FindingCodes.UnitsUnparted], [], [] }));
        Assert.That(items[0].LeadUnits, Is.EqualTo(new[] { "区环保局" }));
    }

    [Test]
    public void Running_text_under_such_words_is_no_table() =>
        Assert.That(Reading.Of(Reading.Head + "序\n号\n重点任务 牵头单位 参与单位\n完成\n时限\n以上表格由各单位自行填写后报送。\n区教委负责汇总。\n").Documents.Single().Lists, Is.Empty);

    private static DraftList ListOf(string lines) => Reading.ListOf(lines.Replace('_', ' '));
}
