using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Tests.Calendar;

public sealed class BeijingTimeTests
{
    [TestCase("2018-12-31T15:59:59Z", "2018-12-31")]
    [TestCase("2018-12-31T16:00:00Z", "2019-01-01")]
    [TestCase("2019-01-01T00:30:00+09:00", "2018-12-31")]
    public void The_day_changes_at_midnight_in_Beijing(string instant, string day)
    {
        var moment = DateTimeOffset.Parse(instant, null);

        Assert.That(BeijingTime.DateOf(moment), Is.EqualTo(DateOnly.Parse(day, null)));
        Assert.That(BeijingTime.Today(new StoppedClock(moment)), Is.EqualTo(DateOnly.Parse(day, null)));
    }

    [Test]
    public void A_time_of_day_in_Beijing_is_eight_hours_earlier_in_UTC()
    {
        var instant = BeijingTime.At(new(2019, 1, 2), new(8, 30));

        Assert.That(instant.UtcDateTime, Is.EqualTo(new DateTime(2019, 1, 2, 0, 30, 0, DateTimeKind.Utc)));
        Assert.That(instant.Offset, Is.EqualTo(TimeSpan.FromHours(8)));
        Assert.That(BeijingTime.TimeOf(instant.ToUniversalTime()), Is.EqualTo(new TimeOnly(8, 30)));
    }

    [Test]
    public void The_ends_of_the_calendar_do_not_throw()
    {
        Assert.That(BeijingTime.DateOf(DateTimeOffset.MaxValue), Is.EqualTo(DateOnly.MaxValue));
        Assert.That(BeijingTime.DateOf(DateTimeOffset.MinValue), Is.EqualTo(DateOnly.MinValue));
        Assert.That(BeijingTime.At(DateOnly.MinValue, TimeOnly.MinValue), Is.EqualTo(DateTimeOffset.MinValue));
        Assert.That(BeijingTime.DateOf(BeijingTime.At(DateOnly.MaxValue, TimeOnly.MaxValue)), Is.EqualTo(DateOnly.MaxValue));
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
