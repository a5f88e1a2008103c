using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The appeals of the district, as the caller may see them.</summary>
internal static class ListAppeals
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Choice("state", "pending: waits for its ruling in time; late: its day has passed without one; upheld; revoked; lapsed.",
            "pending", "late", "upheld", "revoked", "lapsed")
        .Paged();

    public static void Map(IEndpointRouteBuilder appeals) => appeals
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListAppeals))
        .WithSummary("List appeals")
        .WithDescription("Oldest first. A unit sees those on the tasks that it sees.")
        .WithQuery(Query)
        .ProducesProblems(400)
        .RequireAuthorization(Policies.ReadTasks);

    private static Task<Results<Ok<Page<ClosingAppeal>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, TaskDesk desk, Database database, CancellationToken cancellation) =>
        TaskRecords.ListSeenAsync<ClosingAppeal>(http, Query, desk, database, "a", Narrow, Select, record => record.Id, cancellation);

    private static void Narrow(TaskFilter filter, QueryValues query)
    {
        switch (query.Choice("state"))
        {
            case "pending":
                filter.AndOfRecords("a.state = 'pending' and a.rule_by >= @Today");
                break;
            case "late":
                filter.AndOfRecords("a.state = 'pending' and a.rule_by < @Today");
                break;
            case { } state:
                filter.AndOfRecords("a.state = @State", "State", state);
                break;
        }
    }

    private static string Select(TaskFilter filter) => $"""
        select {ClosingAppeal.Columns}
          from {filter.FromWith("appeals a")}
          join units u on u.district_id = a.district_id and u.id = a.unit_id
         where a.district_id = @DistrictId and a.task_id = t.id and {filter.Where}
         order by a.id
         limit @Fetch
        """;
}
