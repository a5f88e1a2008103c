using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>What the dated versions of rules have in common, whatever they rule: for the district or one list, from a day on, never changed.</summary>
internal static class RuleVersions
{
    public static readonly QuerySpec Query = new QuerySpec().Id("list", "Only versions for this list.").Paged();

    /// <summary>A stored version, its lines as they were written.</summary>
    public sealed record Row
    {
        public long Id { get; init; }

        public long? ListId { get; init; }

        public DateOnly ValidFrom { get; init; }

        public string Lines { get; init; } = "[]";

        public string? Reason { get; init; }

        public DateTimeOffset SetAt { get; init; }

        public string SetBy { get; init; } = "";
    }

    /// <returns>Why a version for this list from this day on cannot be written; null if it can.</returns>
    public static async Task<ProblemHttpResult?> RefusalAsync(this Session session, string districtId, long? listId, DateOnly validFrom, DateOnly today)
    {
        if (validFrom < today)
            return Problems.Invalid("validFrom", $"{validFrom:yyyy-MM-dd} is past; a rule holds from {today:yyyy-MM-dd} or a later day on.");

        return listId is not null && await session.QuerySingleOrDefaultAsync<long?>(SelectList, new { DistrictId = districtId, ListId = listId }) is null
            ? Problems.NotFound("task list")
            : null;
    }

    /// <summary>A page of versions, oldest first.</summary>
    /// <param name="http">The request, with <see cref="Query"/>.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="database">The database.</param>
    /// <param name="select">Selects the columns of <see cref="Row"/> of the versions under a condition, at most @Fetch in the order of their ids.</param>
    /// <param name="view">What is shown of one.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<Results<Ok<Page<T>>, ProblemHttpResult>> PageAsync<T>(
        HttpContext http, Caller caller, Database database, Func<string, string> select, Func<Row, T> view, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var ofList = query.Id("list") is null ? "" : " and list_id = @ListId";
        Row[] rows =
        [
            .. await session.QueryAsync<Row>(
                select($"id > @AfterId{ofList}"), new { caller.DistrictId, ListId = query.Id("list"), AfterId = page.After?.Id ?? 0, page.Fetch }),
        ];
        var shown = rows.ToPage(page, http, row => ("", row.Id));
        return TypedResults.Ok(new Page<T>([.. shown.Items.Select(view)], shown.Next));
    }

    private const string SelectList = "select id from task_lists where district_id = @DistrictId and id = @ListId";
}
