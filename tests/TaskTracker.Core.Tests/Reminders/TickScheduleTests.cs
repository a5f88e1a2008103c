using System.Globalization;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class TickScheduleTests
{
    private static readonly TimeOnly Morning = new(8, 30);

    [TestCase("2018-09-28T08:29:59+08:00", "2018-09-28T08:30:00+08:00", TestName = "The run of the day is still to come")]
    [TestCase("2018-09-28T08:30:00+08:00", "2018-09-29T08:30:00+08:00", TestName = "At a run the next is meant: a worked Saturday")]
    [TestCase("2018-09-30T09:00:00+08:00", "2018-10-08T08:30:00+08:00", TestName = "Holidays are stepped over")]
    [TestCase("2018-10-03T03:00:00+08:00", "2018-10-08T08:30:00+08:00", TestName = "From within the holidays, too")]
    [TestCase("2018-06-11T00:10:00Z", "2018-06-11T08:30:00+08:00", TestName = "An instant in UTC is taken as Beijing's")]
    [TestCase("2018-06-10T16:30:00Z", "2018-06-11T08:30:00+08:00", TestName = "Late Sunday in UTC is Monday in Beijing")]
    [TestCase("2027-01-01T09:00:00+08:00", "2027-01-04T08:30:00+08:00", TestName = "A year without data follows the week")]
    public void The_tick_runs_on_working_mornings(string now, string next) =>
        Assert.That(
            TickSchedule.NextRun(DateTimeOffset.Parse(now, null), Morning, WorkingDayCalendar.Official),
            Is.EqualTo(DateTimeOffset.Parse(next, null)));

    [TestCase("2018-09-30", true)]
    [TestCase("2018-10-01", false)]
    public void It_runs_on_working_days_only(string date, bool runs) =>
        Assert.That(TickSchedule.RunsOn(DateOnly.Parse(date, null), WorkingDayCalendar.Official), Is.EqualTo(runs));

    [TestCase("2018-09-28T08:29:59+08:00", "2018-09-27T08:30:00+08:00")]
    [TestCase("2018-09-28T08:30:00+08:00", "2018-09-28T08:30:00+08:00")]
    [TestCase("2018-09-28T16:30:00Z", "2018-09-28T08:30:00+08:00")]
    [TestCase("2018-10-03T12:00:00+08:00", "2018-09-30T08:30:00+08:00")]
    [TestCase("2018-10-08T08:00:00+08:00", "2018-09-30T08:30:00+08:00")]
    public void The_last_run_is_the_latest_working_morning_that_has_passed(string now, string expected) =>
        Assert.That(
            TickSchedule.LastRun(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), new TimeOnly(8, 30), WorkingDayCalendar.Official),
            Is.EqualTo(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture)));
}
