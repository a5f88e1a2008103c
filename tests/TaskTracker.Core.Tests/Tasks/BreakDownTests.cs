using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class BreakDownTests
{
    private static readonly DateOnly Last = new(2018, 12, 31);
    private static readonly Actor Office = new(Role.Supervisor, new HashSet<long>());
    private static readonly Actor Lead = new(Role.Coordinator, new HashSet<long> { 1 }) { UnitId = 1 };

    private static readonly PolicyTask Whole = new()
    {
        Id = 1,
        Version = 1,
        State = TaskState.Assigned,
        DeadlineKind = DeadlineKind.Date,
        Deadline = Last,
        Participations = [new Participation(ParticipationRole.Lead, "区甲局", 1), new Participation(ParticipationRole.Partner, "区乙局", 2)],
    };

    [TestCase("0/1 100/1", 50)]
    [TestCase("0/1 100/3", 75)]
    [TestCase("100/1 100/1 99/1", 99)]
    [TestCase("100/2 100/1", 100)]
    public void Percents_roll_up_by_weight_and_only_finished_parts_make_a_hundred(string parts, int percent) =>
        Assert.That(RollUp.PercentOf([.. parts.Split(' ').Select(Part)]), Is.EqualTo(percent));

    [Test]
    public void What_was_cancelled_or_superseded_does_not_count()
    {
        var cancelled = Part("0/9") with { State = TaskState.Closed, Outcome = TaskOutcome.Cancelled };

        Assert.That(RollUp.PercentOf([Part("60/1"), cancelled]), Is.EqualTo(60));
        Assert.That(RollUp.PercentOf([cancelled]), Is.Null);
        Assert.That(RollUp.PercentOf([]), Is.Null);
    }

    [Test]
    public void Work_on_a_part_is_work_on_the_whole_but_a_closed_whole_stays()
    {
        var moved = Whole.RolledUp([Part("40/1") with { State = TaskState.InProgress }]);
        var closed = (Whole with { State = TaskState.Closed }).RolledUp([Part("40/1")]);

        Assert.That((moved.State, moved.Percent), Is.EqualTo((TaskState.InProgress, 40)));
        Assert.That(closed.Percent, Is.Zero);
    }

    [Test]
    public void A_lead_plans_with_units_of_the_task_and_within_its_time()
    {
        Assert.That(CodeOf(Whole.BreakDown(Lead, Last, [1, 2], null)), Is.Null);
        Assert.That(CodeOf(Whole.BreakDown(Lead, Last, [3], null)), Is.EqualTo("unit-not-on-parent"));
        Assert.That(CodeOf(Whole.BreakDown(Lead, Last.AddDays(1), [1], "晚一些")), Is.EqualTo("later-than-parent"));
        Assert.That(CodeOf(Whole.BreakDown(Office, Last.AddDays(1), [3], null)), Is.EqualTo("later-than-parent"));
        Assert.That(CodeOf(Whole.BreakDown(Office, Last.AddDays(1), [3], "验收在次年")), Is.Null);
        Assert.That(CodeOf((Whole with { Level = 3 }).BreakDown(Office, null, [3], null)), Is.EqualTo("too-deep"));
    }

    [Test]
    public void Over_open_parts_a_task_is_closed_by_the_office_with_a_reason_only()
    {
        var open = Whole with { OpenSubtasks = 2, Subtasks = 3 };

        Assert.That(CodeOf(open.RequestCompletion(Lead, Last)), Is.EqualTo("open-subtasks"));
        Assert.That(CodeOf((open with { State = TaskState.AwaitingReview }).Accept(Office, null, default)), Is.EqualTo("open-subtasks"));
        Assert.That(CodeOf((open with { State = TaskState.AwaitingReview }).Accept(Office, null, default, "其余并入明年")), Is.Null);
    }

    [Test]
    public void Quotas_make_the_total_or_the_difference_is_named()
    {
        Assert.That(Quotas.FaultOf(200, [1, 2], [(1, 120), (2, 80)]), Is.Null);
        Assert.That(Quotas.FaultOf(200, [1, 2], [(1, 120), (2, 60)]), Does.Contain("20 missing"));
        Assert.That(Quotas.FaultOf(0.3m, [1, 2], [(1, 0.1m), (2, 0.2m)]), Is.Null);
        Assert.That(Quotas.FaultOf(200, [1, 2], [(1, 120), (2, 81.5m)]), Does.Contain("1.5 too many"));
        Assert.That(Quotas.FaultOf(200, [1, 2], [(1, 200)]), Does.Contain("2 members, 1 quotas"));
        Assert.That(Quotas.FaultOf(200, [1, 2], [(1, 100), (1, 100)]), Does.Contain("Every member"));
    }

    [TestCase(LinkKind.Replaces, "1>2 2>3", "3>1", "link-cycle")]
    [TestCase(LinkKind.Replaces, "1>2 2>3", "1>3", null)]
    [TestCase(LinkKind.Replaces, "1>2", "2>1", "link-cycle")]
    [TestCase(LinkKind.Duplicate, "1>2 3>2", "1>3", "link-cycle")]
    [TestCase(LinkKind.Duplicate, "1>2", "2>1", "already-linked")]
    [TestCase(LinkKind.Related, "1>2 2>3", "3>1", null)]
    [TestCase(LinkKind.Related, "", "1>1", "link-to-itself")]
    public void Links_close_no_circle(LinkKind kind, string known, string wanted, string? code) =>
        Assert.That(TaskLinks.RefusalOf(kind, Link(wanted), [.. known.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Link)])?.Code, Is.EqualTo(code));

    [Test]
    public void A_report_on_a_duplicate_counts_here_too_but_a_closing_does_not()
    {
        var party = new TaskParty { UnitId = 1, Role = ParticipationRole.Lead };
        var before = Whole with { Parties = [party] };
        var after = before with { Percent = 40, State = TaskState.InProgress, Parties = [party with { Percent = 40, ReceivedOn = Last }] };

        var shared = before.SharedFrom(before, after);
        var closed = after.SharedFrom(after, after with { State = TaskState.Closed, Percent = 100 });

        Assert.That((shared.Percent, shared.State), Is.EqualTo((40, TaskState.InProgress)));
        Assert.That(shared.Parties, Is.EqualTo(after.Parties));
        Assert.That(closed.Percent, Is.EqualTo(40));
    }

    private static RollUp.Part Part(string text) => new()
    {
        State = TaskState.Assigned,
        Percent = int.Parse(text.Split('/')[0], System.Globalization.CultureInfo.InvariantCulture),
        Weight = int.Parse(text.Split('/')[1], System.Globalization.CultureInfo.InvariantCulture),
    };

    private static TaskLink Link(string text) => new(text[0] - '0', text[2] - '0');

    private static string? CodeOf(Decision<PolicyTask> decision) => decision.IsAccepted(out _, out var refusal) ? null : refusal.Code;
}
