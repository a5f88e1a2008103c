using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>The office links a task with another: the same one printed twice, related, or replaced by it.</summary>
internal static class LinkTasks
{
    public sealed record Request
    {
        public required LinkKind Kind { get; init; }

        /// <summary>The other task: the one that this one duplicates, is related to or replaces.</summary>
        public required long TaskId { get; init; }

        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.TaskId).GreaterThan(0);
            RuleFor(request => request.Reason).MaximumLength(2_000);
        }
    }

    public static void Map(IEndpointRouteBuilder task) => task
        .MapPost("/links", HandleAsync)
        .WithName(nameof(LinkTasks))
        .WithSummary("Link a task with another")
        .WithDescription(
            "`duplicate`: from now on a receipt or a report of a unit on one counts on all of them; date, hand-in and lateness stay each task's own. "
            + "`replaces` and `related` change nothing else.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<TaskLinkView>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var wanted = new TaskLink(taskId, request.TaskId);
        var known = await transaction.LockLinksAsync(caller.DistrictId, request.Kind, taskId, request.TaskId);
        var act = await transaction.ActAsync(caller, taskId, now, task => Linked(task, caller.Actor, request.Kind, wanted, known));
        if (act.IsRefused(out var problem, out _))
            return problem;

        if (!await transaction.MaySeeAsync(caller, request.TaskId))
            return Problems.Invalid("taskId", "There is no such task.");

        if (await transaction.AddLinkAsync(caller, request.Kind, wanted, request.Reason, now) is not { } linkId)
            return new Refusal("already-linked", "These two tasks are linked in this way already.").ToProblem();

        if (request.Kind is LinkKind.Duplicate)
            await transaction.SettleDuplicatesAsync(caller.DistrictId, now, taskId, request.TaskId);
        foreach (var (id, other) in new[] { (taskId, request.TaskId), (request.TaskId, taskId) })
            await transaction.RecordAsync(caller, "task", id, "linked", now, request.Reason, new Change(EnumNames.Of(request.Kind), null, other));
        var link = (await transaction.FindLinkAsync(caller, taskId, linkId))!;
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/tasks/{taskId}/links", link);
    }

    private static Decision<PolicyTask> Linked(PolicyTask task, Actor actor, LinkKind kind, TaskLink wanted, IReadOnlyList<TaskLink> known) =>
        (TaskActs.RefusalOf(ActKind.Link, task, actor) ?? TaskLinks.RefusalOf(kind, wanted, known)) is { } refusal ? refusal : task;
}

/// <summary>The office takes a link away; the history keeps it.</summary>
internal static class UnlinkTasks
{
    public static void Map(IEndpointRouteBuilder task) => task
        .MapDelete("/links/{linkId:long}", HandleAsync)
        .WithName(nameof(UnlinkTasks))
        .WithSummary("Take a link away")
        .WithDescription("Needs `If-Match`. What was shared between duplicates until now stays.")
        .ProducesProblems(404, 409, 412, 428)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        long taskId, long linkId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.FindLinkAsync(caller, taskId, linkId) is not { } link)
            return Problems.NotFound("link");

        if (!Preconditions.IfMatchHolds(http, 1, out var problem))
            return problem;

        var now = clock.Now();
        await transaction.LockLinksAsync(caller.DistrictId, link.Kind, link.FromTaskId, link.ToTaskId);
        var act = await transaction.ActAsync(
            caller, taskId, now, task => TaskActs.RefusalOf(ActKind.Link, task, caller.Actor) is { } refusal ? refusal : task);
        if (act.IsRefused(out problem, out _))
            return problem;

        if (!await transaction.RemoveLinkAsync(caller.DistrictId, linkId))
            return Problems.NotFound("link");

        if (link.Kind is LinkKind.Duplicate)
            await transaction.SettleDuplicatesAsync(caller.DistrictId, now, link.FromTaskId, link.ToTaskId);
        foreach (var (id, other) in new[] { (link.FromTaskId, link.ToTaskId), (link.ToTaskId, link.FromTaskId) })
            await transaction.RecordAsync(caller, "task", id, "unlinked", now, null, new Change(EnumNames.Of(link.Kind), other, null));
        await transaction.CommitAsync();
        return TypedResults.NoContent();
    }
}
