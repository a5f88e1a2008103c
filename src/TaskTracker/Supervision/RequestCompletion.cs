using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>A lead unit says that the work is done (办结申请); the supervision office rules on it.</summary>
internal static class RequestCompletion
{
    public sealed record Request
    {
        /// <summary>What was reached, and how it can be seen.</summary>
        public required string Statement { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Statement).NotEmpty().MaximumLength(4_000);
    }

    public sealed record CompletionRequest
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public string UnitName { get; init; } = "";

        public string Statement { get; init; } = "";

        /// <summary>The day in Beijing that counts for being on time.</summary>
        public DateOnly HandedInOn { get; init; }

        public DateTimeOffset RequestedAt { get; init; }

        /// <summary>The key that asked.</summary>
        public string RequestedBy { get; init; } = "";

        /// <summary>The office's ruling: accept or return; lapsed where the task was closed without it; absent while it waits.</summary>
        public string? Decision { get; init; }

        /// <summary>When the task was closed without a ruling on it.</summary>
        public DateTimeOffset? LapsedAt { get; init; }
    }

    public static void Map(IEndpointRouteBuilder requests)
    {
        requests.MapPost("/", HandleAsync)
            .WithName(nameof(RequestCompletion))
            .WithSummary("Hand a task in as done")
            .WithDescription("For its lead units. The day counts for being on time, however long the review takes.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        requests.MapGet("/", ListAsync)
            .WithName("ListCompletionRequests")
            .WithSummary("List the completion requests of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<CompletionRequest>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if ((await act.DoAsync(taskId, task => task.RequestCompletion(desk.Caller.Actor, desk.Today))).IsRefused(out var problem, out _))
            return problem;

        var id = await act.InsertAsync(Insert, new { request.Statement });
        await act.TellAsync("completion_requested", request.Statement, new CompletionRequested(taskId));
        return await act.CreatedAsync<CompletionRequest>(Select("c.id = @Id"), id);
    }

    private static Task<Results<Ok<Page<CompletionRequest>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<CompletionRequest>(http, taskId, caller, database, Select("c.id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into completion_requests (district_id, task_id, unit_id, statement, handed_in_on, requested_at, requested_by)
        values (@DistrictId, @TaskId, @UnitId, @Statement, @Today, @Now, @By)
        returning id
        """;

    private static string Select(string which) => $"""
        select c.id, c.task_id, c.unit_id, u.name as unit_name, c.statement, c.handed_in_on, c.requested_at, c.requested_by,
               coalesce(r.decision, case when c.lapsed_at is not null then 'lapsed' end) as decision, c.lapsed_at
          from completion_requests c
          join units u on u.district_id = c.district_id and u.id = c.unit_id
          left join reviews r on r.district_id = c.district_id and r.id = c.review_id
         where c.district_id = @DistrictId and c.task_id = @TaskId and {which}
         order by c.id
         limit @Fetch
        """;
}

/// <summary>Announced once a completion request is stored.</summary>
internal sealed record CompletionRequested(long TaskId) : IEvent
{
    public static string Type => "completion_requested";
}
