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
}

/// <summary>The reports on a task, oldest first, and one of them.</summary>
internal static class GetProgressReport
{
    public static void Map(IEndpointRouteBuilder reports)
    {
        reports.MapGet("/", ListAsync)
            .WithName("ListProgressReports")
            .WithSummary("List the progress reports on a task")
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
               r.reported_at, r.reported_by
          from progress_reports r
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where r.district_id = @DistrictId and r.task_id = @TaskId and r.id > @AfterId
         order by r.id
         limit @Fetch
        """;

    private const string SelectOne = """
        select r.id, r.task_id, r.unit_id, u.name as unit_name, r.period, r.percent, r.done, r.problems, r.help_needed, r.next_step,
               r.reported_at, r.reported_by
          from progress_reports r
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where r.district_id = @DistrictId and r.task_id = @TaskId and r.id = @ReportId
        """;
}
