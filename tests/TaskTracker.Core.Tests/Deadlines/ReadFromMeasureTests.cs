using System.Globalization;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Core.Tests.Deadlines;

[TestFixture]
internal sealed class ReadFromMeasureTests
{
    private static readonly DeadlineContext ListOf2018 = new(2018, new DateOnly(2018, 3, 30));

    [TestCase("整修校舍，2018年底前完成。", "2018年底前", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("到2020年，书店增至30家。", "到2020年", "2020-12-31", DeadlineKind.YearEnd)]
    [TestCase("年内重点推进老楼改造。", "年内", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("由该局于4月份率先实现联网。", "4月份", "2018-04-30", DeadlineKind.MonthEnd)]
    [TestCase("加强检查。2020年对方案进行考核。", "2020年", "2020-12-31", DeadlineKind.YearEnd)]
    [TestCase("每年开放两次，在7月20日之前完成1次。", "7月20日之前", "2018-07-20", DeadlineKind.Date)]
    [TestCase("2020年全面建成网络。", "2020年", "2020-12-31", DeadlineKind.YearEnd)]
    [TestCase("要求2018年3月20日前完成。", "2018年3月20日前", "2018-03-20", DeadlineKind.Date)]
    [TestCase("到2018年底前实现并网，为2020年实现联动打下基础。", "到2018年底前", "2018-12-31", DeadlineKind.YearEnd)]
    public void A_limit_in_running_text_counts(string text, string printed, string date, DeadlineKind kind)
    {
        var (deadline, doubts) = DeadlineReader.ReadFromMeasure(text, ListOf2018);

        Assert.That(deadline.PrintedText, Is.EqualTo(printed));
        Assert.That(deadline.Date, Is.EqualTo(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Assert.That(deadline.Kind, Is.EqualTo(kind));
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("定期组织培训。")]
    [TestCase("持续推进网点建设。")]
    [TestCase("全年举办30场活动。")]
    [TestCase("2018年全年不少于12次。")]
    [TestCase("落实《养老设施专项规划（2016年—2035年）》。")]
    [TestCase("按照《2018年工作要点》，6家单位联合执法。")]
    [TestCase("在2017年基础上提高一成。")]
    [TestCase("浓度较2013年下降两成。")]
    [TestCase("围绕2018年重点任务做好解读。")]
    [TestCase("为地区2018年进入金婚的老人办活动。")]
    [TestCase("2018年以前建成的小区逐步改造。")]
    [TestCase("3月5日组织了专项检查。")]
    [TestCase("截至2017年底已改造12条胡同。")]
    [TestCase("为每名老人提供每人每年3600元的补贴。")]
    [TestCase("按每月800元发放补助。")]
    [TestCase("学生每天锻炼1小时。")]
    [TestCase("应在5个工作日内答复。")]
    [TestCase("“十三五”时期消防任务繁重。")]
    [TestCase("在四季青镇和月坛街道试点。")]
    [TestCase("每所学校配备校医。")]
    [TestCase("按照年初计划推进。")]
    [TestCase("公布年度报告。")]
    [TestCase("PM2.5月均浓度达标。")]
    [TestCase("加强年内部审计之外的检查。")]
    public void What_is_no_limit_in_running_text_is_left_alone(string text)
    {
        var reading = DeadlineReader.ReadFromMeasure(text, ListOf2018);

        Assert.That(reading.Deadline, Is.EqualTo(Deadline.None));
        Assert.That(reading.Doubts, Is.Empty);
    }

    [TestCase("每季度报送工地名单。", "每季度", "FREQ=MONTHLY;INTERVAL=3")]
    [TestCase("按季度公开进展情况。", "按季度", "FREQ=MONTHLY;INTERVAL=3")]
    [TestCase("每年至少召开两次会议。", "每年至少召开两次", "每年至少召开两次")]
    [TestCase("代表列席会议，每季度安排两次。", "每季度安排两次", "每季度安排两次")]
    [TestCase("每年12月15日前报甲局；甲局于每年12月底前报市里。", "每年12月15日前；每年12月底前", "每年12月15日前；每年12月底前")]
    public void A_definite_period_in_running_text_recurs(string text, string printed, string recurrence)
    {
        var deadline = DeadlineReader.ReadFromMeasure(text, ListOf2018).Deadline;

        Assert.That((deadline.Kind, deadline.PrintedText, deadline.Recurrence), Is.EqualTo((DeadlineKind.Recurring, printed, recurrence)));
    }

    [Test]
    public void A_rule_that_holds_from_a_year_on_is_ongoing()
    {
        var deadline = DeadlineReader.ReadFromMeasure("自2018年起，将监管纳入网格。", ListOf2018).Deadline;

        Assert.That((deadline.Kind, deadline.Start, deadline.PrintedText),
            Is.EqualTo((DeadlineKind.Ongoing, (DateOnly?)new DateOnly(2018, 1, 1), "自2018年起")));
    }

    [Test]
    public void Several_limits_are_stages()
    {
        var deadline = DeadlineReader.ReadFromMeasure("2018年底前，建成中心。2020年底前，覆盖全区。", ListOf2018).Deadline;

        Assert.That((deadline.Kind, deadline.Date), Is.EqualTo((DeadlineKind.Multiple, (DateOnly?)new DateOnly(2020, 12, 31))));
        Assert.That(deadline.Milestones, Is.EqualTo(new Milestone[]
        {
            new("2018年底前，建成中心", new DateOnly(2018, 12, 31)),
            new("2020年底前，覆盖全区", new DateOnly(2020, 12, 31)),
        }));
    }

    [Test]
    public void An_impossible_limit_is_unreadable()
    {
        var reading = DeadlineReader.ReadFromMeasure("2月30日前完成台账。", ListOf2018);

        Assert.That(reading.Deadline.Date, Is.Null);
        Assert.That(reading.Doubts.Select(doubt => doubt.Code), Is.EqualTo([FindingCodes.DeadlineUnreadable]));
    }

    [Test]
    public void A_measure_shows_its_dated_stages_where_the_deadline_is_conditional()
    {
        var milestones = DeadlineReader.MilestonesIn("全面排查裸地，4月底前要建立台账并更新，分类治理。", ListOf2018);

        Assert.That(milestones, Is.EqualTo(new Milestone[] { new("4月底前要建立台账并更新", new DateOnly(2018, 4, 30)) }));
    }
}
