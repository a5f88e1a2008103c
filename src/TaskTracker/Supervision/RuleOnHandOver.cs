using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The supervision office rules on a hand-over: granted, the other unit leads from now on and the old lead stays in the history.</summary>
internal static class RuleOnHandOver
{
    public enum HandOverDecision
    {
        Grant,
        Refuse,
    }

    public sealed record Request
    {
        public required HandOverDecision Decision { get; init; }

        /// <summary>Needed to refuse.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Decision is HandOverDecision.Refuse)
                .WithMessage("A hand-over is refused with a reason.");
        }
    }

    public static void Map(IEndpointRouteBuilder task) => task
        .MapPost("/hand-over-requests/{requestId:long}/ruling", HandleAsync)
        .WithName(nameof(RuleOnHandOver))
        .WithSummary("Rule on a hand-over")
        .WithDescription("`grant` puts the other unit among the leads in the place of the one that asked; the deadline stays.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<HandOverRequest>, ProblemHttpResult>> HandleAsync(
        long taskId, long requestId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        if (!await transaction.MaySeeAsync(caller, taskId) || await transaction.FindHandOverAsync(caller.DistrictId, taskId, requestId) is not { } asked)
            return Problems.NotFound("hand-over request");

        var granted = request.Decision is HandOverDecision.Grant;
        var from = (await transaction.PartiesOfAsync(caller.DistrictId, asked.UnitId, BeijingTime.DateOf(now))).ToHashSet();
        var to = new Participation(ParticipationRole.Lead, asked.ToUnitName, asked.ToUnitId);
        IReadOnlyList<Participation> before = [];
        var act = await transaction.ActAsync(caller, taskId, now, task =>
        {
            before = task.Participations;
            return task.RuleOnHandOver(caller.Actor, asked.State, granted, from, to);
        });
        if (act.IsRefused(out var problem, out var task))
            return problem;

        if (granted)
        {
            await transaction.SaveUnitsAsync(caller.DistrictId, taskId, task.Participations);
            await transaction.LayAnewAsync(caller.DistrictId, taskId, now);
        }

        await transaction.DecideAsync(caller, requestId, EnumNames.Of(request.Decision), request.Reason, now);
        await transaction.RecordAsync(
            caller, "task", taskId, granted ? "handed_over" : "hand_over_refused", now, request.Reason,
            granted ? [.. CorrectedUnits.Changes(before, task.Participations)] : []);
        await transaction.PublishAsync(
            caller.DistrictId, new HandOverDecided(taskId, asked.UnitId, asked.ToUnitId, granted, request.Reason ?? ""), now);
        var ruled = (await transaction.FindHandOverAsync(caller.DistrictId, taskId, requestId))!;
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/tasks/{taskId}/hand-over-requests", ruled);
    }
}

/// <summary>Announced once the office has ruled on a hand-over.</summary>
internal sealed record HandOverDecided(long TaskId, long FromUnitId, long ToUnitId, bool Granted, string Reason) : IEvent
{
    public static string Type => "hand_over_decided";
}
