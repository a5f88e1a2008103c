using TaskTracker.Core.Lights;

namespace TaskTracker.Core.Tests.Lights;

internal sealed class LightRulesTests
{
    [Test]
    public void The_default_rules_are_rules() => Assert.That(LightRules.TryCreate(LightRules.Default.Lines, out _, out var error), Is.True, error);

    [Test]
    public void A_district_may_do_without_any_line() => Assert.That(LightRules.TryCreate([], out _, out var error), Is.True, error);

    [TestCase(LightCondition.Overdue, LightColour.Green, 0, "green")]
    [TestCase(LightCondition.Overdue, LightColour.Red, -1, "0 to 366")]
    [TestCase(LightCondition.NearDue, LightColour.Yellow, 367, "0 to 366")]
    [TestCase(LightCondition.MadeGood, LightColour.Red, 0, "yellow")]
    public void A_line_that_cannot_be_is_refused_with_what_is_allowed(LightCondition condition, LightColour colour, int days, string allowed)
    {
        Assert.That(LightRules.TryCreate([new(condition, colour, days)], out _, out var error), Is.False);
        Assert.That(error, Does.Contain(allowed).And.Contain("Line 1"));
    }

    [Test]
    public void A_yellow_that_would_never_be_seen_is_refused() =>
        Assert.That(
            LightRules.TryCreate(
                [new(LightCondition.ReportMissing, LightColour.Yellow, 5), new(LightCondition.ReportMissing, LightColour.Red, 5)], out _, out var error),
            Is.False, error);

    [Test]
    public void A_condition_cannot_give_one_colour_twice() =>
        Assert.That(
            LightRules.TryCreate(
                [new(LightCondition.Overdue, LightColour.Red), new(LightCondition.Overdue, LightColour.Red, 3)], out _, out var error),
            Is.False, error);
}
