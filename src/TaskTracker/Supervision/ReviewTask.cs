using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The supervision office's ruling on a completion request: it accepts (销账) or returns (退回) with a reason.</summary>
internal static class ReviewTask
{
    public enum ReviewDecision
    {
        Accept,
        Return,
    }

    public sealed record Request
    {
        public required ReviewDecision Decision { get; init; }

        /// <summary>Needed to return.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Decision is ReviewDecision.Return)
                .WithMessage("A task is returned with a reason.");
        }
    }

    public sealed record Review
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long CompletionRequestId { get; init; }

        /// <summary>accept or return.</summary>
        public string Decision { get; init; } = "";

        public string? Reason { get; init; }

        public DateTimeOffset ReviewedAt { get; init; }

        /// <summary>The key that ruled.</summary>
        public string ReviewedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder reviews)
    {
        reviews.MapPost("/", HandleAsync)
            .WithName(nameof(ReviewTask))
            .WithSummary("Rule on a completion request")
            .WithDescription("`accept` closes the task; `return` reopens it, and it is overdue again if its date has passed.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        reviews.MapGet("/", ListAsync)
            .WithName("ListReviews")
            .WithSummary("List the reviews of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Review>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var act = await transaction.ActAsync(caller, taskId, now, task => request.Decision is ReviewDecision.Accept
            ? task.Accept(caller.Actor, request.Reason)
            : task.Return(caller.Actor));
        if (act.IsRefused(out var problem, out _))
            return problem;

        var id = await transaction.QuerySingleAsync<long>(Insert, new
        {
            caller.DistrictId,
            TaskId = taskId,
            Decision = EnumNames.Of(request.Decision),
            request.Reason,
            ReviewedAt = now,
            ReviewedBy = caller.Name,
        });
        var accepted = request.Decision is ReviewDecision.Accept;
        await transaction.RecordAsync(caller, "task", taskId, accepted ? "closed" : "returned", now, request.Reason);
        if (accepted)
            await transaction.PublishAsync(caller.DistrictId, new TaskClosed(taskId), now);
        else
            await transaction.PublishAsync(caller.DistrictId, new TaskReturned(taskId, request.Reason!), now);
        var review = await transaction.QuerySingleAsync<Review>(Select("id = @Id"), new { caller.DistrictId, TaskId = taskId, Id = id, Fetch = 1 });
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/tasks/{taskId}/reviews", review);
    }

    private static Task<Results<Ok<Page<Review>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Review>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into reviews (district_id, task_id, completion_request_id, decision, reason, reviewed_at, reviewed_by)
        select @DistrictId, @TaskId, max(id), @Decision, @Reason, @ReviewedAt, @ReviewedBy
          from completion_requests
         where district_id = @DistrictId and task_id = @TaskId
        returning id
        """;

    private static string Select(string which) => $"""
        select id, task_id, completion_request_id, decision, reason, reviewed_at, reviewed_by
          from reviews
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}

/// <summary>Announced once a task is struck off.</summary>
internal sealed record TaskClosed(long TaskId) : IEvent
{
    public static string Type => "task_closed";
}

/// <summary>Announced once a task went back to its lead unit.</summary>
internal sealed record TaskReturned(long TaskId, string Reason) : IEvent
{
    public static string Type => "task_returned";
}
