using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Timing;

/// <summary>A lead unit, or the office, marks a milestone or an occurrence of a recurring duty as done; once.</summary>
internal static class CompleteStage
{
    public sealed record Request
    {
        public string? Note { get; init; }

        /// <summary>The day on which it was done, where that was before today; only the office may say so.</summary>
        public DateOnly? DoneOn { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Note).MaximumLength(2_000);
    }

    public static void Map(IEndpointRouteBuilder milestones, IEndpointRouteBuilder occurrences)
    {
        milestones.MapPost("/{ordinal:int}/completions", CompleteMilestoneAsync)
            .WithName("CompleteMilestone")
            .WithSummary("Mark a milestone as done")
            .WithDescription("For a lead unit or the supervision office. After its last day it is `done_late` for ever.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        occurrences.MapPost("/{ordinal:int}/completions", CompleteOccurrenceAsync)
            .WithName("CompleteOccurrence")
            .WithSummary("Mark an occurrence of a recurring duty as done")
            .WithDescription("For a lead unit or the supervision office. After its last day it is `done_late` for ever.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
    }

    private static Task<Results<Created<StageView>, ProblemHttpResult>> CompleteMilestoneAsync(
        long taskId, int ordinal, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        HandleAsync(StageKind.Milestone, taskId, ordinal, request, caller, database, clock, cancellation);

    private static Task<Results<Created<StageView>, ProblemHttpResult>> CompleteOccurrenceAsync(
        long taskId, int ordinal, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        HandleAsync(StageKind.Occurrence, taskId, ordinal, request, caller, database, clock, cancellation);

    private static async Task<Results<Created<StageView>, ProblemHttpResult>> HandleAsync(
        StageKind kind, long taskId, int ordinal, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.Now();
        var today = BeijingTime.DateOf(now);
        if (request.DoneOn > today)
            return Problems.Invalid("doneOn", "The day lies ahead.");

        await using var transaction = await database.BeginAsync(cancellation);
        var (task, problem) = await transaction.ActOnStageAsync(
            caller, taskId, kind, ordinal, now, request.Note, (task, stage) => stage.MarkDone(task, caller.Actor, today, request.DoneOn));
        if (task is null)
            return problem!;

        var view = await transaction.ViewStageAsync(caller, task, kind, ordinal, today);
        await transaction.RecordAsync(
            caller, "task", taskId, $"{EnumNames.Of(kind)}_done", now, request.Note, new Change($"{EnumNames.Of(kind)}s/{ordinal}", null, view.DoneOn));
        await transaction.PublishAsync(caller.DistrictId, new StageDone(taskId, kind, ordinal), now);
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/tasks/{taskId}/{EnumNames.Of(kind)}s", view);
    }
}

/// <summary>Announced once a milestone or occurrence is marked as done.</summary>
internal sealed record StageDone(long TaskId, StageKind Kind, int Ordinal) : IEvent
{
    public static string Type => "stage_done";
}
