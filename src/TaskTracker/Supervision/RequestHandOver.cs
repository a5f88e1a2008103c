using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A lead asks, once a task, to pass it to another unit (移交); the supervision office rules on it.</summary>
internal static class RequestHandOver
{
    public sealed record Request
    {
        /// <summary>The unit that is to lead instead: its id or any of its names.</summary>
        public required string ToUnit { get; init; }

        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.ToUnit).NotEmpty().MaximumLength(200);
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(4_000);
        }
    }

    public static void Map(IEndpointRouteBuilder task)
    {
        task.MapPost("/hand-over-requests", HandleAsync)
            .WithName(nameof(RequestHandOver))
            .WithSummary("Ask to hand a task over")
            .WithDescription("For its lead units, once a task, however it is ruled on. Until then nothing changes; the deadline stays in any case. A request that waits lapses when the task is closed.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        task.MapGet("/hand-over-requests", ListAsync)
            .WithName("ListHandOverRequests")
            .WithSummary("List the hand-over requests of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<HandOverRequest>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var toUnitId = await transaction.FindSingleUnitAsync(caller.DistrictId, request.ToUnit);
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        var askedBefore = await transaction.HandOverAskedAsync(caller.DistrictId, taskId);
        var act = await transaction.ActAsync(caller, taskId, now, task => task.RequestHandOver(caller.Actor, toUnitId ?? 0, askedBefore));
        if (act.IsRefused(out var problem, out _))
            return problem;

        if (toUnitId is null)
            return Problems.Invalid("unit-unknown", new Dictionary<string, string[]> { ["toUnit"] = [$"No unit of the district is called \"{request.ToUnit}\"; a group cannot lead instead of a unit."] });

        var id = await transaction.AddHandOverAsync(caller, taskId, toUnitId.Value, request.Reason, now);
        var stored = (await transaction.FindHandOverAsync(caller.DistrictId, taskId, id))!;
        await transaction.RecordAsync(
            caller, "task", taskId, "hand_over_requested", now, request.Reason, new Change("leadUnit", stored.UnitName, stored.ToUnitName));
        await transaction.PublishAsync(caller.DistrictId, new HandOverRequested(taskId, stored.UnitId, stored.ToUnitId, request.Reason), now);
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/tasks/{taskId}/hand-over-requests", stored);
    }

    private static Task<Results<Ok<Page<HandOverRequest>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<HandOverRequest>(http, taskId, caller, database, HandOverStore.Select("h.id > @AfterId"), record => record.Id, cancellation);
}

/// <summary>Announced once a hand-over was asked for.</summary>
internal sealed record HandOverRequested(long TaskId, long FromUnitId, long ToUnitId, string Reason) : IEvent
{
    public static string Type => "hand_over_requested";
}
