using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>A link of a task with another.</summary>
internal sealed record TaskLinkView
{
    public required long Id { get; init; }

    /// <summary>The link's ETag, to send in If-Match when it is taken away; links do not change.</summary>
    public required string Etag { get; init; }

    public required LinkKind Kind { get; init; }

    /// <summary>The task that is a duplicate of, is related to or replaces the other.</summary>
    public required long FromTaskId { get; init; }

    public required long ToTaskId { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset LinkedAt { get; init; }

    /// <summary>The key that linked them.</summary>
    public required string LinkedBy { get; init; }
}

/// <summary>The links of a task, to tasks that the caller sees.</summary>
internal static class ListLinks
{
    public static void Map(IEndpointRouteBuilder task) => task
        .MapGet("/links", HandleAsync)
        .WithName(nameof(ListLinks))
        .WithSummary("List the links of a task")
        .WithDescription("Both ways, with the tasks that the key may see.")
        .WithQuery(TaskRecords.Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.ReadTasks);

    public static async Task<TaskLinkView?> FindLinkAsync(this Session session, Caller caller, long taskId, long linkId) =>
        (await session.LinksAsync(caller, taskId, linkId - 1, 1)).FirstOrDefault(link => link.Id == linkId);

    private static async Task<Results<Ok<Page<TaskLinkView>>, ProblemHttpResult>> HandleAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!TaskRecords.Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (!await session.MaySeeAsync(caller, taskId))
            return Problems.NotFound("task");

        var links = await session.LinksAsync(caller, taskId, page.After?.Id ?? 0, page.Fetch);
        return TypedResults.Ok(links.ToPage(page, http, link => ("", link.Id)));
    }

    private static async Task<IReadOnlyList<TaskLinkView>> LinksAsync(this Session session, Caller caller, long taskId, long afterId, int fetch)
    {
        var filter = new TaskFilter(caller, default);
        filter.Parameters["TaskId"] = taskId;
        filter.Parameters["AfterId"] = afterId;
        filter.Parameters["Fetch"] = fetch;
        return [.. (await session.QueryAsync<Row>(Select(filter), filter.Parameters)).Select(row => new TaskLinkView
        {
            Id = row.Id,
            Etag = Preconditions.ETagOf(1),
            Kind = EnumNames.Parse<LinkKind>(row.Kind),
            FromTaskId = row.FromTaskId,
            ToTaskId = row.ToTaskId,
            Reason = row.Reason,
            LinkedAt = row.LinkedAt,
            LinkedBy = row.LinkedBy,
        })];
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public string Kind { get; init; } = "";

        public long FromTaskId { get; init; }

        public long ToTaskId { get; init; }

        public string? Reason { get; init; }

        public DateTimeOffset LinkedAt { get; init; }

        public string LinkedBy { get; init; } = "";
    }

    /// <summary>A task has few: the signs keep SQLite from walking all of the district's in their order, to find them.</summary>
    private static string Select(TaskFilter filter) => $"""
        select k.id, k.kind, k.from_task_id, k.to_task_id, k.reason, k.linked_at, k.linked_by
          from (select id, to_task_id as other_id from task_links where district_id = @DistrictId and from_task_id = @TaskId and +id > @AfterId
                union all
                select id, from_task_id from task_links where district_id = @DistrictId and to_task_id = @TaskId and +id > @AfterId) ends
         cross join task_links k
          join tasks t on t.district_id = @DistrictId and t.id = ends.other_id
         where k.district_id = @DistrictId and k.id = ends.id and {filter.Where}
         order by k.id
         limit @Fetch
        """;
}
