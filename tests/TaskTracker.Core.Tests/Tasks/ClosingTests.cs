using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class ClosingTests
{
    private static readonly DateOnly Due = SampleTasks.Due;

    [TestCase(TaskState.Assigned, "accepted")]
    [TestCase(TaskState.InProgress, "accepted")]
    [TestCase(TaskState.AwaitingReview, "accepted")]
    [TestCase(TaskState.Suspended, "accepted")]
    [TestCase(TaskState.Closed, "task-closed")]
    public void The_office_closes_what_is_open(TaskState state, string answer) =>
        Assert.That(SampleTasks.In(state).Close(SampleTasks.Office, TaskOutcome.Cancelled, Due).CodeOf(), Is.EqualTo(answer));

    [Test]
    public void A_unit_closes_nothing_in_any_state() => Assert.That(
        Enum.GetValues<TaskState>().Select(state => SampleTasks.In(state).Close(SampleTasks.Lead, TaskOutcome.Cancelled, Due).CodeOf()),
        Is.All.EqualTo("not-supervision-office"));

    [TestCase(0, 0, false)]
    [TestCase(1, 1, true)]
    [TestCase(30, 30, true)]
    public void A_task_that_is_closed_as_not_completed_after_its_date_was_late(int daysAfter, int late, bool wasLate)
    {
        var day = Due.AddDays(daysAfter);

        var closed = SampleTasks.In(TaskState.InProgress).Close(SampleTasks.Office, TaskOutcome.NotCompleted, day).Accepted();

        Assert.That(closed, Is.EqualTo(closed with { State = TaskState.Closed, Outcome = TaskOutcome.NotCompleted, CompletedOn = null, WasLate = wasLate }));
        Assert.That(Lateness.DaysLateAsClosed(closed, day), Is.EqualTo(late));
    }

    [Test]
    public void Completed_without_a_request_counts_as_done_on_the_day_of_closing_and_with_one_on_the_day_of_the_request()
    {
        var day = Due.AddDays(4);

        var without = SampleTasks.In(TaskState.InProgress).Close(SampleTasks.Office, TaskOutcome.Completed, day).Accepted();
        var with = SampleTasks.In(TaskState.AwaitingReview).Close(SampleTasks.Office, TaskOutcome.Completed, day).Accepted();

        Assert.That((without.CompletedOn, without.WasLate), Is.EqualTo(((DateOnly?)day, true)));
        Assert.That((with.CompletedOn, with.WasLate), Is.EqualTo(((DateOnly?)Due, false)));
    }

    [TestCase(0, false)]
    [TestCase(3, true)]
    public void A_dated_part_is_closed_and_the_task_goes_on_without_a_date(int handedInAfter, bool late)
    {
        var handedIn = Due.AddDays(handedInAfter);
        var task = SampleTasks.In(TaskState.AwaitingReview) with { OngoingAfterwards = true, HandedInOn = handedIn };

        var accepted = task.Accept(SampleTasks.Office, null, Due.AddDays(10)).Accepted();

        Assert.That((accepted.State, accepted.DeadlineKind, accepted.DueOn), Is.EqualTo((TaskState.InProgress, DeadlineKind.Ongoing, (DateOnly?)null)));
        Assert.That((accepted.DatedPartDueOn, accepted.DatedPartCompletedOn), Is.EqualTo(((DateOnly?)Due, (DateOnly?)handedIn)));
        Assert.That(accepted.WasLate, Is.EqualTo(late));
        Assert.That(Lateness.DaysLateAsClosed(accepted, Due.AddDays(10)), Is.EqualTo(handedInAfter));
        Assert.That(accepted.LeadParties.Select(party => party.HandedInOn), Is.All.Null);
        Assert.That(accepted.DeadlineVersion, Is.EqualTo(task.DeadlineVersion + 1), "reminders of the date end");
    }

    [Test]
    public void What_goes_on_without_a_date_is_closed_when_it_is_accepted_again()
    {
        var task = SampleTasks.In(TaskState.AwaitingReview) with { OngoingAfterwards = true };
        var goingOn = task.Accept(SampleTasks.Office, null, Due).Accepted();

        var again = goingOn.RequestCompletion(SampleTasks.Lead, Due.AddDays(100)).Accepted().Accept(SampleTasks.Office, null, Due.AddDays(101)).Accepted();

        Assert.That((again.State, again.WasLate, again.DatedPartCompletedOn), Is.EqualTo((TaskState.Closed, false, (DateOnly?)Due)));
    }

    [Test]
    public void A_check_on_site_lies_not_in_the_future()
    {
        var task = SampleTasks.In(TaskState.AwaitingReview);

        Assert.That(task.Accept(SampleTasks.Office, new OnSiteCheck("张某", Due.AddDays(1), "已建成"), Due).CodeOf(), Is.EqualTo("date-in-future"));
        Assert.That(task.Accept(SampleTasks.Office, new OnSiteCheck("张某", Due, "已建成"), Due).CodeOf(), Is.EqualTo("accepted"));
    }

    [Test]
    public void A_return_has_its_own_date_and_moves_no_deadline()
    {
        var task = SampleTasks.In(TaskState.AwaitingReview);

        var returned = task.Return(SampleTasks.Office, Due.AddDays(9), Due.AddDays(2)).Accepted();
        var again = returned.RequestCompletion(SampleTasks.Lead, Due.AddDays(5)).Accepted();

        Assert.That(returned.HandInAgainBy, Is.EqualTo(Due.AddDays(9)));
        Assert.That(returned.ReturnedOn, Is.EqualTo(Due.AddDays(2)));
        Assert.That(returned.DueOn, Is.EqualTo(Due));
        Assert.That(Lateness.IsOverdue(returned, Due.AddDays(2)), Is.True);
        Assert.That((again.HandInAgainBy, again.ReturnedOn), Is.EqualTo(((DateOnly?)null, (DateOnly?)null)));
        Assert.That(task.Return(SampleTasks.Office, Due, Due.AddDays(1)).CodeOf(), Is.EqualTo("date-passed"));
    }

    [Test]
    public void One_members_part_is_returned_and_the_others_stay_handed_in()
    {
        var returned = SampleTasks.OfAGroup().ReturnPart(SampleTasks.Office, 3, Due.AddDays(5), Due).Accepted();

        Assert.That(returned.State, Is.EqualTo(TaskState.InProgress));
        Assert.That(returned.LeadParties.Select(party => party.HandedInOn), Is.EqualTo(new DateOnly?[] { Due, null }));
        Assert.That(returned.ReturnPart(SampleTasks.Office, 1, Due.AddDays(3), Due).Accepted().HandInAgainBy, Is.EqualTo(Due.AddDays(3)), "the first date");
        Assert.That(returned.ReturnPart(SampleTasks.Office, 1, null, Due).Accepted().HandInAgainBy, Is.EqualTo(Due.AddDays(5)));
        Assert.That(returned.ReturnPart(SampleTasks.Office, 3, null, Due).CodeOf(), Is.EqualTo("part-not-handed-in"));
        Assert.That(returned.ReturnPart(SampleTasks.Office, 2, null, Due).CodeOf(), Is.EqualTo("not-a-member"));
        Assert.That(SampleTasks.In(TaskState.AwaitingReview).ReturnPart(SampleTasks.Office, 1, null, Due).CodeOf(), Is.EqualTo("not-a-member"));
        Assert.That(returned.ReturnPart(SampleTasks.Lead, 1, null, Due).CodeOf(), Is.EqualTo("not-supervision-office"));
    }

    [TestCase(TaskState.Assigned, "task-open")]
    [TestCase(TaskState.InProgress, "task-open")]
    [TestCase(TaskState.AwaitingReview, "task-open")]
    [TestCase(TaskState.Suspended, "task-open")]
    [TestCase(TaskState.Closed, "accepted")]
    public void Only_a_closed_task_is_looked_back_at(TaskState state, string answer) =>
        Assert.That(SampleTasks.In(state).Recheck(SampleTasks.Office, holds: false, null, Due).CodeOf(), Is.EqualTo(answer));

    [Test]
    public void A_failed_look_back_opens_the_task_under_its_old_date_and_late_stays()
    {
        var closed = SampleTasks.In(TaskState.AwaitingReview) with { HandedInOn = Due.AddDays(2) };
        var late = closed.Accept(SampleTasks.Office, null, Due.AddDays(3)).Accepted();

        var reopened = late.Recheck(SampleTasks.Office, holds: false, Due.AddDays(90), Due.AddDays(60)).Accepted();

        Assert.That((reopened.State, reopened.Outcome, reopened.CompletedOn), Is.EqualTo((TaskState.InProgress, (TaskOutcome?)null, (DateOnly?)null)));
        Assert.That((reopened.DueOn, reopened.WasLate), Is.EqualTo(((DateOnly?)Due, true)));
        Assert.That(Lateness.IsOverdue(reopened, Due.AddDays(60)), Is.True);
        Assert.That(late.Recheck(SampleTasks.Office, holds: true, null, Due.AddDays(60)).Accepted(), Is.EqualTo(late));
    }
}
