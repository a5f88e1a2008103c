using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The dated records below a task (receipts, reports, requests, reviews, history): oldest first, for whoever may see the task.</summary>
internal static class TaskRecords
{
    public static readonly QuerySpec Query = new QuerySpec().Paged();

    /// <param name="http">The request.</param>
    /// <param name="taskId">The task that they are below.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="database">Where they are.</param>
    /// <param name="sql">A query on @DistrictId and @TaskId of ids above @AfterId, ordered by id, of at most @Fetch rows.</param>
    /// <param name="idOf">The id of a record.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="today">For a query that knows @Today.</param>
    /// <param name="complete">Adds what is kept in other tables.</param>
    public static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> ListAsync<T>(
        HttpContext http, long taskId, Caller caller, Database database, string sql, Func<T, long> idOf, CancellationToken cancellation,
        DateOnly? today = null, Func<Session, T[], Task<T[]>>? complete = null)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (!await session.MaySeeAsync(caller, taskId))
            return Problems.NotFound("task");

        T[] records =
        [
            .. await session.QueryAsync<T>(sql, new { caller.DistrictId, TaskId = taskId, AfterId = page.After?.Id ?? 0, page.Fetch, Today = today }),
        ];
        return TypedResults.Ok((complete is null ? records : await complete(session, records)).ToPage(page, http, record => ("", idOf(record))));
    }

    /// <summary>The records of one kind on all tasks that the caller sees.</summary>
    /// <param name="http">The request.</param>
    /// <param name="spec">Its parameters.</param>
    /// <param name="desk">Who asks, and when.</param>
    /// <param name="database">Where they are.</param>
    /// <param name="alias">The records' alias in the query.</param>
    /// <param name="narrow">Adds what the parameters ask for.</param>
    /// <param name="select">The query, of at most @Fetch rows, ordered by id.</param>
    /// <param name="idOf">The id of a record.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> ListSeenAsync<T>(
        HttpContext http, QuerySpec spec, TaskDesk desk, Database database, string alias, Action<TaskFilter, QueryValues> narrow,
        Func<TaskFilter, string> select, Func<T, long> idOf, CancellationToken cancellation)
    {
        if (!spec.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        var filter = new TaskFilter(desk.Caller, desk.Today).AndOfRecords($"{alias}.id > @AfterId", "AfterId", page.After?.Id ?? 0);
        filter.Parameters["Fetch"] = page.Fetch;
        narrow(filter, query);
        await using var session = await database.OpenAsync(cancellation);
        await filter.FindAsync(session);
        T[] records = [.. await session.QueryAsync<T>(select(filter), filter.Parameters)];
        return TypedResults.Ok(records.ToPage(page, http, record => ("", idOf(record))));
    }
}
