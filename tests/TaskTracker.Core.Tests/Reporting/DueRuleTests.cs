using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reporting;

namespace TaskTracker.Core.Tests.Reporting;

public sealed class DueRuleTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;

    [TestCase(ReportCycle.Monthly, "2018-08-15", 5, true, null, "2018-09-05", TestName = "By the 5th of the next month")]
    [TestCase(ReportCycle.Monthly, "2018-09-15", 5, true, null, "2018-10-08", TestName = "The 5th of October lies in the holidays and moves to the 8th")]
    [TestCase(ReportCycle.Monthly, "2018-02-15", 31, false, null, "2018-02-28", TestName = "The 31st of February is its last day")]
    [TestCase(ReportCycle.Monthly, "2018-08-15", -1, false, null, "2018-08-31", TestName = "The last day of the month itself")]
    [TestCase(ReportCycle.Quarterly, "2018-08-15", 10, true, null, "2018-10-10", TestName = "By the 10th after the quarter")]
    [TestCase(ReportCycle.Quarterly, "2018-08-15", 25, false, null, "2018-09-25", TestName = "By the 25th of the quarter's last month")]
    [TestCase(ReportCycle.Quarterly, "2018-08-15", 25, false, 1, "2018-07-25", TestName = "By the 25th of the quarter's first month")]
    [TestCase(ReportCycle.Yearly, "2018-08-15", 15, false, 12, "2018-12-17", TestName = "By 15 December, a Saturday, so by the 17th")]
    [TestCase(ReportCycle.Weekly, "2018-08-15", 5, false, null, "2018-08-17", TestName = "By Friday of the week")]
    [TestCase(ReportCycle.Weekly, "2018-12-27", 1, true, null, "2019-01-02", TestName = "By the Monday after, over New Year")]
    public void The_nth_day(ReportCycle cycle, string day, int number, bool following, int? month, string due) =>
        Assert.That(Due(cycle, day, new() { Kind = DueKind.Day, Number = number, InFollowingPeriod = following, Month = month }), Is.EqualTo(DateOnly.Parse(due, null)));

    [TestCase("2018-08-15", 3, true, "2018-09-05")]
    [TestCase("2018-09-15", 3, true, "2018-10-10")]
    [TestCase("2018-08-15", -1, false, "2018-08-31")]
    [TestCase("2018-09-15", -2, false, "2018-09-29")]
    [TestCase("2018-02-15", 23, false, "2018-02-28")]
    public void The_nth_working_day_of_a_month_knows_the_moved_holidays(string day, int number, bool following, string due) =>
        Assert.That(
            Due(ReportCycle.Monthly, day, new() { Kind = DueKind.WorkingDay, Number = number, InFollowingPeriod = following }), Is.EqualTo(DateOnly.Parse(due, null)));

    [Test]
    public void A_week_without_a_working_day_is_due_on_the_last_one_before_it()
    {
        // The National Day of 2018: 1 to 7 October.
        var due = Due(ReportCycle.Weekly, "2018-10-03", new() { Kind = DueKind.WorkingDay, Number = 1 });

        Assert.That(due, Is.EqualTo(new DateOnly(2018, 9, 30)));
    }

    [TestCase("2018-08-15", DayOfWeek.Thursday, -1, "2018-08-30")]
    [TestCase("2018-08-15", DayOfWeek.Thursday, 1, "2018-08-02")]
    [TestCase("2018-08-15", DayOfWeek.Thursday, 5, "2018-08-30")]
    [TestCase("2018-07-15", DayOfWeek.Monday, 5, "2018-07-30")]
    [TestCase("2018-07-15", DayOfWeek.Friday, 5, "2018-07-27")]
    [TestCase("2018-07-15", DayOfWeek.Friday, -5, "2018-07-06")]
    public void The_nth_day_of_the_week_in_a_month(string day, DayOfWeek weekday, int number, string due) =>
        Assert.That(
            Due(ReportCycle.Monthly, day, new() { Kind = DueKind.Weekday, Number = number, Weekday = weekday, OnHoliday = HolidayShift.None }),
            Is.EqualTo(DateOnly.Parse(due, null)));

    [Test]
    public void A_holiday_can_move_the_day_back_or_not_at_all()
    {
        var rule = new DueRule { Kind = DueKind.Day, Number = 5, InFollowingPeriod = true };

        Assert.That(Due(ReportCycle.Monthly, "2018-09-15", rule with { OnHoliday = HolidayShift.PreviousWorkingDay }), Is.EqualTo(new DateOnly(2018, 9, 30)));
        Assert.That(Due(ReportCycle.Monthly, "2018-09-15", rule with { OnHoliday = HolidayShift.None }), Is.EqualTo(new DateOnly(2018, 10, 5)));
    }

    [Test]
    public void A_day_that_hangs_on_a_calendar_not_announced_yet_says_so()
    {
        var rule = new DueRule { Kind = DueKind.Day, Number = 5, InFollowingPeriod = true };
        var december = ReportPeriod.Containing(ReportCycle.Monthly, new(2026, 12, 1));

        Assert.That(rule.DueOn(december, Calendar).IsProvisional);
        Assert.That(rule.DueOn(december.Previous, Calendar).IsProvisional, Is.False);
        Assert.That((rule with { OnHoliday = HolidayShift.None }).DueOn(december, Calendar).IsProvisional, Is.False);
        Assert.That((rule with { Kind = DueKind.WorkingDay }).DueOn(december, Calendar).IsProvisional);
    }

    [Test]
    public void Every_sound_rule_finds_a_day_in_or_near_the_month_or_week_that_it_names()
    {
        foreach (var cycle in Enum.GetValues<ReportCycle>().Where(cycle => cycle is not ReportCycle.None))
        {
            foreach (var (rule, period) in SoundRules(cycle).SelectMany(rule => Periods(cycle).Select(period => (rule, period))))
            {
                var due = rule.DueOn(period, Calendar).Value;
                var span = rule.InFollowingPeriod ? period.Next : period;
                Assert.That(due, Is.InRange(span.Start.AddDays(-10), span.End.AddDays(10)), $"{rule} {period}");
                if (rule.Kind is DueKind.WorkingDay)
                    Assert.That(Calendar.IsWorkingDay(due), $"{rule} {period}");
            }
        }
    }

    [Test]
    public void A_rule_that_makes_no_sense_for_its_cycle_is_told_why()
    {
        var day = new DueRule { Kind = DueKind.Day, Number = 5 };

        Assert.That(day.FaultFor(ReportCycle.Monthly), Is.Null);
        Assert.That((day with { Number = 0 }).FaultFor(ReportCycle.Monthly), Does.Contain("1 to 31"));
        Assert.That((day with { Number = 8 }).FaultFor(ReportCycle.Weekly), Does.Contain("1 to 7"));
        Assert.That((day with { Month = 4 }).FaultFor(ReportCycle.Quarterly), Does.Contain("1 to 3"));
        Assert.That((day with { Month = 1 }).FaultFor(ReportCycle.Weekly), Does.Contain("no months"));
        Assert.That((day with { Kind = DueKind.Weekday }).FaultFor(ReportCycle.Monthly), Does.Contain("weekday"));
        Assert.That((day with { Weekday = DayOfWeek.Monday }).FaultFor(ReportCycle.Monthly), Does.Contain("weekday"));
    }

    private static DateOnly Due(ReportCycle cycle, string day, DueRule rule) =>
        rule.DueOn(ReportPeriod.Containing(cycle, DateOnly.Parse(day, null)), Calendar).Value;

    private static IEnumerable<DueRule> SoundRules(ReportCycle cycle) =>
        from kind in Enum.GetValues<DueKind>()
        from number in Enumerable.Range(-31, 63)
        from following in new[] { false, true }
        let rule = new DueRule { Kind = kind, Number = number, InFollowingPeriod = following, Weekday = kind is DueKind.Weekday ? DayOfWeek.Thursday : null }
        where rule.FaultFor(cycle) is null
        select rule;

    private static IEnumerable<ReportPeriod> Periods(ReportCycle cycle)
    {
        for (var period = ReportPeriod.Containing(cycle, new(2018, 1, 1)); period.Start.Year < 2021; period = period.Next)
            yield return period;
    }
}
