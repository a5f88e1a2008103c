using System.Globalization;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tests.Deadlines;

/// <summary>Cells of a list of 2018, signed on 30 March 2018.</summary>
[TestFixture]
internal sealed class ReadDeadlineTests
{
    private static readonly DeadlineContext ListOf2018 = new(2018, new DateOnly(2018, 3, 30));

    [TestCase("2018年12月底前", "2018-12-31", DeadlineKind.MonthEnd)]
    [TestCase("2018 年 11 月底前", "2018-11-30", DeadlineKind.MonthEnd)]
    [TestCase("２０１８年１１月底前。", "2018-11-30", DeadlineKind.MonthEnd)]
    [TestCase("二〇一八年十二月底前", "2018-12-31", DeadlineKind.MonthEnd)]
    [TestCase("十二月三十一日前", "2018-12-31", DeadlineKind.Date)]
    [TestCase("**完成时限**2018年9月", "2018-09-30", DeadlineKind.MonthEnd)]
    [TestCase("4月15日前", "2018-04-15", DeadlineKind.Date)]
    [TestCase("9月1日", "2018-09-01", DeadlineKind.Date)]
    [TestCase("6月30日24时", "2018-06-30", DeadlineKind.Date)]
    [TestCase("6月上旬", "2018-06-10", DeadlineKind.Date)]
    [TestCase("6月中旬前", "2018-06-20", DeadlineKind.Date)]
    [TestCase("6月下旬", "2018-06-30", DeadlineKind.Date)]
    [TestCase("一季度", "2018-03-31", DeadlineKind.QuarterEnd)]
    [TestCase("第三季度末", "2018-09-30", DeadlineKind.QuarterEnd)]
    [TestCase("三季度末前", "2018-09-30", DeadlineKind.QuarterEnd)]
    [TestCase("2018年第4季度", "2018-12-31", DeadlineKind.QuarterEnd)]
    [TestCase("上半年", "2018-06-30", DeadlineKind.QuarterEnd)]
    [TestCase("下半年", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("年底前", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("年年底前", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("2019年年底前", "2019-12-31", DeadlineKind.YearEnd)]
    [TestCase("年内", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("年底", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("本年度", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("当年", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("2018年度内", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("2020 年指标", "2020-12-31", DeadlineKind.YearEnd)]
    [TestCase("到2020年", "2020-12-31", DeadlineKind.YearEnd)]
    [TestCase("到2020年底", "2020-12-31", DeadlineKind.YearEnd)]
    [TestCase("“十三五”末", "2020-12-31", DeadlineKind.YearEnd)]
    [TestCase("不晚于10月底", "2018-10-31", DeadlineKind.MonthEnd)]
    [TestCase("截止到2018年11月30日", "2018-11-30", DeadlineKind.Date)]
    [TestCase("2018.12.31", "2018-12-31", DeadlineKind.Date)]
    [TestCase("2018-12-31前", "2018-12-31", DeadlineKind.Date)]
    [TestCase("2018/6/30", "2018-06-30", DeadlineKind.Date)]
    [TestCase("2018.12", "2018-12-31", DeadlineKind.MonthEnd)]
    [TestCase("2020年2月底前", "2020-02-29", DeadlineKind.MonthEnd)]
    [TestCase("2019年春节前", "2019-02-04", DeadlineKind.Date)]
    [TestCase("国庆节前", "2018-09-30", DeadlineKind.Date)]
    [TestCase("中秋节前", "2018-09-23", DeadlineKind.Date)]
    [TestCase("4月底前启动", "2018-04-30", DeadlineKind.MonthEnd)]
    [TestCase("年内启动", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("年底前年底前年底前", "2018-12-31", DeadlineKind.YearEnd)]
    [TestCase("<2018年6月底前>", "2018-06-30", DeadlineKind.MonthEnd)]
    [TestCase("2018年6月（30处）", "2018-06-30", DeadlineKind.MonthEnd)]
    public void A_plain_limit_is_its_last_day_and_not_doubted(string printed, string date, DeadlineKind kind)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Date, Is.EqualTo(Day(date)));
        Assert.That(deadline.Kind, Is.EqualTo(kind));
        Assert.That(deadline.PrintedText, Is.EqualTo(printed));
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("6-9月", "2018-06-01", "2018-09-30")]
    [TestCase("6月至9月", "2018-06-01", "2018-09-30")]
    [TestCase("5月6日至31日", "2018-05-06", "2018-05-31")]
    [TestCase("5月11-15日", "2018-05-11", "2018-05-15")]
    [TestCase("2018年4月24—28日", "2018-04-24", "2018-04-28")]
    [TestCase("2018年11—12月", "2018-11-01", "2018-12-31")]
    [TestCase("2018年9月—年底", "2018-09-01", "2018-12-31")]
    [TestCase("2018年9月3日—10月30日", "2018-09-03", "2018-10-30")]
    [TestCase("5月中旬至6月上旬", "2018-05-11", "2018-06-10")]
    [TestCase("2018年11月至次年3月", "2018-11-01", "2019-03-31")]
    [TestCase("11月至2019年3月", "2018-11-01", "2019-03-31")]
    [TestCase("2018年至2020年", "2018-01-01", "2020-12-31")]
    [TestCase("2018—2020年", "2018-01-01", "2020-12-31")]
    [TestCase("2018-2020", "2018-01-01", "2020-12-31")]
    [TestCase("“十四五”期间", "2021-01-01", "2025-12-31")]
    public void A_window_is_due_on_its_last_day_and_keeps_its_first(string printed, string start, string date)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Start, Is.EqualTo(Day(start)));
        Assert.That(deadline.Date, Is.EqualTo(Day(date)));
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("每周", "FREQ=WEEKLY")]
    [TestCase("每周五前", "FREQ=WEEKLY;BYDAY=FR")]
    [TestCase("每周一次", "FREQ=WEEKLY")]
    [TestCase("每两周", "FREQ=WEEKLY;INTERVAL=2")]
    [TestCase("每个工作日", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")]
    [TestCase("每月5日前", "FREQ=MONTHLY;BYMONTHDAY=5")]
    [TestCase("每月 15 日前", "FREQ=MONTHLY;BYMONTHDAY=15")]
    [TestCase("每月10日、25日前", "FREQ=MONTHLY;BYMONTHDAY=10,25")]
    [TestCase("每月1日至5日", "FREQ=MONTHLY;BYMONTHDAY=5")]
    [TestCase("每月底前", "FREQ=MONTHLY;BYMONTHDAY=-1")]
    [TestCase("每月前三个工作日", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3")]
    [TestCase("每月最后一个星期四", "FREQ=MONTHLY;BYDAY=-1TH")]
    [TestCase("每月第二个周一", "FREQ=MONTHLY;BYDAY=2MO")]
    [TestCase("按月", "FREQ=MONTHLY")]
    [TestCase("每季度", "FREQ=MONTHLY;INTERVAL=3")]
    [TestCase("按季度", "FREQ=MONTHLY;INTERVAL=3")]
    [TestCase("季度发布", "FREQ=MONTHLY;INTERVAL=3")]
    [TestCase("每季度首月10日前", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10")]
    [TestCase("每季度末", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1")]
    [TestCase("每季度（4月5日前、7月5日前、10月5日前、1月5日前）", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=5")]
    [TestCase("每半年", "FREQ=MONTHLY;INTERVAL=6")]
    [TestCase("上、下半年各一次", "FREQ=MONTHLY;INTERVAL=6")]
    [TestCase("每年12月15日前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15")]
    [TestCase("每年年底前", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1")]
    [TestCase("每年3月、9月底前", "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1")]
    [TestCase("每年6-9月", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1")]
    [TestCase("每两年", "FREQ=YEARLY;INTERVAL=2")]
    [TestCase("按年度常态化进行", "FREQ=YEARLY")]
    [TestCase("每年不少于1次", "FREQ=YEARLY")]
    [TestCase("每年至少两次", "每年至少两次")]
    [TestCase("每年春节", "每年春节")]
    [TestCase("每月第一周", "每月第一周")]
    [TestCase("每季度结束后10日内", "每季度结束后10日内")]
    [TestCase("每年3月15日前、9月30日前", "每年3月15日前、9月30日前")]
    public void A_period_recurs_by_a_rule_where_one_fits_and_else_by_its_words(string printed, string recurrence)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Kind, Is.EqualTo(DeadlineKind.Recurring));
        Assert.That(deadline.Recurrence, Is.EqualTo(recurrence));
        Assert.That(deadline.Date, Is.Null);
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("长期")]
    [TestCase("长期坚持")]
    [TestCase("持续推进")]
    [TestCase("常态化")]
    [TestCase("全年")]
    [TestCase("贯穿全年")]
    [TestCase("按照北京市统一部署持续落实")]
    [TestCase("在2016年推进的基础上持续落实")]
    [TestCase("在2016年底前完成的基础上持续落实")]
    public void Work_without_an_end_is_ongoing_and_has_no_date(string printed)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Kind, Is.EqualTo(DeadlineKind.Ongoing));
        Assert.That(deadline.Date, Is.Null);
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("4月1日起", "2018-04-01")]
    [TestCase("自2017年起", "2017-01-01")]
    [TestCase("2017年4月8日—长期", "2017-04-08")]
    [TestCase("2018年至今", "2018-01-01")]
    public void What_only_begins_is_ongoing_from_its_first_day(string printed, string start)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That((deadline.Kind, deadline.Start, deadline.Date), Is.EqualTo((DeadlineKind.Ongoing, Day(start), (DateOnly?)null)));
        Assert.That(doubts, Is.Empty);
    }

    [Test]
    public void A_whole_printed_year_is_ongoing_and_keeps_its_last_day()
    {
        var (deadline, doubts) = DeadlineReader.Read("贯穿 2018 年全年", ListOf2018);

        Assert.That((deadline.Kind, deadline.Date), Is.EqualTo((DeadlineKind.Ongoing, (DateOnly?)new DateOnly(2018, 12, 31))));
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("2018年底前完成并持续落实", "2018-12-31")]
    [TestCase("2020年底前完成并动态管理", "2020-12-31")]
    [TestCase("年底前；长期实施", "2018-12-31")]
    [TestCase("<p>年底前</p><p>长期实施</p>", "2018-12-31")]
    public void Work_may_go_on_after_its_date(string printed, string date)
    {
        var deadline = DeadlineReader.Read(printed, ListOf2018).Deadline;

        Assert.That((deadline.Date, deadline.OngoingAfterwards), Is.EqualTo((Day(date), true)));
        Assert.That(DeadlineReader.Read("年底前", ListOf2018).Deadline.OngoingAfterwards, Is.False);
    }

    [TestCase("按时间节点")]
    [TestCase("按时间节点完成")]
    [TestCase("按市级要求")]
    [TestCase("按照北京市统一部署落实")]
    [TestCase("根据工程进度")]
    [TestCase("待方案批复后实施")]
    [TestCase("待定")]
    [TestCase("视情况")]
    [TestCase("适时")]
    [TestCase("按年度计划")]
    public void A_date_that_comes_later_is_conditional(string printed)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That((deadline.Kind, deadline.Date, deadline.PrintedText), Is.EqualTo((DeadlineKind.Conditional, (DateOnly?)null, printed)));
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("印发之日起30日内", 30, LimitUnit.Days, "印发")]
    [TestCase("自本通知印发之日起30日内", 30, LimitUnit.Days, "本通知印发")]
    [TestCase("接到通知后5个工作日内", 5, LimitUnit.WorkingDays, "接到通知")]
    [TestCase("签订合同后三个月内", 3, LimitUnit.Months, "签订合同")]
    [TestCase("印发后半年内", 6, LimitUnit.Months, "印发")]
    [TestCase("会前7个工作日", 7, LimitUnit.WorkingDays, "会前")]
    public void A_limit_may_count_from_an_event(string printed, int amount, LimitUnit unit, string eventName)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Kind, Is.EqualTo(DeadlineKind.Conditional));
        Assert.That(deadline.RelativeLimit, Is.EqualTo(new RelativeLimit(amount, unit, eventName)));
        Assert.That(doubts, Is.Empty);
    }

    [TestCase("已完成", PrintedStatus.Completed)]
    [TestCase("已建立", PrintedStatus.Completed)]
    [TestCase("已出台", PrintedStatus.Completed)]
    [TestCase("2017年底已完成", PrintedStatus.Completed)]
    [TestCase("已启动", PrintedStatus.Started)]
    [TestCase("正在前期准备", PrintedStatus.Preparing)]
    [TestCase("未启动", null)]
    public void A_state_is_no_deadline(string printed, PrintedStatus? status)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That((deadline.Kind, deadline.Date, deadline.Status), Is.EqualTo((DeadlineKind.None, (DateOnly?)null, status)));
        Assert.That(doubts, Is.Empty);
    }

    [Test]
    public void A_state_may_stand_beside_a_date()
    {
        var deadline = DeadlineReader.Read("已启动,2018年9月底完成", ListOf2018).Deadline;

        Assert.That((deadline.Date, deadline.Kind, deadline.Status),
            Is.EqualTo(((DateOnly?)new DateOnly(2018, 9, 30), DeadlineKind.MonthEnd, (PrintedStatus?)PrintedStatus.Started)));
    }

    [Test]
    public void What_is_still_due_is_not_completed()
    {
        var deadline = DeadlineReader.Read("已完成80%，年底前全部完成", ListOf2018).Deadline;

        Assert.That((deadline.Date, deadline.Status), Is.EqualTo(((DateOnly?)new DateOnly(2018, 12, 31), (PrintedStatus?)null)));
    }

    [Test]
    public void A_start_is_no_deadline()
    {
        var (deadline, doubts) = DeadlineReader.Read("2018年4月启动", ListOf2018);

        Assert.That((deadline.Kind, deadline.Start), Is.EqualTo((DeadlineKind.None, (DateOnly?)new DateOnly(2018, 4, 1))));
        Assert.That(doubts, Is.Empty);
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("　")]
    [TestCase("——")]
    [TestCase("/")]
    [TestCase("无")]
    public void Nothing_printed_is_nothing_doubted(string? printed)
    {
        var (deadline, doubts) = DeadlineReader.Read(printed, ListOf2018);

        Assert.That(deadline.Kind, Is.EqualTo(DeadlineKind.None));
        Assert.That(doubts, Is.Empty);
    }

    private static DateOnly? Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
