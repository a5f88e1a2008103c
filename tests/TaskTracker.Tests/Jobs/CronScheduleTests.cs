using TaskTracker.Platform;
using TaskTracker.Platform.Scheduling;

namespace TaskTracker.Tests.Jobs;

internal sealed class CronScheduleTests
{
    [TestCase(1, "*/1 * * * * *")]
    [TestCase(30, "*/30 * * * * *")]
    [TestCase(60, "*/1 * * * *")]
    [TestCase(90, "*/1 * * * *")]
    [TestCase(300, "*/5 * * * *")]
    [TestCase(3600, "0 */1 * * *")]
    [TestCase(21_600, "0 */6 * * *")]
    public void A_pause_comes_round_within_the_next_larger_unit(int seconds, string cron) =>
        Assert.That(CronSchedule.Of(Schedule.Repeated<Nothing>(TimeSpan.FromSeconds(seconds))), Is.EqualTo(cron));

    [Test]
    public void A_time_of_day_is_a_minute_and_an_hour_and_says_so_in_the_id()
    {
        var schedule = Schedule.Daily<Nothing>(new TimeOnly(8, 30));

        Assert.That(CronSchedule.Of(schedule), Is.EqualTo("30 8 * * *"));
        Assert.That(CronSchedule.IdOf(schedule), Is.EqualTo("nothing-daily"));
        Assert.That(CronSchedule.IdOf(Schedule.Repeated<Nothing>(TimeSpan.FromHours(1))), Is.EqualTo("nothing"));
    }

    private sealed class Nothing : IRecurringJob
    {
        public Task RunAsync(CancellationToken cancellation) => Task.CompletedTask;
    }
}
