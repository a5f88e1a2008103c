using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ThresholdTests
{
    [TestCase(-30, "D-30", ReminderStep.Upcoming)]
    [TestCase(-1, "D-1", ReminderStep.Upcoming)]
    [TestCase(0, "D0", ReminderStep.Due)]
    [TestCase(7, "D+7", ReminderStep.Overdue)]
    [TestCase(1400, "D+1400", ReminderStep.Overdue)]
    public void A_threshold_has_a_stable_key_that_reads_back(int days, string key, ReminderStep step)
    {
        Assert.That(new Threshold(days).Key, Is.EqualTo(key));
        Assert.That($"{new Threshold(days)}", Is.EqualTo(key));
        Assert.That(new Threshold(days).Step, Is.EqualTo(step));
        Assert.That(Threshold.TryParse(key, out var read));
        Assert.That(read, Is.EqualTo(new Threshold(days)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("D")]
    [TestCase("D+0")]
    [TestCase("D-0")]
    [TestCase("D7")]
    [TestCase("D-07")]
    [TestCase("D+ 7")]
    [TestCase("d-7")]
    [TestCase("-7")]
    [TestCase("D+99999999999")]
    public void Any_other_spelling_is_refused(string? key) => Assert.That(Threshold.TryParse(key, out _), Is.False);
}
