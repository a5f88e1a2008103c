using TaskTracker.Core.Reminders;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderRulesTests
{
    private static readonly ReminderLine Line = new() { Occasion = ReminderOccasion.TaskDue, Offset = -7, Recipients = [RecipientRole.Contact] };

    [Test]
    public void The_default_rules_are_rules() =>
        Assert.That(ReminderRules.TryCreate(ReminderRules.Default.Lines, out _, out var error), error);

    [Test]
    public void Every_occasion_is_reminded_of_by_default() =>
        Assert.That(ReminderRules.Default.Lines.Select(line => line.Occasion).Distinct(), Is.EquivalentTo(Enum.GetValues<ReminderOccasion>()));

    [Test]
    public void No_line_at_all_is_a_rule_by_which_nobody_is_reminded() =>
        Assert.That(ReminderRules.TryCreate([], out var rules, out _) && !rules.Of(ReminderOccasion.TaskDue).Any());

    [Test]
    public void A_threshold_that_never_comes_is_refused_by_name()
    {
        Refused(Line with { Unit = ThresholdUnit.Percent, Offset = 0 }, "Line 1 says 0 percent");
        Refused(Line with { Unit = ThresholdUnit.Percent, Offset = 101 }, "Line 1 says 101 percent");
        Refused(Line with { Occasion = ReminderOccasion.DateMissing, Offset = -1 }, "Line 1 says -1 days before the task was recorded");
        Refused(Line with { Occasion = ReminderOccasion.DateMissing, Unit = ThresholdUnit.Percent, Offset = 50 }, "Line 1 counts a share of the time");
        Refused(Line with { Offset = -367 }, "Line 1 says -367 days; -366 (before) to 3660");
        Refused(Line with { Offset = 3661 }, "Line 1 says 3661 days");
    }

    [Test]
    public void What_repeats_begins_on_the_date_or_after_it()
    {
        Refused(Line with { Every = 7 }, "Line 1 repeats from 7 days before");
        Refused(Line with { Offset = 7, Every = 0 }, "Line 1 repeats every 0 days");
        Refused(Line with { Unit = ThresholdUnit.Percent, Offset = 50, Every = 7 }, "Line 1 repeats a share");
        Assert.That(ReminderRules.TryCreate([Line with { Offset = 0, Every = 1 }], out _, out _));
    }

    [Test]
    public void A_line_needs_a_recipient_and_tells_each_once()
    {
        Refused(Line with { Recipients = [] }, "Line 1 has no recipient");
        Refused(Line with { Recipients = [RecipientRole.Contact, RecipientRole.Contact] }, "Line 1 tells Contact of TaskDue at D-7 a second time");
        Assert.That(ReminderRules.TryCreate([Line, Line with { Recipients = [RecipientRole.Head] }], out _, out _));
        Assert.That(ReminderRules.TryCreate([Line, Line], out _, out var error), Is.False);
        Assert.That(error, Does.StartWith("Line 2"));
    }

    [Test]
    public void There_is_a_bound_to_the_lines() =>
        Assert.That(ReminderRules.TryCreate([.. Enumerable.Range(1, 101).Select(day => Line with { Offset = day })], out _, out _), Is.False);

    private static void Refused(ReminderLine line, string beginning)
    {
        Assert.That(ReminderRules.TryCreate([line], out _, out var error), Is.False);
        Assert.That(error, Does.StartWith(beginning));
    }
}
