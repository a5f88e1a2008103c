using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

/// <summary>复核: by when a lead appeals, by when and by whom it is ruled on, and what a revocation leaves.</summary>
internal sealed class AppealTests
{
    private static readonly PolicyTask Closed = SampleTasks.In(TaskState.Closed) with { WasLate = true };
    private static readonly DateOnly Last = new(2018, 12, 1);

    [TestCase(0, "accepted")]
    [TestCase(1, "appeal-too-late")]
    public void The_last_day_for_an_appeal_counts(int daysAfter, string expected) => Assert.That(
        Closed.AppealAgainstClosing(SampleTasks.Lead, Last, appealedBefore: false, "key:1", 30, Last.AddDays(daysAfter)).CodeOf(), Is.EqualTo(expected));

    [Test]
    public void Its_ruling_is_due_so_many_days_after_the_appeal_and_late_from_the_day_after()
    {
        var appeal = Closed.AppealAgainstClosing(SampleTasks.Lead, Last, appealedBefore: false, "key:1", 30, Last).Accepted();

        Assert.That(appeal.RuleBy, Is.EqualTo(new DateOnly(2018, 12, 31)));
        Assert.That((appeal.IsLate(appeal.RuleBy), appeal.IsLate(appeal.RuleBy.AddDays(1))), Is.EqualTo((false, true)));
        Assert.That((appeal with { State = AppealState.Upheld }).IsLate(appeal.RuleBy.AddDays(1)), Is.False);
    }

    [Test]
    public void A_unit_appeals_once_against_a_closing() => Assert.That(
        Closed.AppealAgainstClosing(SampleTasks.Lead, Last, appealedBefore: true, "key:1", 30, Last).CodeOf(), Is.EqualTo("appealed-before"));

    [TestCase("key:1", "same-reviewer")]
    [TestCase("key:2", "accepted")]
    public void Whoever_closed_the_task_does_not_rule(string by, string expected) =>
        Assert.That(Closed.RuleOnAppeal(SampleTasks.Office, Pending, revoked: false, by).CodeOf(), Is.EqualTo(expected));

    [Test]
    public void An_upheld_closing_changes_nothing() =>
        Assert.That(Closed.RuleOnAppeal(SampleTasks.Office, Pending, revoked: false, "key:2").Accepted(), Is.SameAs(Closed));

    [Test]
    public void A_revoked_closing_leaves_an_open_task_under_its_date_that_was_late()
    {
        var open = Closed.RuleOnAppeal(SampleTasks.Office, Pending, revoked: true, "key:2").Accepted();

        Assert.That((open.State, open.Outcome, open.CompletedOn, open.Deadline, open.WasLate), Is.EqualTo((TaskState.InProgress, (TaskOutcome?)null, (DateOnly?)null, Closed.Deadline, true)));
    }

    [TestCase(AppealState.Upheld)]
    [TestCase(AppealState.Revoked)]
    [TestCase(AppealState.Lapsed)]
    public void What_waits_no_more_is_not_ruled_on(AppealState state) =>
        Assert.That(Closed.RuleOnAppeal(SampleTasks.Office, Pending with { State = state }, revoked: true, "key:2").CodeOf(), Is.EqualTo("already-ruled"));

    private static Appeal Pending => new() { RuleBy = Last, ConcludedBy = "key:1" };
}
