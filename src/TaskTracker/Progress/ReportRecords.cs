using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>The records below a report (versions, rulings): oldest first, for whoever may see its task.</summary>
internal static class ReportRecords
{
    /// <summary>Whether the task exists for the caller and the report on it.</summary>
    public static async Task<bool> MaySeeReportAsync(this Session session, Caller caller, long taskId, long reportId) =>
        await session.MaySeeAsync(caller, taskId)
        && await session.QuerySingleOrDefaultAsync<long?>(SelectId, new { caller.DistrictId, TaskId = taskId, ReportId = reportId }) is not null;

    /// <param name="http">The request.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="reportId">The report on it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="database">Where they are.</param>
    /// <param name="sql">A query on @DistrictId and @ReportId of ids above @AfterId, ordered by id, of at most @Fetch rows.</param>
    /// <param name="idOf">What the order goes by.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="complete">Adds what is kept in other tables.</param>
    public static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> ListAsync<T>(
        HttpContext http, long taskId, long reportId, Caller caller, Database database, string sql, Func<T, long> idOf, CancellationToken cancellation,
        Func<Session, T[], Task<T[]>>? complete = null)
    {
        if (!TaskRecords.Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (!await session.MaySeeReportAsync(caller, taskId, reportId))
            return Problems.NotFound("progress report");

        T[] records = [.. await session.QueryAsync<T>(sql, new { caller.DistrictId, ReportId = reportId, AfterId = page.After?.Id ?? 0, page.Fetch })];
        return TypedResults.Ok((complete is null ? records : await complete(session, records)).ToPage(page, http, record => ("", idOf(record))));
    }

    private const string SelectId = "select id from progress_reports where district_id = @DistrictId and task_id = @TaskId and id = @ReportId";
}
