using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>The supervision office adds a milestone (节点) to a task.</summary>
internal static class AddMilestone
{
    public sealed record Request
    {
        /// <summary>What is to be done by then.</summary>
        public required string Words { get; init; }

        /// <summary>The last day on which it is on time.</summary>
        public required DateOnly DueOn { get; init; }

        /// <summary>When the work on it begins, where that is set.</summary>
        public DateOnly? StartOn { get; init; }

        public string? Note { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Words).NotEmpty().MaximumLength(500);
            RuleFor(request => request.StartOn).Must((request, start) => !(start > request.DueOn)).WithMessage("The start lies after the last day.");
            RuleFor(request => request.Note).MaximumLength(2_000);
        }
    }

    public static void Map(IEndpointRouteBuilder milestones) => milestones
        .MapPost("/", HandleAsync)
        .WithName(nameof(AddMilestone))
        .WithSummary("Add a milestone to a task")
        .WithDescription("Those that were printed with the deadline are there already.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<StageView>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var act = await transaction.ActAsync(caller, taskId, now, task => RefusalOf(task, caller.Actor) is { } refusal ? refusal : task);
        if (act.IsRefused(out var problem, out var task))
            return problem;

        var ordinal = await transaction.AddMilestoneAsync(caller.DistrictId, taskId, request.Words, request.StartOn, request.DueOn, request.Note);
        await transaction.TouchAsync(caller.DistrictId, taskId, now);
        await transaction.RecordAsync(caller, "task", taskId, "milestone_added", now, request.Note, new Change($"milestones/{ordinal}", null, $"{request.Words} {request.DueOn:yyyy-MM-dd}"));
        await transaction.PublishAsync(caller.DistrictId, new MilestoneAdded(taskId, request.Words, request.DueOn), now);
        var view = await transaction.ViewStageAsync(caller, task, StageKind.Milestone, ordinal, BeijingTime.DateOf(now));
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/tasks/{taskId}/milestones", view);
    }

    private static Refusal? RefusalOf(PolicyTask task, Actor actor) => TaskActs.RefusalOf(ActKind.SetDate, task, actor);
}

/// <summary>Announced once a milestone was added.</summary>
internal sealed record MilestoneAdded(long TaskId, string Words, DateOnly DueOn) : IEvent
{
    public static string Type => "milestone_added";
}
