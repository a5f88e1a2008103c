using TaskTracker.Core.Attention;
using TaskTracker.Core.Tasks;
using TaskTracker.Core.Tests.Tasks;

namespace TaskTracker.Core.Tests.Attention;

internal sealed class AttentionRuleTests
{
    private static readonly DateOnly Today = new(2018, 10, 1);

    private static readonly AttentionFacts Fresh = new() { State = TaskState.InProgress, MovedOn = Today };

    [Test]
    public void A_task_that_moves_in_time_is_nobodys_worry() => Assert.That(Reasons(Fresh), Is.Empty);

    [Test]
    public void Overdue_for_thirty_days_it_is_proposed_and_not_a_day_before()
    {
        Assert.That(Reasons(Fresh with { OverdueSince = Today.AddDays(-28) }), Is.Empty);
        Assert.That(Reasons(Fresh with { OverdueSince = Today.AddDays(-29) }), Is.EqualTo(new[] { AttentionReason.Overdue }));
    }

    [Test]
    public void Nothing_heard_for_sixty_days_is_stuck_unless_it_waits_for_the_office()
    {
        var still = Fresh with { MovedOn = Today.AddDays(-60) };

        Assert.That(Reasons(still), Is.EqualTo(new[] { AttentionReason.Stuck }));
        Assert.That(Reasons(still with { MovedOn = Today.AddDays(-59) }), Is.Empty);
        Assert.That(Reasons(still with { State = TaskState.AwaitingReview }), Is.Empty);
    }

    [Test]
    public void All_reasons_are_named_together() => Assert.That(
        Reasons(Fresh with { OverdueSince = Today.AddDays(-90), MovedOn = Today.AddDays(-90), Extensions = 2, InLowestRank = true }),
        Is.EqualTo(Enum.GetValues<AttentionReason>()));

    [TestCase(TaskState.Closed)]
    [TestCase(TaskState.Suspended)]
    public void What_is_closed_or_rests_is_not_proposed(TaskState state) =>
        Assert.That(Reasons(Fresh with { State = state, Extensions = 9, InLowestRank = true }), Is.Empty);

    [Test]
    public void The_lowest_rank_is_the_smallest_share_kept_with_all_that_share_it() => Assert.That(
        Ranking.Lowest([new(1, 10, 9), new(2, 10, 2), new(3, 5, 1), new(4, 0, 0)], 1), Is.EquivalentTo(new[] { 2L, 3L }));

    [Test]
    public void Where_all_stand_alike_nobody_stands_last()
    {
        Assert.That(Ranking.Lowest([new(1, 10, 0), new(2, 4, 0)], 3), Is.Empty);
        Assert.That(Ranking.Lowest([new(1, 10, 0)], 3), Is.Empty);
        Assert.That(Ranking.Lowest([new(1, 10, 10), new(2, 4, 3)], 2), Is.EquivalentTo(new[] { 2L }));
    }

    [TestCase(TaskOutcome.Completed, 0, true)]
    [TestCase(TaskOutcome.Completed, 1, false)]
    [TestCase(TaskOutcome.NotCompleted, null, false)]
    [TestCase(TaskOutcome.Cancelled, null, null)]
    [TestCase(TaskOutcome.Superseded, null, null)]
    public void A_closed_task_counts_as_kept_if_it_was_completed_by_its_last_day(TaskOutcome outcome, int? daysAfter, bool? kept)
    {
        var closed = SampleTasks.In(TaskState.Closed) with { Outcome = outcome, CompletedOn = daysAfter is { } days ? SampleTasks.Due.AddDays(days) : null };

        Assert.That(Ranking.CountsOnceClosed(closed), Is.EqualTo(kept));
        Assert.That(Ranking.CountsOnceClosed(closed with { ParentId = 9 }), Is.Null, "a part counts with its whole");
    }

    private static IReadOnlyList<AttentionReason> Reasons(AttentionFacts facts) => AttentionRule.Default.ReasonsFor(facts, Today);
}
