using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Tasks;

namespace TaskTracker.Notifications;

/// <summary>What a unit or the supervision office was told, newest first.</summary>
internal static class ListNotifications
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Text("unit", "Only what this unit was told, by its id or any of its names; without it the supervision office sees its own.")
        .Flag("unread", "true: only what nobody has read yet; false: only what was read.")
        .Choices("kind", "Only of these kinds.", NotificationKinds.All)
        .Paged();

    public static void Map(IEndpointRouteBuilder notifications) => notifications
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListNotifications))
        .WithSummary("List notifications")
        .WithDescription("A key that is bound to a unit sees what this unit was told, newest first. Readers of the whole district see none. `Prefer: return=total-count` adds `X-Total-Count`, e.g. of the unread ones.")
        .WithQuery(Query)
        .WithTotalCount()
        .ProducesProblems(400, 403)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<Page<NotificationView>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "-id", out var page, out problem))
            return problem;

        if (NotificationAccess.Refuses(caller, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var recipient = new Recipient(caller.UnitId);
        if (query.Text("unit") is { } sent)
        {
            if (await session.FindUnitAsync(caller.DistrictId, sent) is not { } unit)
                return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { ["unit"] = [$"No unit or group of the district is called \"{sent}\"."] });

            if (caller.Role is not Role.Supervisor && unit != caller.UnitId)
                return Problems.Of(StatusCodes.Status403Forbidden, "not-your-unit", "This key is bound to another unit.");

            recipient = new Recipient(unit);
        }

        var parameters = new
        {
            caller.DistrictId,
            recipient.UnitId,
            Kinds = query.Choices("kind") ?? [],
            BeforeId = page.After?.Id ?? long.MaxValue,
            page.Fetch,
        };
        await http.AnswerTotalAsync(() => session.QuerySingleAsync<long>(Count(recipient, query), parameters));
        NotificationView[] notifications = [.. await session.QueryAsync<NotificationView>(Select(recipient, query), parameters)];
        return TypedResults.Ok(notifications.ToPage(page, http, notification => ("", notification.Id)));
    }

    private static string Where(Recipient recipient, QueryValues query) => $"""
        n.district_id = @DistrictId
           and {(recipient.UnitId is null ? "n.unit_id is null" : "n.unit_id = @UnitId")}
           and {(query.Choices("kind") is null ? "1 = 1" : Sql.Tested("n.kind in @Kinds"))}
           and {query.Flag("unread") switch { true => "n.read_at is null", false => "n.read_at is not null", null => "1 = 1" }}
        """;

    private static string Count(Recipient recipient, QueryValues query) => $"select count(*) from notifications n where {Where(recipient, query)}";

    private static string Select(Recipient recipient, QueryValues query) => $"""
        select {NotificationView.Columns}
          from notifications n
          {NotificationView.Joins}
         where {Where(recipient, query)}
           and n.id < @BeforeId
         order by n.id desc
         limit @Fetch
        """;
}
