using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>One task, with where it was printed and its history.</summary>
internal static class GetTask
{
    public static void Map(IEndpointRouteBuilder tasks) => tasks
        .MapGet("/{taskId:long}", HandleAsync)
        .WithName(nameof(GetTask))
        .WithSummary("Read a task")
        .WithDescription("With its provenance (document, file, lines). Its ETag is needed for changes; `If-None-Match` answers 304.")
        .ProducesProblems(404)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<TaskView>, ProblemHttpResult>> HandleAsync(
        long taskId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.ViewTaskAsync(caller, taskId, BeijingTime.Today(clock)) is not { } task)
            return Problems.NotFound("task");

        http.Response.Headers.ETag = task.Etag;
        return TypedResults.Ok(task);
    }
}

/// <summary>Reads one task as the caller sees it.</summary>
internal static class TaskReader
{
    /// <returns>Null if there is none, or the caller may not see it.</returns>
    public static async Task<TaskView?> ViewTaskAsync(this Session session, Caller caller, long taskId, DateOnly today)
    {
        if (session is Transaction transaction)
            await transaction.SettleAsync();

        var filter = new TaskFilter(caller, today).And("t.id = @TaskId", "TaskId", taskId);
        var row = await session.QuerySingleOrDefaultAsync<TaskViews.Row>(Select(filter), filter.Parameters);
        return row is null ? null : (await session.ToViewsAsync(caller.DistrictId, [row], today))[0];
    }

    /// <summary>Whether the task exists for this caller; what it may not see does not exist.</summary>
    public static async Task<bool> MaySeeAsync(this Session session, Caller caller, long taskId)
    {
        var filter = new TaskFilter(caller, default).And("t.id = @TaskId", "TaskId", taskId);
        return await session.QuerySingleOrDefaultAsync<long?>(SelectId(filter), filter.Parameters) is not null;
    }

    private static string Select(TaskFilter filter) => $"""
        select {TaskViews.Columns}
          from tasks t
          {TaskViews.Joins}
         where {filter.Where}
        """;

    private static string SelectId(TaskFilter filter) => $"""
        select t.id
          from tasks t
         where {filter.Where}
        """;
}
