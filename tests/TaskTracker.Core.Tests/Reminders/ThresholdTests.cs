using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ThresholdTests
{
    [TestCase(ThresholdUnit.Days, -30, "D-30", ReminderStep.Upcoming)]
    [TestCase(ThresholdUnit.Days, 0, "D0", ReminderStep.Due)]
    [TestCase(ThresholdUnit.Days, 14, "D+14", ReminderStep.Overdue)]
    [TestCase(ThresholdUnit.WorkingDays, -2, "W-2", ReminderStep.Upcoming)]
    [TestCase(ThresholdUnit.WorkingDays, 0, "W0", ReminderStep.Due)]
    [TestCase(ThresholdUnit.WorkingDays, 3, "W+3", ReminderStep.Overdue)]
    [TestCase(ThresholdUnit.Percent, 75, "P75", ReminderStep.Upcoming)]
    [TestCase(ThresholdUnit.Percent, 100, "P100", ReminderStep.Due)]
    public void Its_name_in_the_ledger_can_be_read_back(ThresholdUnit unit, int offset, string key, ReminderStep step)
    {
        var threshold = new Threshold(unit, offset);

        Assert.That((threshold.Key, threshold.Step), Is.EqualTo((key, step)));
        Assert.That(Threshold.TryParse(key, out var read) && read == threshold);
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("D")]
    [TestCase("D07")]
    [TestCase("D7")]
    [TestCase("D-0")]
    [TestCase("D+0")]
    [TestCase("P+75")]
    [TestCase("X7")]
    [TestCase("D+99999999999")]
    public void Another_spelling_is_refused(string? key) => Assert.That(Threshold.TryParse(key, out _), Is.False);
}
