using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Progress;

/// <summary>Which partners' reports a lead's report merges (汇总), version by version.</summary>
internal static class ReportMerges
{
    /// <summary>How many reports one merges at most.</summary>
    public const int Most = 200;

    public static readonly string TooMany = $"At most {Most} reports are merged in one.";

    /// <summary>A merge of one version of a report.</summary>
    public sealed record Stored(long ReportId, int Revision, MergedReport Merged);

    /// <summary>What a report merges, once the rule allows it.</summary>
    /// <param name="Ids">The partners' reports.</param>
    /// <param name="Accepts">Those that are accepted by it.</param>
    /// <param name="Moved">Those that were not among them before, or are no more.</param>
    /// <param name="Changes">What the history says of it.</param>
    public sealed record Planned(long[] Ids, IReadOnlyList<long> Accepts, long[] Moved, IReadOnlyList<Change> Changes);

    public readonly record struct Outcome(Planned? Planned, ProblemHttpResult? Problem)
    {
        public bool IsRefused([NotNullWhen(true)] out ProblemHttpResult? problem, [NotNullWhen(false)] out Planned? planned)
        {
            (problem, planned) = (Problem, Planned);
            return Problem is not null;
        }
    }

    /// <summary>Asks the rule; 400 where a report does not exist on the task.</summary>
    /// <param name="transaction">Holds the task's lock.</param>
    /// <param name="caller">Who reports.</param>
    /// <param name="task">The task.</param>
    /// <param name="report">The report as it stands; null for a new one.</param>
    /// <param name="period">What it speaks of.</param>
    /// <param name="merges">The reports that it names.</param>
    public static async Task<Outcome> MergeAsync(
        this Transaction transaction, Caller caller, PolicyTask task, ProgressReport? report, string? period, IReadOnlyList<long> merges)
    {
        long[] ids = [.. merges.Distinct().Order()];
        var rows = (await transaction.QueryAsync<Row>(SelectToMerge, new { caller.DistrictId, TaskId = task.Id, Ids = new IdList(ids), ReportId = report?.Id ?? 0 })).ToArray();
        if (ids.Except(rows.Select(row => row.Id)).ToArray() is [var unknown, ..])
            return new Outcome(null, Problems.Invalid("merges", $"There is no report {unknown} on this task."));

        if (!task.Merge(caller.Actor, period, [.. rows.Select(row => row.ToReport())]).IsAccepted(out var merging, out var refusal))
            return new Outcome(null, refusal.ToProblem());

        long[] former = [.. report?.Merges.Select(merged => merged.ReportId).Order() ?? Enumerable.Empty<long>()];
        long[] moved = [.. ids.Except(former), .. former.Except(ids)];
        return new Outcome(new Planned(ids, merging.Accepts, moved, moved is [] ? [] : [new Change("merges", former, ids)]), null);
    }

    /// <summary>Stores what a version of a report merges, and what follows for the partners' reports.</summary>
    public static async Task SaveMergesAsync(
        this Transaction transaction, Caller caller, long taskId, long reportId, int revision, Planned planned, DateTimeOffset now)
    {
        if (planned.Ids is not [])
            await transaction.ExecuteAsync(Insert, new { caller.DistrictId, ReportId = reportId, Revision = revision, planned.Ids });
        if (planned.Moved is not [])
            await transaction.ExecuteAsync(Touch, new { caller.DistrictId, Ids = new IdList(planned.Moved) });
        foreach (var id in planned.Accepts)
        {
            await transaction.ExecuteAsync(Accept, new { caller.DistrictId, Id = id });
            await transaction.ExecuteAsync(InsertReview, new { caller.DistrictId, Id = id, Now = now, By = caller.Name });
            await transaction.RecordAsync(caller, "task", taskId, "report_accepted", now, null, new Change("report", null, id), new Change("mergedIn", null, reportId));
            await transaction.PublishAsync(caller.DistrictId, new ReportAccepted(taskId, id), now);
        }
    }

    /// <summary>The reports with those that they merge now.</summary>
    public static async Task<ProgressReport[]> WithMergesAsync(this Session session, string districtId, ProgressReport[] reports)
    {
        var merges = (await session.MergesOfAsync(districtId, [.. reports.Select(report => report.Id)]))
            .ToLookup(merge => (merge.ReportId, merge.Revision), merge => merge.Merged);
        return [.. reports.Select(report => report with { Merges = [.. merges[(report.Id, report.Revision)]] })];
    }

    /// <summary>Of all versions of these reports.</summary>
    public static async Task<IEnumerable<Stored>> MergesOfAsync(this Session session, string districtId, long[] reportIds) => reportIds is []
        ? []
        : (await session.QueryAsync<StoredRow>(SelectMerges, new { DistrictId = districtId, Ids = new IdList(reportIds) }))
            .Select(row => new Stored(row.ReportId, row.Revision, new MergedReport(row.MergedReportId, row.MergedRevision, row.UnitId, row.UnitName)));

    private sealed record Row
    {
        public long Id { get; init; }

        public long UnitId { get; init; }

        public string Role { get; init; } = "";

        public string Status { get; init; } = "";

        public int Revision { get; init; }

        public string? Period { get; init; }

        public long? MergedIn { get; init; }

        public ReportToMerge ToReport() => new(
            Id, new FiledReport(UnitId, EnumNames.Parse<ParticipationRole>(Role), EnumNames.Parse<ReportStatus>(Status), Revision), Period, MergedIn);
    }

    private sealed record StoredRow
    {
        public long ReportId { get; init; }

        public int Revision { get; init; }

        public long MergedReportId { get; init; }

        public int MergedRevision { get; init; }

        public long UnitId { get; init; }

        public string UnitName { get; init; } = "";
    }

    private const string SelectToMerge = """
        select r.id, r.unit_id, r.role, r.status, r.revision, r.period,
               (select min(m.report_id)
                  from report_merges m
                  join progress_reports l on l.district_id = m.district_id and l.id = m.report_id and l.revision = m.revision
                 where m.district_id = r.district_id and m.merged_report_id = r.id and l.status <> 'returned' and l.id <> @ReportId) as merged_in
          from progress_reports r
         where r.district_id = @DistrictId and r.task_id = @TaskId and r.id in @Ids
         order by r.id
        """;

    private const string SelectMerges = """
        select m.report_id, m.revision, m.merged_report_id, m.merged_revision, r.unit_id, u.name as unit_name
          from report_merges m
          join progress_reports r on r.district_id = m.district_id and r.id = m.merged_report_id
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where m.district_id = @DistrictId and m.report_id in @Ids
         order by m.report_id, m.revision, m.merged_report_id
        """;

    private const string Insert = """
        insert into report_merges (district_id, report_id, revision, merged_report_id, merged_revision)
        select district_id, @ReportId, @Revision, id, revision
          from progress_reports
         where district_id = @DistrictId and id in @Ids
        """;

    private const string InsertReview = """
        insert into report_reviews (district_id, report_id, revision, decision, reviewed_at, reviewed_by)
        select district_id, id, revision, 'accept', @Now, @By
          from progress_reports
         where district_id = @DistrictId and id = @Id
        """;

    private const string Accept = "update progress_reports set status = 'accepted' where district_id = @DistrictId and id = @Id";

    /// <summary>What a report shows of where it is merged has changed.</summary>
    private const string Touch = "update progress_reports set version = version + 1 where district_id = @DistrictId and id in @Ids";
}
