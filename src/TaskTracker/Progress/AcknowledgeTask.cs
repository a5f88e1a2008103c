using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>A unit acknowledges a task (签收), once.</summary>
internal static class AcknowledgeTask
{
    public sealed record Request
    {
        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Note).MaximumLength(2_000);
    }

    public sealed record Receipt
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public string UnitName { get; init; } = "";

        public string? Note { get; init; }

        public DateTimeOffset ReceivedAt { get; init; }

        /// <summary>The key that acknowledged.</summary>
        public string ReceivedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder receipts)
    {
        receipts.MapPost("/", HandleAsync)
            .WithName(nameof(AcknowledgeTask))
            .WithSummary("Acknowledge a task")
            .WithDescription("For every unit that takes part, lead or partner; once a unit.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        receipts.MapGet("/", ListAsync)
            .WithName("ListReceipts")
            .WithSummary("List the receipts of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Receipt>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if ((await act.DoAsync(taskId, task => task.Receive(desk.Caller.Actor, desk.Today))).IsRefused(out var problem, out _))
            return problem;

        if (await act.FindAsync<long?>(Insert, new { request.Note }) is not { } id)
            return new Refusal("already-acknowledged", "This unit has acknowledged the task already.").ToProblem();

        await act.TellAsync("acknowledged", null, new TaskAcknowledged(taskId, desk.Caller.UnitId!.Value));
        return await act.CreatedAsync<Receipt>(Select("r.id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Receipt>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Receipt>(http, taskId, caller, database, Select("r.id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into receipts (district_id, task_id, unit_id, note, received_at, received_by)
        values (@DistrictId, @TaskId, @UnitId, @Note, @Now, @By)
            on conflict do nothing
        returning id
        """;

    private static string Select(string which) => $"""
        select r.id, r.task_id, r.unit_id, u.name as unit_name, r.note, r.received_at, r.received_by
          from receipts r
          join units u on u.district_id = r.district_id and u.id = r.unit_id
         where r.district_id = @DistrictId and r.task_id = @TaskId and {which}
         order by r.id
         limit @Fetch
        """;
}

/// <summary>Announced once a receipt is stored.</summary>
internal sealed record TaskAcknowledged(long TaskId, long UnitId) : IEvent
{
    public static string Type => "task_acknowledged";
}
