using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Reminders;

public sealed class ReminderSubjectsTests
{
    private static readonly DateOnly Today = new(2018, 12, 1);
    private static readonly DateOnly DueOn = new(2018, 12, 31);
    private static readonly ReminderTask Task = new()
    {
        State = TaskState.InProgress,
        DeadlineKind = DeadlineKind.Date,
        DueOn = DueOn,
        DeadlineVersion = 2,
        BeganOn = new(2018, 1, 1),
        RecordedOn = new(2018, 7, 1),
        Parties = [Lead(3), Lead(5), new() { UnitId = 7, Role = ParticipationRole.Partner }],
    };

    [Test]
    public void A_task_is_asked_of_the_leads_that_have_not_handed_in()
    {
        var subject = Of(Task with { Parties = [Lead(3) with { HandedInOn = Today }, Lead(5)] }).Single();

        Assert.That((subject.Occasion, subject.DueOn, subject.Version, string.Join(',', subject.Units)), Is.EqualTo((ReminderOccasion.TaskDue, DueOn, 2, "5")));
    }

    [Test]
    public void Where_no_lead_is_known_it_is_asked_of_nobody_so_that_the_office_hears()
    {
        Assert.That(Of(Task with { Parties = [], LeadIsUnknown = true }).Single().Units, Is.Empty);
        Assert.That(Of(Task with { Parties = [] }).Single().Units, Is.Empty);
    }

    [Test]
    public void Where_every_lead_has_handed_in_nothing_more_is_asked() =>
        Assert.That(Of(Task with { Parties = [Lead(3) with { HandedInOn = Today }] }), Is.Empty);

    [TestCase(TaskState.Closed)]
    [TestCase(TaskState.Suspended)]
    public void Of_a_task_that_is_closed_or_rests_nothing_is_asked(TaskState state) => Assert.That(Of(Everything with { State = state }), Is.Empty);

    [Test]
    public void While_a_task_waits_for_review_only_receipts_and_answers_are_asked() =>
        Assert.That(
            Of(Everything with { State = TaskState.AwaitingReview }).Select(subject => subject.Occasion),
            Is.EqualTo(new[] { ReminderOccasion.ReceiptDue, ReminderOccasion.AnswerDue }));

    [Test]
    public void Everything_that_has_a_date_is_a_subject_of_its_own() =>
        Assert.That(
            Of(Everything).Select(subject => $"{subject.Occasion} {subject.Key} {subject.DueOn:MM-dd} {string.Join(',', subject.Units)} {subject.Name}".TrimEnd()),
            Is.EqualTo(new[]
            {
                "TaskDue  12-31 3,5",
                "HandInAgain  12-10 3,5",
                "MilestoneDue milestone:1 12-05 3,5 初稿",
                "ReportDue 310 12-08 7 2018-11",
                "ReceiptDue unit:7 12-03 7",
                "AnswerDue 9 12-04 3 督办〔2018〕1号",
            }));

    [Test]
    public void Of_a_recurring_duty_the_last_that_was_missed_and_the_next_are_asked()
    {
        TaskStage[] stages = [.. Enumerable.Range(1, 6).Select(month => new TaskStage { Kind = StageKind.Occurrence, Ordinal = month, Words = "每月", DueOn = new DateOnly(2018, 8 + ((month - 1) % 5), 28).AddMonths(month > 5 ? 5 : 0) })];

        Assert.That(
            Of(Task with { DueOn = null, DeadlineKind = DeadlineKind.Recurring, Stages = stages }).Select(subject => $"{subject.Key} {subject.DueOn:yyyy-MM-dd}"),
            Is.EqualTo(new[] { "occurrence:4 2018-11-28", "occurrence:5 2018-12-28" }));
        Assert.That(Of(Task with { DueOn = null, DeadlineKind = DeadlineKind.Date, Stages = stages }), Is.Empty, "the duty no longer recurs");
    }

    [Test]
    public void A_conditional_date_that_never_came_counts_from_the_recording()
    {
        var subject = Of(Task with { DueOn = null, DeadlineKind = DeadlineKind.Conditional }).Single();

        Assert.That((subject.Occasion, subject.DueOn), Is.EqualTo((ReminderOccasion.DateMissing, Task.RecordedOn)));
    }

    private static ReminderTask Everything => Task with
    {
        HandInAgainBy = new(2018, 12, 10),
        Parties = [Lead(3), Lead(5), new() { UnitId = 7, Role = ParticipationRole.Partner, ReceiptDueOn = new(2018, 12, 3) }],
        Stages = [new() { Kind = StageKind.Milestone, Ordinal = 1, Words = "初稿", DueOn = new(2018, 12, 5) }, new() { Kind = StageKind.Milestone, Ordinal = 2, Words = "定稿", DueOn = new(2018, 12, 6), DoneOn = Today }],
        Reports = [new OwedReport(310, 7, "2018-11", new(2018, 11, 1), new(2018, 12, 8))],
        Demands = [new OpenDemand(9, 3, "督办〔2018〕1号", new(2018, 11, 20), new(2018, 12, 4))],
    };

    private static TaskParty Lead(long unit) => new() { UnitId = unit, Role = ParticipationRole.Lead };

    private static IReadOnlyList<ReminderSubject> Of(ReminderTask task) => ReminderSubjects.Of(task, Today);
}
