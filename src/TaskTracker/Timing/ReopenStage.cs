using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Timing;

/// <summary>The supervision office takes back that a milestone or occurrence is done, with a reason.</summary>
internal static class ReopenStage
{
    public sealed record Request
    {
        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(2_000);
    }

    public static void Map(IEndpointRouteBuilder milestones, IEndpointRouteBuilder occurrences)
    {
        milestones.MapPost("/{ordinal:int}/reopenings", ReopenMilestoneAsync)
            .WithName("ReopenMilestone")
            .WithSummary("Take back that a milestone is done")
            .WithDescription("With a reason, which the lead units are told. The milestone is open again, and overdue if its day has passed.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        occurrences.MapPost("/{ordinal:int}/reopenings", ReopenOccurrenceAsync)
            .WithName("ReopenOccurrence")
            .WithSummary("Take back that an occurrence is done")
            .WithDescription("With a reason, which the lead units are told. The occurrence is open again, and missed if its day has passed.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
    }

    private static Task<Results<Created<StageView>, ProblemHttpResult>> ReopenMilestoneAsync(
        long taskId, int ordinal, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        HandleAsync(StageKind.Milestone, taskId, ordinal, request, caller, database, clock, cancellation);

    private static Task<Results<Created<StageView>, ProblemHttpResult>> ReopenOccurrenceAsync(
        long taskId, int ordinal, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        HandleAsync(StageKind.Occurrence, taskId, ordinal, request, caller, database, clock, cancellation);

    private static async Task<Results<Created<StageView>, ProblemHttpResult>> HandleAsync(
        StageKind kind, long taskId, int ordinal, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        DateOnly? before = null;
        var (task, problem) = await transaction.ActOnStageAsync(caller, taskId, kind, ordinal, now, null, (task, stage) =>
        {
            before = stage.DoneOn;
            return stage.Reopen(task, caller.Actor);
        });
        if (task is null)
            return problem!;

        var view = await transaction.ViewStageAsync(caller, task, kind, ordinal, BeijingTime.DateOf(now));
        await transaction.RecordAsync(
            caller, "task", taskId, $"{EnumNames.Of(kind)}_reopened", now, request.Reason, new Change($"{EnumNames.Of(kind)}s/{ordinal}", before, null));
        await transaction.PublishAsync(caller.DistrictId, new StageReopened(taskId, view.Words, request.Reason), now);
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/tasks/{taskId}/{EnumNames.Of(kind)}s", view);
    }
}

/// <summary>Announced once the office took back that a milestone or occurrence is done.</summary>
internal sealed record StageReopened(long TaskId, string Words, string Reason) : IEvent
{
    public static string Type => "stage_reopened";
}
