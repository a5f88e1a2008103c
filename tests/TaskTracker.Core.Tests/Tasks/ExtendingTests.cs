using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class ExtendingTests
{
    private static readonly DateOnly Due = SampleTasks.Due;
    private static readonly DistrictRules ThreeSteps = new()
    {
        ExtensionSteps = [ApprovalStep.CollectingUnit, ApprovalStep.SupervisionOffice, ApprovalStep.DistrictLeader],
    };

    [TestCase(TaskState.Assigned, "accepted")]
    [TestCase(TaskState.InProgress, "accepted")]
    [TestCase(TaskState.AwaitingReview, "awaiting-review")]
    [TestCase(TaskState.Suspended, "task-suspended")]
    [TestCase(TaskState.Closed, "task-closed")]
    public void A_lead_asks_while_it_works(TaskState state, string answer)
    {
        Assert.That(Ask(SampleTasks.In(state), SampleTasks.Lead, Due).CodeOf(), Is.EqualTo(answer));
        Assert.That(Ask(SampleTasks.In(state), SampleTasks.Partner, Due).CodeOf(), Is.EqualTo("not-lead-unit"));
    }

    [TestCase(0, false, "accepted")]
    [TestCase(1, false, "extension-after-expiry")]
    [TestCase(0, true, "accepted")]
    [TestCase(1, true, "accepted")]
    public void After_its_date_only_the_office_asks(int daysAfter, bool office, string answer)
    {
        var asked = Ask(SampleTasks.In(TaskState.InProgress), office ? SampleTasks.Office : SampleTasks.Lead, Due.AddDays(daysAfter));

        Assert.That(asked.CodeOf(), Is.EqualTo(answer));
        if (answer == "accepted")
            Assert.That(asked.Accepted().AfterExpiry, Is.EqualTo(daysAfter > 0));
    }

    [TestCase(0, "date-not-later")]
    [TestCase(-1, "date-not-later")]
    [TestCase(1, "accepted")]
    public void The_new_date_is_later(int daysAfterDue, string answer) => Assert.That(
        SampleTasks.In(TaskState.InProgress)
            .RequestExtension(SampleTasks.Lead, Due.AddDays(daysAfterDue), pending: false, DistrictRules.Default, Due.AddDays(-30)).CodeOf(),
        Is.EqualTo(answer));

    [Test]
    public void A_task_without_a_date_and_one_that_waits_for_a_decision_are_not_extended()
    {
        var ongoing = SampleTasks.In(TaskState.InProgress) with { DeadlineKind = DeadlineKind.Ongoing };
        var pending = SampleTasks.In(TaskState.InProgress).RequestExtension(SampleTasks.Lead, Due.AddDays(9), pending: true, DistrictRules.Default, Due);

        Assert.That(Ask(ongoing, SampleTasks.Lead, Due).CodeOf(), Is.EqualTo("no-deadline"));
        Assert.That(pending.CodeOf(), Is.EqualTo("extension-pending"));
    }

    [Test]
    public void Beyond_the_limit_the_office_alone_asks_and_decides()
    {
        var often = SampleTasks.In(TaskState.InProgress) with { ExtensionCount = 2, CollectingUnitId = 9 };

        Assert.That(Ask(often with { ExtensionCount = 1 }, SampleTasks.Lead, Due).CodeOf(), Is.EqualTo("accepted"));
        Assert.That(Ask(often, SampleTasks.Lead, Due).CodeOf(), Is.EqualTo("extension-limit"));
        Assert.That(
            often.RequestExtension(SampleTasks.Office, Due.AddDays(9), pending: false, ThreeSteps, Due).Accepted().Steps,
            Is.EqualTo(new[] { ApprovalStep.SupervisionOffice }));
    }

    [Test]
    public void Approvers_take_their_turns_and_the_last_one_moves_the_date()
    {
        var task = SampleTasks.In(TaskState.InProgress) with { CollectingUnitId = 9 };
        var asked = task.RequestExtension(SampleTasks.Lead, Due.AddDays(30), pending: false, ThreeSteps, Due).Accepted();

        var early = task.RuleOnExtension(SampleTasks.Office, asked, new ExtensionRuling(true), Due);
        var first = task.RuleOnExtension(SampleTasks.Collector, asked, new ExtensionRuling(true), Due).Accepted();
        var second = task.RuleOnExtension(SampleTasks.Office, first.Request, new ExtensionRuling(true, Due.AddDays(20)), Due).Accepted();
        var unfounded = task.RuleOnExtension(SampleTasks.Office, second.Request, new ExtensionRuling(true), Due);
        var third = task.RuleOnExtension(SampleTasks.Office, second.Request, new ExtensionRuling(true, Basis: "批示"), Due).Accepted();

        Assert.That(early.CodeOf(), Is.EqualTo("not-your-step"));
        Assert.That(task.RuleOnExtension(SampleTasks.Collector, first.Request, new ExtensionRuling(true), Due).CodeOf(), Is.EqualTo("not-your-step"));
        Assert.That((first.Task, second.Task), Is.EqualTo((task, task)), "nothing moves before the last");
        Assert.That(unfounded.CodeOf(), Is.EqualTo("approval-basis-missing"));
        Assert.That(third.Request.State, Is.EqualTo(RequestState.Granted));
        Assert.That((third.Task.DueOn, third.Task.ExtensionCount, third.Task.DeadlineVersion), Is.EqualTo(((DateOnly?)Due.AddDays(20), 1, 2)));
        Assert.That(task.RuleOnExtension(SampleTasks.Office, third.Request, new ExtensionRuling(true), Due).CodeOf(), Is.EqualTo("already-decided"));
    }

    [Test]
    public void A_refusal_ends_it_at_any_step()
    {
        var task = SampleTasks.In(TaskState.InProgress) with { CollectingUnitId = 9 };
        var asked = task.RequestExtension(SampleTasks.Lead, Due.AddDays(30), pending: false, ThreeSteps, Due).Accepted();

        var refused = task.RuleOnExtension(SampleTasks.Collector, asked, new ExtensionRuling(false), Due).Accepted();

        Assert.That((refused.Request.State, refused.Task), Is.EqualTo((RequestState.Refused, task)));
    }

    [Test]
    public void A_list_without_a_collecting_unit_leaves_out_its_step() => Assert.That(
        SampleTasks.In(TaskState.InProgress).RequestExtension(SampleTasks.Lead, Due.AddDays(9), pending: false, ThreeSteps, Due).Accepted().Steps,
        Is.EqualTo(new[] { ApprovalStep.SupervisionOffice, ApprovalStep.DistrictLeader }));

    [TestCase(0, false)]
    [TestCase(3, true)]
    public void Extended_after_its_date_it_was_late_for_ever(int daysAfter, bool wasLate)
    {
        var task = SampleTasks.In(TaskState.InProgress);
        var asked = Ask(task, SampleTasks.Office, Due.AddDays(daysAfter)).Accepted();

        var granted = task.RuleOnExtension(SampleTasks.Office, asked, new ExtensionRuling(true), Due.AddDays(daysAfter)).Accepted();

        Assert.That(granted.Task.WasLate, Is.EqualTo(wasLate));
    }

    [Test]
    public void A_request_that_waits_while_the_date_passes_does_not_stop_overdue() =>
        Assert.That(Lateness.IsOverdue(SampleTasks.In(TaskState.InProgress), Due.AddDays(1)), Is.True);

    private static Decision<ExtensionRequest> Ask(PolicyTask task, Actor actor, DateOnly today) =>
        task.RequestExtension(actor, Due.AddDays(60), pending: false, DistrictRules.Default, today);
}
