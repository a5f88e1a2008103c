using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

public sealed class FilledInDatesTests
{
    private static readonly WorkingDayCalendar Calendar = WorkingDayCalendar.Official;
    private static readonly Actor Office = new(Role.Supervisor, new HashSet<long>());

    [TestCase(DeadlineKind.None, true)]
    [TestCase(DeadlineKind.Conditional, true)]
    [TestCase(DeadlineKind.Date, false)]
    [TestCase(DeadlineKind.Ongoing, false)]
    [TestCase(DeadlineKind.Recurring, false)]
    [TestCase(DeadlineKind.Multiple, false)]
    public void Only_a_task_without_a_date_takes_one_later(DeadlineKind kind, bool accepted)
    {
        var decision = Task(kind).SetDate(Office, new(2018, 9, 1));

        Assert.That(decision.IsAccepted(out _, out var refusal), Is.EqualTo(accepted));
        Assert.That(refusal?.Code, Is.EqualTo(accepted ? null : "date-printed"));
    }

    [Test]
    public void A_date_that_was_filled_in_can_be_corrected_and_each_is_a_version()
    {
        var first = Accepted(Task(DeadlineKind.Conditional).SetDate(Office, new(2018, 9, 1)));
        var second = Accepted(first.SetDate(Office, new(2018, 10, 1)));

        Assert.That((first.DeadlineKind, first.Deadline, first.DeadlineVersion, first.DatesSet), Is.EqualTo((DeadlineKind.Date, (DateOnly?)new DateOnly(2018, 9, 1), 2, 1)));
        Assert.That((second.Deadline, second.DeadlineVersion), Is.EqualTo(((DateOnly?)new DateOnly(2018, 10, 1), 3)));
    }

    [Test]
    public void A_corrected_event_reckons_the_deadline_anew()
    {
        var task = Task(DeadlineKind.Conditional) with { RelativeLimit = new(5, LimitUnit.WorkingDays, "接到通知") };
        var first = Accepted(task.EnterEvent(Office, new(2018, 9, 28), null, Calendar));
        var second = Accepted(first.EnterEvent(Office, new(2018, 9, 3), null, Calendar));

        Assert.That((first.Deadline, first.EventOn), Is.EqualTo(((DateOnly?)new DateOnly(2018, 10, 10), (DateOnly?)new DateOnly(2018, 9, 28))));
        Assert.That((second.Deadline, second.DeadlineVersion), Is.EqualTo(((DateOnly?)new DateOnly(2018, 9, 10), 3)));
    }

    [Test]
    public void Without_a_limit_an_event_gives_no_date()
    {
        Assert.That(Task(DeadlineKind.Conditional).EnterEvent(Office, new(2018, 9, 3), null, Calendar).IsAccepted(out _, out var refusal), Is.False);
        Assert.That(refusal!.Code, Is.EqualTo("no-relative-limit"));
    }

    [Test]
    public void A_provisional_deadline_is_reckoned_again_once_its_year_is_announced()
    {
        var task = Task(DeadlineKind.Conditional) with { RelativeLimit = new(5, LimitUnit.WorkingDays, null) };
        var provisional = Accepted(task.EnterEvent(Office, new(2028, 5, 26), null, Calendar));
        var announced = WorkingDayCalendar.InForce(
            [new() { Year = 2028, Status = CalendarStatus.Official, Days = [new(new(2028, 1, 1), true), new(new(2028, 5, 29), true)] }]);

        Assert.That((provisional.Deadline, provisional.DeadlineProvisional), Is.EqualTo(((DateOnly?)new DateOnly(2028, 6, 2), true)));
        Assert.That(provisional.ReckonAgain(Calendar), Is.EqualTo(provisional));
        var settled = provisional.ReckonAgain(announced);
        Assert.That((settled.Deadline, settled.DeadlineProvisional, settled.DeadlineVersion), Is.EqualTo(((DateOnly?)new DateOnly(2028, 6, 5), false, 3)));
    }

    [Test]
    public void A_deadline_that_was_moved_by_decision_is_not_reckoned_again()
    {
        var provisional = Accepted((Task(DeadlineKind.Conditional) with { RelativeLimit = new(5, LimitUnit.WorkingDays, null) }).EnterEvent(Office, new(2028, 5, 26), null, Calendar));
        var moved = Accepted(provisional.CorrectDeadline(Office, DeadlineKind.Date, new(2028, 12, 31)));

        Assert.That(moved.ReckonAgain(Calendar).Deadline, Is.EqualTo(new DateOnly(2028, 12, 31)));
    }

    [TestCase("meeting", Urgency.Normal, 20)]
    [TestCase("instruction", Urgency.Normal, 15)]
    [TestCase("instruction", Urgency.Urgent, 5)]
    [TestCase("instruction", Urgency.Long, 30)]
    [TestCase("other", Urgency.Normal, 30)]
    public void Every_kind_of_source_has_its_limit(string origin, Urgency urgency, int days)
    {
        var limit = new DefaultLimits().Of(origin, urgency);

        Assert.That(limit.Amount, Is.EqualTo(days));
        Assert.That(DefaultDeadlines.TextOf(limit), Does.StartWith("默认时限").And.Contain($"{days}日"));
    }

    private static PolicyTask Accepted(Decision<PolicyTask> decision) =>
        decision.IsAccepted(out var task, out var refusal) ? task : throw new AssertionException(refusal.Code);

    private static PolicyTask Task(DeadlineKind kind) => new()
    {
        Id = 1,
        Version = 1,
        State = TaskState.Assigned,
        DeadlineKind = kind,
        Deadline = kind is DeadlineKind.None or DeadlineKind.Conditional ? null : new DateOnly(2018, 12, 31),
        Participations = [],
    };
}
