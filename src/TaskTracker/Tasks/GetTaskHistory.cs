using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>Who did what to a task, oldest first.</summary>
internal static class GetTaskHistory
{
    private static readonly QuerySpec Query = new QuerySpec().Paged();

    /// <summary>One dated act.</summary>
    public sealed record Entry
    {
        public long Id { get; init; }

        /// <summary>What was done, e.g. <c>created</c>, <c>progress_reported</c>, <c>corrected</c>.</summary>
        public required string Act { get; init; }

        /// <summary>The key that did it.</summary>
        public required string Actor { get; init; }

        public required DateTimeOffset At { get; init; }

        public string? Reason { get; init; }

        /// <summary>Old and new values, where a record was changed.</summary>
        public required IReadOnlyList<Change> Changes { get; init; }
    }

    public static void Map(IEndpointRouteBuilder tasks) => tasks
        .MapGet("/{taskId:long}/history", HandleAsync)
        .WithName(nameof(GetTaskHistory))
        .WithSummary("Read a task's history")
        .WithQuery(Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<Page<Entry>>, ProblemHttpResult>> HandleAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (!await session.MaySeeAsync(caller, taskId))
            return Problems.NotFound("task");

        var rows = await session.QueryAsync<Row>(
            Select, new { caller.DistrictId, TaskId = taskId, AfterId = page.After?.Id ?? 0, page.Fetch });
        Entry[] entries = [.. rows.Select(row => new Entry
        {
            Id = row.Id,
            Act = row.Act,
            Actor = row.Actor,
            At = row.At,
            Reason = row.Reason,
            Changes = Json.Read<Change[]>(row.Changes),
        })];
        return TypedResults.Ok(entries.ToPage(page, http, entry => ("", entry.Id)));
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public string Act { get; init; } = "";

        public string Actor { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string? Reason { get; init; }

        public string Changes { get; init; } = "[]";
    }

    private const string Select = """
        select id, act, actor, at, reason, changes
          from audit_entries
         where district_id = @DistrictId and subject = 'task' and subject_id = @TaskId and id > @AfterId
         order by id
         limit @Fetch
        """;
}
