using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderRuleTests
{
    private const string AllowedDays = "allowed are whole numbers from 0 to 366, each at most once.";

    [Test]
    public void The_default_is_30_7_1_and_0_days_ahead_and_every_7_days_overdue()
    {
        Assert.That(ReminderRule.Default.DaysBefore, Is.EqualTo(new[] { 30, 7, 1, 0 }));
        Assert.That(ReminderRule.Default.OverdueEveryDays, Is.EqualTo(7));
    }

    [Test]
    public void The_days_may_be_given_in_any_order()
    {
        Assert.That(ReminderRule.TryCreate([0, 366, 14], 1, out var rule, out var error), error);
        Assert.That(rule!.DaysBefore, Is.EqualTo(new[] { 366, 14, 0 }));
        Assert.That(error, Is.Null);
    }

    [Test]
    public void Nobody_need_be_reminded_ahead()
    {
        Assert.That(ReminderRule.TryCreate([], 7, out var rule, out _));
        Assert.That(rule!.DaysBefore, Is.Empty);
    }

    [TestCase(new[] { 30, -1 }, 7, "The days before the deadline are [30, -1]; " + AllowedDays)]
    [TestCase(new[] { 367 }, 7, "The days before the deadline are [367]; " + AllowedDays)]
    [TestCase(new[] { 7, 7 }, 7, "The days before the deadline are [7, 7]; " + AllowedDays)]
    [TestCase(new[] { 7 }, 0, "The days between two reminders of an overdue task are 0; allowed is 1 or more.")]
    public void A_rule_that_makes_no_sense_is_refused_and_what_is_allowed_is_said(int[] daysBefore, int every, string error)
    {
        Assert.That(ReminderRule.TryCreate(daysBefore, every, out var rule, out var said), Is.False);
        Assert.That(rule, Is.Null);
        Assert.That(said, Is.EqualTo(error));
    }
}
