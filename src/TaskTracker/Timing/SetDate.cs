using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>The office fills in the date of a task that has none (按时间节点), or corrects one that it filled in.</summary>
internal static class SetDate
{
    public sealed record Request
    {
        /// <summary>The last day on which the task is on time.</summary>
        public required DateOnly Date { get; init; }

        /// <summary>The words or the document that the date rests on.</summary>
        public required string Basis { get; init; }

        /// <summary>Why it is entered now; needed to correct one that was entered before.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Basis).NotEmpty().MaximumLength(500);
            RuleFor(request => request.Reason).MaximumLength(2_000);
        }
    }

    public static void Map(IEndpointRouteBuilder dates) => dates
        .MapPost("/", HandleAsync)
        .WithName(nameof(SetDate))
        .WithSummary("Fill in the date of a task that has none")
        .WithDescription("For tasks whose deadline is conditional or was not printed (`GET /tasks?undated=true`). `firstDeadline` stays as it was made.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<DateRecord>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        DateOnly? before = null;
        var act = await transaction.ActAsync(caller, taskId, now, task =>
        {
            before = task.Deadline;
            return task.SetDate(caller.Actor, request.Date);
        });
        if (act.IsRefused(out var problem, out var task))
            return problem;

        if (task.DatesSet > 1 && string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid("reason", "A date that was entered before is corrected with a reason.");

        var record = await transaction.StoreDateAsync(caller, task, before, request.Basis, request.Reason, now);
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/tasks/{taskId}/dates", record);
    }
}
