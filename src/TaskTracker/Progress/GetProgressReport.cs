using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>What a unit has reported on a task (进展填报).</summary>
internal sealed record ProgressReport
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    public long UnitId { get; init; }

    public string UnitName { get; init; } = "";

    public string? Period { get; init; }

    public int Percent { get; init; }

    public string Done { get; init; } = "";

    public string? Problems { get; init; }

    public string? HelpNeeded { get; init; }

    public string? NextStep { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    /// <summary>The key that reported.</summary>
    public string ReportedBy { get; init; } = "";

    /// <summary>It was made on a duplicate of the task and counts here too.</summary>
    public bool OnDuplicate { get; init; }
}

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
        session.QuerySingleOrDefaultAsync<ProgressReport>(SelectOne, new { DistrictId = districtId, TaskId = taskId, ReportId = reportId });

    private static Task<Results<Ok<Page<ProgressReport>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<ProgressReport>(http, taskId, caller, database, SelectPage, record => record.Id, cancellation);

    private static async Task<Results<Ok<ProgressReport>, ProblemHttpResult>> HandleAsync(
        long taskId, long reportId, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await session.MaySeeAsync(caller, taskId) && await session.FindReportAsync(caller.DistrictId, taskId, reportId) is { } report
            ? TypedResults.Ok(report)
            : Problems.NotFound("progress report");
    }

    private const string SelectPage = """
        select r.id, r.task_id, r.unit_id, u.name as unit_name, r.period, r.percent, r.done, r.problems, r.help_needed, r.next_step,
               r.reported_at, r.reported_by, case when r.task_id = @TaskId then 0 else 1 end as on_duplicate
          from progress_reports r
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where r.district_id = @DistrictId and r.task_id in (select id from tasks where district_id = @DistrictId and id = @TaskId
                                                            union all
                                                            select twin.id
                                                              from tasks own
                                                              join tasks twin on twin.district_id = own.district_id and twin.same_as = own.same_as and twin.id <> own.id
                                                             where own.district_id = @DistrictId and own.id = @TaskId)
           and r.id > @AfterId
         order by r.id
         limit @Fetch
        """;

    private const string SelectOne = """
        select r.id, r.task_id, r.unit_id, u.name as unit_name, r.period, r.percent, r.done, r.problems, r.help_needed, r.next_step,
               r.reported_at, r.reported_by, case when r.task_id = @TaskId then 0 else 1 end as on_duplicate
          from progress_reports r
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where r.district_id = @DistrictId and r.task_id in (select id from tasks where district_id = @DistrictId and id = @TaskId
                                                            union all
                                                            select twin.id
                                                              from tasks own
                                                              join tasks twin on twin.district_id = own.district_id and twin.same_as = own.same_as and twin.id <> own.id
                                                             where own.district_id = @DistrictId and own.id = @TaskId)
           and r.id = @ReportId
        """;
}
