using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The supervision orders of the district, and one of them, as the caller may see them.</summary>
internal static class ListOrders
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Choice("state", "open: waits for its answer in time; missed: its date has passed without one; answered: waits for the office; accepted; lapsed.",
            "open", "missed", "answered", "accepted", "lapsed")
        .Paged();

    public static void Map(IEndpointRouteBuilder orders)
    {
        orders.MapGet("/", HandleAsync)
            .WithName(nameof(ListOrders))
            .WithSummary("List supervision orders")
            .WithDescription("Oldest first. A unit sees those on the tasks that it sees.")
            .WithQuery(Query)
            .ProducesProblems(400)
            .RequireAuthorization(Policies.ReadTasks);
        orders.MapGet("/{orderId:long}", GetAsync)
            .WithName("GetOrder")
            .WithSummary("Read a supervision order")
            .ProducesProblems(404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static Task<Results<Ok<Page<Order>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, TaskDesk desk, Database database, CancellationToken cancellation) =>
        TaskRecords.ListSeenAsync<Order>(http, Query, desk, database, "d", Narrow, Select, record => record.Id, cancellation);

    private static void Narrow(TaskFilter filter, QueryValues query)
    {
        switch (query.Choice("state"))
        {
            case "open":
                filter.AndOfRecords("d.state = 'open' and d.answer_by >= @Today");
                break;
            case "missed":
                filter.AndOfRecords("d.state = 'open' and d.answer_by < @Today");
                break;
            case { } state:
                filter.AndOfRecords("d.state = @State", "State", state);
                break;
        }
    }

    private static async Task<Results<Ok<Order>, ProblemHttpResult>> GetAsync(
        long orderId, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        var filter = new TaskFilter(caller, BeijingTime.Today(clock)).AndOfRecords("d.id = @Id", "Id", orderId);
        filter.Parameters["Fetch"] = 1;
        await using var session = await database.OpenAsync(cancellation);
        return await session.QuerySingleOrDefaultAsync<Order>(Select(filter), filter.Parameters) is { } order
            ? TypedResults.Ok(order)
            : Problems.NotFound("order");
    }

    private static string Select(TaskFilter filter) => $"""
        select {Order.Columns}
          from {filter.FromWith("demands d")}
          join units u on u.district_id = d.district_id and u.id = d.unit_id
         where d.district_id = @DistrictId and d.kind = 'order' and d.task_id = t.id and {filter.Where}
         order by d.id
         limit @Fetch
        """;
}
