using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A lead acknowledges how its task was closed (结论签收).</summary>
internal static class ReceiveConclusion
{
    public sealed record ClosureReceipt
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long ClosureId { get; init; }

        /// <summary>The lead that acknowledged it.</summary>
        public long UnitId { get; init; }

        public string UnitName { get; init; } = "";

        public DateOnly ReceivedOn { get; init; }

        public DateTimeOffset ReceivedAt { get; init; }

        /// <summary>The key that acknowledged it.</summary>
        public string ReceivedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder closures)
    {
        closures.MapPost("/{closureId:long}/receipts", HandleAsync)
            .WithName(nameof(ReceiveConclusion))
            .WithSummary("Acknowledge how a task was closed")
            .WithDescription("For its lead units, once each, while the closing stands. The days for an appeal run from the closing, of which the leads are told at once, not from here.")
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        closures.MapGet("/{closureId:long}/receipts", ListAsync)
            .WithName("ListClosureReceipts")
            .WithSummary("List who acknowledged a closing")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ClosureReceipt>, ProblemHttpResult>> HandleAsync(long taskId, long closureId, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } task)
            return Problems.NotFound("task");

        if (await act.FindAsync<Closing>(SelectClosing, new { ClosureId = closureId }) is not { } closing)
            return Problems.NotFound("closing");

        if (!task.ReceiveConclusion(desk.Caller.Actor, closing.Stands, closing.ReceiptId is not null).IsAccepted(out _, out var refusal))
            return refusal.ToProblem();

        var id = await act.InsertAsync(Insert, new { ClosureId = closureId });
        await act.RecordAsync("conclusion_received", null);
        return await act.CreatedAsync<ClosureReceipt>(Select("r.id = @Id"), id);
    }

    private static async Task<Results<Ok<Page<ClosureReceipt>>, ProblemHttpResult>> ListAsync(
        long taskId, long closureId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!TaskRecords.Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var key = new { caller.DistrictId, TaskId = taskId, ClosureId = closureId, caller.UnitId, AfterId = page.After?.Id ?? 0, page.Fetch };
        if (!await session.MaySeeAsync(caller, taskId) || await session.QuerySingleOrDefaultAsync<Closing>(SelectClosing, key) is null)
            return Problems.NotFound("closing");

        var receipts = await session.QueryAsync<ClosureReceipt>(Select("r.closure_id = @ClosureId and r.id > @AfterId"), key);
        return TypedResults.Ok(receipts.ToArray().ToPage(page, http, receipt => ("", receipt.Id)));
    }

    /// <summary>A closing, and the receipt of the unit for it.</summary>
    private sealed record Closing
    {
        public long Id { get; init; }

        /// <summary>No other came after it.</summary>
        public bool Stands { get; init; }

        public long? ReceiptId { get; init; }
    }

    private const string SelectClosing = """
        select c.id, r.id as receipt_id,
               case when c.id = (select max(id) from closures where district_id = c.district_id and task_id = c.task_id and goes_on = 0) then 1 else 0 end as stands
          from closures c
          left join closure_receipts r on r.district_id = c.district_id and r.closure_id = c.id and r.unit_id = @UnitId
         where c.district_id = @DistrictId and c.task_id = @TaskId and c.id = @ClosureId
        """;

    private const string Insert = """
        insert into closure_receipts (district_id, task_id, closure_id, unit_id, received_on, received_at, received_by)
        values (@DistrictId, @TaskId, @ClosureId, @UnitId, @Today, @Now, @By)
        returning id
        """;

    private static string Select(string which) => $"""
        select r.id, r.task_id, r.closure_id, r.unit_id, u.name as unit_name, r.received_on, r.received_at, r.received_by
          from closure_receipts r
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where r.district_id = @DistrictId and r.task_id = @TaskId and {which}
         order by r.id
         limit @Fetch
        """;
}
