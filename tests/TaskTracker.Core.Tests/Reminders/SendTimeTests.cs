using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class SendTimeTests
{
    private static readonly QuietHours Night = new(new(20, 0), new(8, 0));

    [TestCase("2018-09-03 09:00", null, "2018-09-03 09:00")]
    [TestCase("2018-09-03 09:00", "14:00", "2018-09-03 14:00")]
    [TestCase("2018-09-03 16:00", "14:00", "2018-09-03 16:00")]
    [TestCase("2018-09-03 06:00", null, "2018-09-03 08:00")]
    [TestCase("2018-09-03 06:00", "14:00", "2018-09-03 14:00")]
    [TestCase("2018-09-03 20:00", null, "2018-09-04 08:00")]
    [TestCase("2018-09-03 19:59", null, "2018-09-03 19:59")]
    [TestCase("2018-09-03 22:00", "14:00", "2018-09-04 14:00")]
    [TestCase("2018-09-28 22:00", null, "2018-09-29 08:00")]
    [TestCase("2018-09-30 22:00", "09:30", "2018-10-08 09:30")]
    [TestCase("2018-10-03 12:00", null, "2018-10-08 08:00")]
    public void A_message_leaves_on_a_working_day_outside_the_quiet_hours(string now, string? chosen, string leaves) =>
        Assert.That(
            SendTime.Of(At(now), chosen is null ? null : TimeOnly.Parse(chosen, null), Night, WorkingDayCalendar.Official), Is.EqualTo(At(leaves)));

    [TestCase("2018-09-03 12:30", null, "2018-09-03 14:00")]
    [TestCase("2018-09-03 11:30", "12:30", "2018-09-03 14:00")]
    [TestCase("2018-09-03 23:30", null, "2018-09-03 23:30")]
    public void Quiet_hours_can_lie_within_a_day(string now, string? chosen, string leaves) =>
        Assert.That(
            SendTime.Of(At(now), chosen is null ? null : TimeOnly.Parse(chosen, null), new QuietHours(new(12, 0), new(14, 0)), WorkingDayCalendar.Official),
            Is.EqualTo(At(leaves)));

    [Test]
    public void Quiet_hours_of_no_length_are_none() =>
        Assert.That(new QuietHours(new(8, 0), new(8, 0)).Contains(new TimeOnly(8, 0)), Is.False);

    [Test]
    public void It_always_leaves_at_once_or_later_and_never_in_quiet_hours([Random(0, 1_000_000, 200)] int minutes, [Random(0, 1439, 2)] int chosen)
    {
        var now = At("2018-01-01 00:00").AddMinutes(minutes);

        var leaves = SendTime.Of(now, new TimeOnly(chosen / 60, chosen % 60), Night, WorkingDayCalendar.Official);

        Assert.That(leaves, Is.GreaterThanOrEqualTo(now));
        Assert.That(Night.Contains(BeijingTime.TimeOf(leaves)), Is.False);
        Assert.That(WorkingDayCalendar.Official.IsWorkingDay(BeijingTime.DateOf(leaves)));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"{time}:00+08:00", null);
}
