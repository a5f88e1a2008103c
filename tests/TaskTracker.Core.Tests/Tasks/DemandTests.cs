using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class DemandTests
{
    private static readonly DateOnly Day = SampleTasks.Due;
    private static readonly PolicyTask Task = SampleTasks.In(TaskState.InProgress);
    private static readonly Demand Open = new() { UnitId = 1, AnswerBy = Day };

    [Test]
    public void A_demand_goes_to_a_unit_on_the_task_by_a_day_that_has_not_passed()
    {
        Assert.That(Make(SampleTasks.Office, 1, Day), Is.EqualTo("accepted"));
        Assert.That(Make(SampleTasks.Office, 2, Day), Is.EqualTo("accepted"), "a partner, too");
        Assert.That(Make(SampleTasks.Office, 8, Day), Is.EqualTo("unit-not-on-task"));
        Assert.That(Make(SampleTasks.Office, 1, Day.AddDays(-1)), Is.EqualTo("date-passed"));
        Assert.That(Make(SampleTasks.Lead, 1, Day), Is.EqualTo("not-supervision-office"));
    }

    [Test]
    public void Every_state_takes_an_answer_and_a_ruling_or_refuses_them_with_its_code()
    {
        var answers = Enum.GetValues<DemandState>().Select(state =>
            (state, (Open with { State = state }).Answer(Task, SampleTasks.Lead, Day).CodeOf(),
                (Open with { State = state }).Rule(Task, SampleTasks.Office, true, null, Day).CodeOf()));

        Assert.That(answers, Is.EqualTo(new[]
        {
            (DemandState.Open, "accepted", "no-answer-waits"),
            (DemandState.Answered, "already-answered", "accepted"),
            (DemandState.Accepted, "already-answered", "no-answer-waits"),
            (DemandState.Lapsed, "already-answered", "no-answer-waits"),
        }));
        Assert.That(Open.Answer(Task, SampleTasks.Partner, Day).CodeOf(), Is.EqualTo("not-addressed"));
    }

    [Test]
    public void An_answer_after_its_date_stays_missed_even_if_it_is_returned_with_a_new_one()
    {
        var late = Open.Answer(Task, SampleTasks.Lead, Day.AddDays(1)).Accepted();
        var returned = late.Rule(Task, SampleTasks.Office, accepted: false, Day.AddDays(9), Day.AddDays(2)).Accepted();

        Assert.That(late.IsMissed(Day.AddDays(1)), Is.True);
        Assert.That(returned.IsMissed(Day.AddDays(2)), Is.True);
        Assert.That((returned.State, returned.AnswerBy), Is.EqualTo((DemandState.Open, Day.AddDays(9))));
        Assert.That(Open.Answer(Task, SampleTasks.Lead, Day).Accepted().IsMissed(Day.AddDays(50)), Is.False);
    }

    [Test]
    public void A_timely_answer_that_was_returned_is_missed_once_its_date_has_passed()
    {
        var returned = Open.Answer(Task, SampleTasks.Lead, Day).Accepted().Rule(Task, SampleTasks.Office, accepted: false, null, Day).Accepted();

        Assert.That((returned.IsMissed(Day), returned.IsMissed(Day.AddDays(1))), Is.EqualTo((false, true)));
        Assert.That(Open.IsMissed(Day.AddDays(1)), Is.True);
    }

    /// <summary>Every last order × whether it was missed × every next level.</summary>
    [Test]
    public void The_next_level_follows_only_a_missed_date()
    {
        var ladder = DistrictRules.Default.OrderLadder;
        for (var last = -1; last < ladder.Count; last++)
        {
            foreach (var missed in new[] { false, true })
            {
                for (var next = 0; next < ladder.Count; next++)
                {
                    var earlier = last < 0 ? null : new EarlierOrder(ladder[last].Level, Open);
                    var today = missed ? Day.AddDays(1) : Day;
                    var answer = next > (missed && last >= 0 ? last + 1 : 0) ? "order-level-too-high" : last >= 0 && !missed ? "order-waits" : null;
                    Assert.That(
                        OrderLadder.RefusalOf(ladder, ladder[next].Level, earlier, today)?.Code, Is.EqualTo(answer),
                        $"{earlier?.Level} missed {missed}, then {ladder[next].Level}");
                }
            }
        }
    }

    [TestCase(DemandState.Open, false, "order-waits")]
    [TestCase(DemandState.Answered, false, "order-waits")]
    [TestCase(DemandState.Answered, true, null)]
    [TestCase(DemandState.Accepted, false, null)]
    [TestCase(DemandState.Lapsed, false, null)]
    public void An_order_waits_until_it_is_settled_or_missed(DemandState state, bool wasMissed, string? answer) => Assert.That(
        OrderLadder.RefusalOf(
            DistrictRules.Default.OrderLadder, "blue", new EarlierOrder("blue", Open with { State = state, WasMissed = wasMissed }), Day)?.Code,
        Is.EqualTo(answer));

    private static string Make(Actor actor, long unit, DateOnly by) => Demand.Make(ActKind.IssueOrder, Task, actor, unit, by, Day).CodeOf();
}
