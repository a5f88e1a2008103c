using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>What a unit has reported on a task (进展填报), as it stands now.</summary>
internal sealed record ProgressReport
{
    public long Id { get; init; }

    /// <summary>The record's ETag, to send in If-Match when amending.</summary>
    public string Etag => Preconditions.ETagOf(Version);

    public long TaskId { get; init; }

    public long UnitId { get; init; }

    public string UnitName { get; init; } = "";

    /// <summary>As what the unit reported: lead, or partner of its own part.</summary>
    public string Role { get; init; } = "";

    /// <summary>The obligation that it meets; absent for one that nobody asked for.</summary>
    public long? ObligationId { get; init; }

    public string? Period { get; init; }

    /// <summary>How far the work has come, 0 to 100; of a partner or a member of a group its own part.</summary>
    public int Percent { get; init; }

    /// <summary>A nil report (零报备); the percent is the one before.</summary>
    public bool Nil { get; init; }

    public string Done { get; init; } = "";

    /// <summary>What others could learn from it (经验做法).</summary>
    public string? GoodPractice { get; init; }

    public string? Problems { get; init; }

    public string? HelpNeeded { get; init; }

    public string? NextStep { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    /// <summary>The key that reported.</summary>
    public string ReportedBy { get; init; } = "";

    /// <summary>submitted, accepted or returned.</summary>
    public string Status { get; init; } = "";

    /// <summary>Its version: 1, and one more with each amendment; the earlier ones stay readable.</summary>
    public int Revision { get; init; }

    public DateTimeOffset? AmendedAt { get; init; }

    /// <summary>Why it was returned, the last time.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>The partners' reports that a lead's report merges.</summary>
    public IReadOnlyList<MergedReport> Merges { get; init; } = [];

    /// <summary>The lead's report in which a partner's is merged.</summary>
    public long? MergedIn { get; init; }

    [JsonIgnore]
    public int Version { get; init; }

    public FiledReport ToFiled() => new(UnitId, EnumNames.Parse<ParticipationRole>(Role), EnumNames.Parse<ReportStatus>(Status), Revision);

    /// <summary>It was made on a duplicate of the task and counts here too.</summary>
    public bool OnDuplicate { get; init; }
}

/// <summary>A partner's report in the lead's.</summary>
/// <param name="ReportId">The partner's report.</param>
/// <param name="Revision">The version of it that was merged.</param>
/// <param name="UnitId">The partner.</param>
/// <param name="UnitName">Its name.</param>
internal sealed record MergedReport(long ReportId, int Revision, long UnitId, string UnitName);

/// <summary>The reports on a task, oldest first, and one of them.</summary>
internal static class GetProgressReport
{
    public static void Map(IEndpointRouteBuilder reports)
    {
        reports.MapGet("/", ListAsync)
            .WithName("ListProgressReports")
            .WithSummary("List the progress reports on a task")
            .WithDescription("Those made on a duplicate of the task are among them, marked.")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
        reports.MapGet("/{reportId:long}", HandleAsync)
            .WithName(nameof(GetProgressReport))
            .WithSummary("Read a progress report")
            .ProducesProblems(404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    public static Task<ProgressReport?> FindReportAsync(this Session session, string districtId, long taskId, long reportId) =>
        session.FindReportAsync(Own, districtId, taskId, reportId);

    private static async Task<ProgressReport?> FindReportAsync(this Session session, string scope, string districtId, long taskId, long reportId) =>
        (await session.WithMergesAsync(districtId,
        [
            .. await session.QueryAsync<ProgressReport>(
                Select(scope, "r.id = @ReportId"), new { DistrictId = districtId, TaskId = taskId, ReportId = reportId, Fetch = 1 }),
        ])).SingleOrDefault();

    private static Task<Results<Ok<Page<ProgressReport>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<ProgressReport>(
            http, taskId, caller, database, Select(Shared, "r.id > @AfterId"), record => record.Id, cancellation,
            complete: (session, reports) => session.WithMergesAsync(caller.DistrictId, reports));

    private static async Task<Results<Ok<ProgressReport>, ProblemHttpResult>> HandleAsync(
        long taskId, long reportId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (!await session.MaySeeAsync(caller, taskId) || await session.FindReportAsync(Shared, caller.DistrictId, taskId, reportId) is not { } report)
            return Problems.NotFound("progress report");

        http.Response.Headers.ETag = report.Etag;
        return TypedResults.Ok(report);
    }

    /// <summary>The reports made on the task itself.</summary>
    private const string Own = "select id from tasks where district_id = @DistrictId and id = @TaskId";

    /// <summary>Those made on a duplicate of it too.</summary>
    private const string Shared = $"""
        {Own}
                 union all
                select twin.id
                  from tasks own
                  join tasks twin on twin.district_id = own.district_id and twin.same_as = own.same_as and twin.id <> own.id
                 where own.district_id = @DistrictId and own.id = @TaskId
        """;

    private static string Select(string scope, string which) => $"""
        select r.id, r.version, r.task_id, r.unit_id, u.name as unit_name, r.role, r.obligation_id, r.period, r.percent, r.nil, r.done,
               r.good_practice, r.problems, r.help_needed, r.next_step, r.reported_at, r.reported_by, r.status, r.revision, r.amended_at,
               (select v.reason
                  from report_reviews v
                 where v.district_id = r.district_id and v.report_id = r.id and v.decision = 'return'
                 order by v.revision desc
                 limit 1) as return_reason,
               case when r.task_id = @TaskId then 0 else 1 end as on_duplicate,
               (select m.report_id
                  from report_merges m
                  join progress_reports l on l.district_id = m.district_id and l.id = m.report_id and l.revision = m.revision
                 where m.district_id = r.district_id and m.merged_report_id = r.id
                 order by case l.status when 'returned' then 1 else 0 end, m.report_id desc
                 limit 1) as merged_in
          from ({scope}) reported
         cross join progress_reports r
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where r.district_id = @DistrictId and r.task_id = reported.id and {which}
         order by r.id
         limit @Fetch
        """;
}
