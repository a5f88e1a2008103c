using FsCheck;
using FsCheck.Fluent;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tests.Deadlines;

public sealed class RelativeDatesTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;

    [TestCase(30, LimitUnit.Days, "2018-03-01", "2018-03-31")]
    [TestCase(5, LimitUnit.WorkingDays, "2018-09-28", "2018-10-10", TestName = "Working_days_leave_out_the_national_holiday")]
    [TestCase(25, LimitUnit.Hours, "2018-03-01", "2018-03-03", TestName = "A_day_that_is_begun_counts")]
    [TestCase(2, LimitUnit.Weeks, "2018-03-01", "2018-03-15")]
    [TestCase(1, LimitUnit.Months, "2018-01-31", "2018-02-28", TestName = "A_month_that_lacks_the_day_ends_on_its_last")]
    [TestCase(1, LimitUnit.Years, "2020-02-29", "2021-02-28")]
    [TestCase(int.MaxValue, LimitUnit.Years, "2020-02-29", "9999-12-31")]
    [TestCase(int.MaxValue, LimitUnit.Weeks, "2020-02-29", "9999-12-31")]
    public void The_day_of_the_event_is_not_counted(int amount, LimitUnit unit, string eventOn, string expected) =>
        Assert.That(
            RelativeDates.LastDay(DateOnly.Parse(eventOn, null), new RelativeLimit(amount, unit, "印发"), Calendar),
            Is.EqualTo(new Reckoned<DateOnly>(DateOnly.Parse(expected, null), CalendarStatus.Official)));

    [Test]
    public void Working_days_of_a_year_that_is_not_announced_are_provisional_and_days_are_not()
    {
        var eventOn = new DateOnly(2029, 12, 3);

        Assert.That(RelativeDates.LastDay(eventOn, new(5, LimitUnit.WorkingDays, null), Calendar).IsProvisional);
        Assert.That(RelativeDates.LastDay(eventOn, new(5, LimitUnit.Days, null), Calendar).IsProvisional, Is.False);
    }

    [Test]
    public void Days_and_working_days_equal_counting_them_one_by_one() => Prop.ForAll(
        Gen.Choose(new DateOnly(2016, 1, 1).DayNumber, new DateOnly(2026, 1, 1).DayNumber).Zip(Gen.Choose(1, 60)).Zip(Gen.Elements(LimitUnit.Days, LimitUnit.WorkingDays)).ToArbitrary(),
        c =>
        {
            var (eventOn, amount, unit) = (DateOnly.FromDayNumber(c.Item1.Item1), c.Item1.Item2, c.Item2);
            var day = eventOn;
            for (var left = amount; left > 0;)
            {
                day = day.AddDays(1);
                if (unit is LimitUnit.Days || Calendar.IsWorkingDay(day))
                    left--;
            }

            return RelativeDates.LastDay(eventOn, new(amount, unit, null), Calendar).Value == day;
        }).QuickCheckThrowOnFailure();

    [TestCase("印发之日起30日内", 30, LimitUnit.Days)]
    [TestCase("接到通知后5个工作日内", 5, LimitUnit.WorkingDays)]
    [TestCase("自批准之日起3个月内", 3, LimitUnit.Months)]
    public void A_limit_is_read_again_from_the_words_of_a_stored_draft(string printed, int amount, LimitUnit unit)
    {
        var limit = RelativeDates.LimitOf(new Deadline { Kind = DeadlineKind.Conditional, PrintedText = printed });

        Assert.That((limit?.Amount, limit?.Unit), Is.EqualTo((amount, unit)));
        Assert.That(limit!.Event, Is.Not.Null);
    }

    [Test]
    public void A_deadline_with_a_date_has_no_limit_that_waits() =>
        Assert.That(RelativeDates.LimitOf(new Deadline { Kind = DeadlineKind.Date, PrintedText = "印发之日起30日内", Date = new(2018, 3, 1) }), Is.Null);
}
