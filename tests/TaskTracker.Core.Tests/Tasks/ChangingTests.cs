using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class ChangingTests
{
    private static readonly DateOnly Day = SampleTasks.Due;

    [Test]
    public void Words_are_minor_and_all_else_is_decided() =>
        Assert.That(Enum.GetValues<ChangeKind>().Where(kind => !PolicyTask.IsMajor(kind)), Is.EqualTo(new[] { ChangeKind.Text }));

    [TestCase(TaskState.InProgress, StopKind.Suspend, TaskState.Suspended)]
    [TestCase(TaskState.InProgress, StopKind.Cancel, TaskState.Closed)]
    [TestCase(TaskState.AwaitingReview, StopKind.Cancel, TaskState.Closed)]
    [TestCase(TaskState.Suspended, StopKind.Cancel, TaskState.Closed)]
    public void A_stop_that_is_granted_suspends_or_cancels(TaskState state, StopKind stop, TaskState after)
    {
        var stopped = SampleTasks.In(state).RuleOnChange(SampleTasks.Office, RequestState.Pending, granted: true, null, stop, Day).Accepted();

        Assert.That(stopped.State, Is.EqualTo(after));
        Assert.That(stopped.Outcome, Is.EqualTo(stop is StopKind.Cancel ? TaskOutcome.Cancelled : (TaskOutcome?)null));
    }

    [TestCase(null, "open-subtasks")]
    [TestCase("余下部分并入新任务。", "accepted")]
    public void A_task_is_cancelled_over_open_parts_only_if_the_office_says_why(string? reason, string answer) => Assert.That(
        (SampleTasks.In(TaskState.InProgress) with { Subtasks = 2, OpenSubtasks = 1 })
            .RuleOnChange(SampleTasks.Office, RequestState.Pending, granted: true, null, StopKind.Cancel, Day, reason).CodeOf(),
        Is.EqualTo(answer));

    [Test]
    public void A_stop_cannot_suspend_what_waits_for_a_review() => Assert.That(
        SampleTasks.In(TaskState.AwaitingReview).RuleOnChange(SampleTasks.Office, RequestState.Pending, true, null, StopKind.Suspend, Day).CodeOf(),
        Is.EqualTo("awaiting-review"));

    [Test]
    public void A_change_is_decided_once()
    {
        var task = SampleTasks.In(TaskState.InProgress);

        foreach (var state in Enum.GetValues<RequestState>())
        {
            Assert.That(
                task.RuleOnChange(SampleTasks.Office, state, granted: false, null, null, Day).CodeOf(),
                Is.EqualTo(state is RequestState.Pending ? "accepted" : "already-decided"));
        }
    }

    [Test]
    public void A_deadline_that_was_changed_after_it_had_passed_leaves_the_task_late()
    {
        var changed = SampleTasks.In(TaskState.InProgress)
            .RuleOnChange(SampleTasks.Office, RequestState.Pending, granted: true, Day.AddDays(30), null, Day.AddDays(2)).Accepted();

        Assert.That((changed.DueOn, changed.WasLate, changed.ExtensionCount), Is.EqualTo(((DateOnly?)Day.AddDays(30), true, 0)));
    }
}
