using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

public sealed class TaskStageTests
{
    private const long Unit = 3;

    private static readonly DateOnly Due = new(2018, 6, 30);
    private static readonly Actor Lead = new(Role.Coordinator, new HashSet<long> { Unit }) { UnitId = Unit };
    private static readonly Actor Office = new(Role.Supervisor, new HashSet<long>());

    [TestCase(StageKind.Milestone, StageState.Overdue)]
    [TestCase(StageKind.Occurrence, StageState.Missed)]
    public void A_stage_is_on_time_through_its_last_day(StageKind kind, StageState after)
    {
        Assert.That(Stage(kind).StateOn(Recurring, Due), Is.EqualTo(StageState.Open));
        Assert.That(Stage(kind).StateOn(Recurring, Due.AddDays(1)), Is.EqualTo(after));
    }

    [Test]
    public void An_occurrence_is_asked_for_only_while_the_deadline_recurs() =>
        Assert.That(Stage(StageKind.Occurrence).StateOn(Task(), Due.AddDays(1)), Is.EqualTo(StageState.Open));

    [Test]
    public void A_stage_done_after_its_last_day_is_late_for_ever()
    {
        Assert.That((Stage() with { DoneOn = Due }).StateOn(Task(), Due.AddDays(9)), Is.EqualTo(StageState.Done));
        Assert.That((Stage() with { DoneOn = Due.AddDays(1) }).StateOn(Task(TaskState.Closed), Due.AddDays(9)), Is.EqualTo(StageState.DoneLate));
    }

    [Test]
    public void A_stage_without_a_day_is_never_late() =>
        Assert.That((Stage() with { DueOn = null }).StateOn(Task(), DateOnly.MaxValue), Is.EqualTo(StageState.Open));

    [TestCase(TaskState.Closed)]
    [TestCase(TaskState.Suspended)]
    public void Nothing_is_asked_while_the_task_rests(TaskState state) =>
        Assert.That(Stage().StateOn(Task(state), Due.AddDays(5)), Is.EqualTo(StageState.Open));

    [Test]
    public void A_completion_request_in_time_speaks_for_the_stage()
    {
        Assert.That(Stage().StateOn(Task(TaskState.AwaitingReview) with { HandedInOn = Due }, Due.AddDays(5)), Is.EqualTo(StageState.Open));
        Assert.That(Stage().StateOn(Task(TaskState.AwaitingReview) with { HandedInOn = Due.AddDays(1) }, Due.AddDays(5)), Is.EqualTo(StageState.Overdue));
    }

    [TestCase(0, 10, StageState.Excused)]
    [TestCase(-5, 1, StageState.Excused)]
    [TestCase(-5, null, StageState.Excused)]
    [TestCase(-5, 0, StageState.Missed)]
    [TestCase(1, 10, StageState.Missed)]
    public void An_occurrence_is_excused_if_nothing_was_asked_on_its_last_day(int from, int? until, StageState state)
    {
        var occurrence = Stage(StageKind.Occurrence) with { Rests = [new Rest(Due.AddDays(from), until is { } days ? Due.AddDays(days) : null)] };

        Assert.That(occurrence.StateOn(Recurring, Due.AddDays(30)), Is.EqualTo(state));
        Assert.That((occurrence with { DoneOn = Due.AddDays(12) }).StateOn(Recurring, Due.AddDays(30)), Is.EqualTo(
            state is StageState.Excused ? StageState.Done : StageState.DoneLate));
    }

    [TestCase(TaskState.Closed)]
    [TestCase(TaskState.Suspended)]
    public void An_occurrence_that_was_missed_stays_so_whatever_becomes_of_the_task(TaskState state) =>
        Assert.That(Stage(StageKind.Occurrence).StateOn(Recurring with { State = state }, Due.AddDays(1)), Is.EqualTo(StageState.Missed));

    [Test]
    public void A_milestone_is_not_excused_by_a_rest_that_is_over() => Assert.That(
        (Stage() with { Rests = [new Rest(Due.AddDays(-5), Due.AddDays(5))] }).StateOn(Task(), Due.AddDays(9)), Is.EqualTo(StageState.Overdue));

    [Test]
    public void A_lead_cannot_date_its_work_back_but_the_office_can()
    {
        var today = Due.AddDays(3);

        Assert.That(Stage().MarkDone(Task(), Lead, today, Due).IsAccepted(out _, out var refusal), Is.False);
        Assert.That(refusal!.Forbidden);
        Assert.That(Stage().MarkDone(Task(), Office, today, Due).IsAccepted(out var done, out _));
        Assert.That(done!.DoneOn, Is.EqualTo(Due));
    }

    [Test]
    public void What_is_done_is_not_done_again_and_only_what_is_done_is_taken_back()
    {
        Assert.That(Stage().MarkDone(Task(), Lead, Due).IsAccepted(out var done, out _));
        Assert.That(done!.MarkDone(Task(), Lead, Due).IsAccepted(out _, out var twice), Is.False);
        Assert.That(twice!.Code, Is.EqualTo("already-done"));
        Assert.That(done.Reopen(Task(), Lead).IsAccepted(out _, out var forbidden), Is.False);
        Assert.That(forbidden!.Code, Is.EqualTo("not-supervision-office"));
        Assert.That(done.Reopen(Task(), Office).IsAccepted(out var open, out _));
        Assert.That(open!.Reopen(Task(), Office).IsAccepted(out _, out var nothing), Is.False);
        Assert.That(nothing!.Code, Is.EqualTo("not-done"));
    }

    private static PolicyTask Recurring => Task() with { DeadlineKind = DeadlineKind.Recurring, Deadline = null };

    private static TaskStage Stage(StageKind kind = StageKind.Milestone) => new() { Kind = kind, Ordinal = 1, Words = "完成初稿", DueOn = Due };

    private static PolicyTask Task(TaskState state = TaskState.InProgress) => new()
    {
        Id = 1,
        Version = 1,
        State = state,
        DeadlineKind = DeadlineKind.YearEnd,
        Deadline = new(2018, 12, 31),
        Participations = [new(ParticipationRole.Lead, "区甲局", Unit)],
    };
}
