using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class LaidAnewTests
{
    private const long Group = 90;
    private static readonly DateOnly Day = new(2018, 8, 1);

    [Test]
    public void Who_stays_keeps_what_it_has_done_who_joins_begins_and_who_leaves_is_named()
    {
        var task = Of(Member(1) with { Percent = 80, ReceivedOn = Day }, Member(2) with { Percent = 40 });

        var laid = task.LaidOn([Member(1), Member(3)], new Dictionary<long, long>());

        Assert.That(laid.Task.Parties, Is.EqualTo(new[] { Member(1) with { Percent = 80, ReceivedOn = Day }, Member(3) }));
        Assert.That(laid.Moves, Is.EquivalentTo(new[] { new PartyMove(2, null), new PartyMove(null, 3) }));
        Assert.That(laid.Task.Percent, Is.EqualTo(40));
    }

    [Test]
    public void A_successor_goes_on_where_its_predecessor_stood_and_acknowledges_anew()
    {
        var task = Of(Lead(1) with { Percent = 60, ReceivedOn = Day, HandedInOn = Day });

        var laid = task.LaidOn([Lead(2)], new Dictionary<long, long> { [1] = 2 });

        Assert.That(laid.Task.Parties, Is.EqualTo(new[] { Lead(2) with { Percent = 60, HandedInOn = Day, PredecessorId = 1 } }));
        Assert.That(laid.Moves, Is.EqualTo(new[] { new PartyMove(1, 2) }));
    }

    [Test]
    public void Merged_parts_have_come_as_far_as_the_lesser_and_are_handed_in_when_both_were()
    {
        var heirs = new Dictionary<long, long> { [1] = 3, [2] = 3 };

        var half = Of(Member(1) with { Percent = 80, HandedInOn = Day }, Member(2) with { Percent = 30 }).LaidOn([Member(3)], heirs).Task;
        var whole = Of(Member(1) with { HandedInOn = Day }, Member(2) with { HandedInOn = Day.AddDays(1) }).LaidOn([Member(3)], heirs).Task;

        Assert.That(half.Parties[0], Is.EqualTo(Member(3) with { Percent = 30, PredecessorId = 1 }));
        Assert.That(whole.Parties[0].HandedInOn, Is.EqualTo(Day.AddDays(1)));
    }

    [Test]
    public void A_group_that_waited_only_for_a_member_that_left_is_handed_in()
    {
        var task = Of(Member(1) with { HandedInOn = Day }, Member(2));

        var laid = task.LaidOn([Member(1)], new Dictionary<long, long>()).Task;

        Assert.That(laid.State, Is.EqualTo(TaskState.AwaitingReview));
        Assert.That(laid.HandedInOn, Is.EqualTo(Day));
    }

    [Test]
    public void A_lead_of_its_own_that_succeeds_a_partner_keeps_the_leads_facts()
    {
        var task = Of(Lead(1) with { Percent = 70, ReceivedOn = Day }, Lead(2) with { Role = ParticipationRole.Partner });

        var laid = task.LaidOn([Lead(1)], new Dictionary<long, long> { [2] = 1 }).Task;

        Assert.That(laid.Parties, Is.EqualTo(new[] { Lead(1) with { Percent = 70, ReceivedOn = Day, PredecessorId = 2 } }));
    }

    [Test]
    public void A_party_is_late_if_its_part_was_not_handed_in_by_the_last_day()
    {
        var task = Of() with { DeadlineKind = DeadlineKind.Date, Deadline = Day };

        Assert.That(Lateness.IsLate(task, Lead(1), Day), Is.False);
        Assert.That(Lateness.IsLate(task, Lead(1), Day.AddDays(1)), Is.True);
        Assert.That(Lateness.IsLate(task, Lead(1) with { HandedInOn = Day }, Day.AddDays(9)), Is.False);
        Assert.That(Lateness.IsLate(task, Lead(1) with { HandedInOn = Day.AddDays(1) }, Day.AddDays(9)), Is.True);
        Assert.That(Lateness.IsLate(task, Lead(1) with { Role = ParticipationRole.Partner }, Day.AddDays(9)), Is.False);
        Assert.That(Lateness.IsLate(task with { State = TaskState.Suspended }, Lead(1), Day.AddDays(9)), Is.False);
        Assert.That(Lateness.IsLate(task with { State = TaskState.Closed, Outcome = TaskOutcome.Superseded }, Lead(1), Day.AddDays(9)), Is.False);
        Assert.That(Lateness.IsLate(task with { State = TaskState.Closed, Outcome = TaskOutcome.NotCompleted }, Lead(1), Day.AddDays(9)), Is.True);
    }

    private static TaskParty Lead(long unit) => new() { UnitId = unit, Role = ParticipationRole.Lead };

    private static TaskParty Member(long unit) => Lead(unit) with { GroupId = Group };

    private static PolicyTask Of(params TaskParty[] parties) => new()
    {
        Id = 1,
        Version = 1,
        State = TaskState.InProgress,
        DeadlineKind = DeadlineKind.None,
        Participations = [],
        Parties = parties,
    };
}
