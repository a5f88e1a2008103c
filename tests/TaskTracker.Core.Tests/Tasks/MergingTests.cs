using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

internal sealed class MergingTests
{
    private const string Period = "2018-Q3";
    private static readonly ReportToMerge Submitted = new(7, new FiledReport(2, ParticipationRole.Partner, ReportStatus.Submitted, 1), Period, null);

    [Test]
    public void A_merged_report_is_accepted_unless_somebody_has_ruled_on_it()
    {
        var accepted = Submitted with { Id = 8, Filed = Submitted.Filed with { Status = ReportStatus.Accepted } };

        var merging = Merge(SampleTasks.Lead, Submitted, accepted).Accepted();

        Assert.That(merging.Accepts, Is.EqualTo(new[] { 7L }));
    }

    [TestCaseSource(nameof(Refused))]
    public void What_cannot_be_merged_is_refused(ReportToMerge report, string code) =>
        Assert.That(Merge(SampleTasks.Lead, Submitted with { Id = 6 }, report).CodeOf(), Is.EqualTo(code));

    [Test]
    public void Only_a_lead_merges_and_who_merges_nothing_needs_to_be_none()
    {
        Assert.That(Merge(SampleTasks.Partner, Submitted).CodeOf(), Is.EqualTo("not-lead-unit"));
        Assert.That(Merge(SampleTasks.Partner).CodeOf(), Is.EqualTo("accepted"));
    }

    private static IEnumerable<TestCaseData> Refused() =>
    [
        new(Submitted with { Filed = Submitted.Filed with { Role = ParticipationRole.Lead } }, "not-a-partners-report"),
        new(Submitted with { Filed = Submitted.Filed with { UnitId = 1 } }, "own-report"),
        new(Submitted with { Filed = Submitted.Filed with { Status = ReportStatus.Returned } }, "report-returned"),
        new(Submitted with { Period = "2018-Q2" }, "other-period"),
        new(Submitted with { Period = null }, "other-period"),
        new(Submitted with { MergedIn = 9 }, "already-merged"),
    ];

    private static Decision<Merging> Merge(Actor actor, params ReportToMerge[] reports) =>
        SampleTasks.In(TaskState.InProgress).Merge(actor, Period, reports);
}
