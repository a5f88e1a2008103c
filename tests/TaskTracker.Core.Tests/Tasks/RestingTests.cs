using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class RestingTests
{
    private static readonly DateOnly Due = SampleTasks.Due;

    [TestCase(TaskState.Assigned, "accepted", "not-suspended")]
    [TestCase(TaskState.InProgress, "accepted", "not-suspended")]
    [TestCase(TaskState.AwaitingReview, "awaiting-review", "not-suspended")]
    [TestCase(TaskState.Suspended, "task-suspended", "accepted")]
    [TestCase(TaskState.Closed, "task-closed", "not-suspended")]
    public void Work_rests_and_is_taken_up_again(TaskState state, string suspend, string resume)
    {
        var task = SampleTasks.In(state);

        Assert.That(task.Suspend(SampleTasks.Office, Due).CodeOf(), Is.EqualTo(suspend));
        Assert.That(task.Resume(SampleTasks.Office, null, Due).CodeOf(), Is.EqualTo(resume));
        Assert.That(task.Suspend(SampleTasks.Lead, Due).CodeOf(), Is.EqualTo("not-supervision-office"));
    }

    /// <summary>The days overdue are those after the date on which work did not rest, whenever it rested.</summary>
    [Test]
    public void Days_at_rest_do_not_count_as_overdue([Range(-10, 10, 2)] int from, [Range(0, 12, 3)] int length, [Range(0, 9, 3)] int later)
    {
        var (since, until) = (Due.AddDays(from), Due.AddDays(from + length));
        var task = SampleTasks.In(TaskState.InProgress).Suspend(SampleTasks.Office, since).Accepted();
        Assert.That(Lateness.IsOverdue(task, Due.AddDays(100)), Is.False);

        var resumed = task.Resume(SampleTasks.Office, null, until).Accepted();

        var today = until.AddDays(later);
        var counted = Enumerable.Range(Due.DayNumber + 1, Math.Max(0, today.DayNumber - Due.DayNumber))
            .Count(day => day < since.DayNumber || day >= until.DayNumber);
        Assert.That(Math.Max(0, today.DayNumber - resumed.DueOn!.Value.DayNumber), Is.EqualTo(counted));
        Assert.That(Lateness.IsOverdue(resumed, today), Is.EqualTo(counted > 0));
        Assert.That(resumed.Deadline, Is.EqualTo(Due), "the date itself stays");
        Assert.That(resumed.DeadlineVersion > task.DeadlineVersion, Is.EqualTo(resumed.DueOn > Due), "a last day that moved is reminded of anew");
    }

    [Test]
    public void A_new_date_on_resuming_is_the_date_in_force_and_lies_not_in_the_past()
    {
        var task = SampleTasks.In(TaskState.Suspended);

        var resumed = task.Resume(SampleTasks.Office, Due.AddDays(40), Due.AddDays(20)).Accepted();

        Assert.That((resumed.DueOn, resumed.DeadlineVersion), Is.EqualTo(((DateOnly?)Due.AddDays(40), task.DeadlineVersion + 2)), "taken up again, then moved");
        Assert.That(task.Resume(SampleTasks.Office, Due, Due.AddDays(20)).CodeOf(), Is.EqualTo("date-passed"));
    }
}
