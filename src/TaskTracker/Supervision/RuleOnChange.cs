using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The supervision office decides a major change or a stop.</summary>
internal static class RuleOnChange
{
    public sealed record Request
    {
        public required RuleOnExtension.RequestDecision Decision { get; init; }

        /// <summary>Needed to refuse, and to cancel a task over its open sub-tasks.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Decision is RuleOnExtension.RequestDecision.Refuse)
                .WithMessage("A request is refused with a reason.");
        }
    }

    public static void Map(IEndpointRouteBuilder requests) => requests
        .MapPost("/{requestId:long}/decisions", HandleAsync)
        .WithName(nameof(RuleOnChange))
        .WithSummary("Rule on a change request")
        .WithDescription("Granted, the change is made: units, deadline or targets; a stop suspends or cancels the task.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<RequestChange.ChangeRequestView>, ProblemHttpResult>> HandleAsync(
        long taskId, long requestId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } before)
            return Problems.NotFound("task");

        var asked = await act.FindAsync<RequestChange.ChangeRequestView>(
            RequestChange.Select("c.id = @Id"), new { Id = requestId, Fetch = 1 });
        if (asked is null)
            return Problems.NotFound("change request");

        var (granted, proposed) = (request.Decision is RuleOnExtension.RequestDecision.Grant, asked.Proposed);
        var decision = before.RuleOnChange(desk.Caller.Actor, asked.State, granted, proposed.Deadline, proposed.Stop, desk.Today, request.Reason);
        if (!decision.IsAccepted(out var after, out var refusal))
            return refusal.ToProblem();

        var former = granted ? await act.FormerOfAsync(desk, asked.Kind) : asked.Former;
        if (granted && await act.UnknownUnitAsync(desk, proposed) is { } unknown)
            return unknown;

        if (await act.KeepAsync(before, after) is { } problem)
            return problem;

        await act.ExecuteAsync(Update, new
        {
            Id = requestId,
            State = EnumNames.Of(granted ? RequestState.Granted : RequestState.Refused),
            Former = Json.Write(former),
            request.Reason,
        });
        if (granted)
            await CarryOutAsync(act, desk, after, asked, former);
        else
            await act.TellAsync("change_refused", request.Reason, new ChangeRefused(taskId) { Words = request.Reason, Label = EnumNames.Of(asked.Kind) });
        return await act.CreatedAsync<RequestChange.ChangeRequestView>(RequestChange.Select("c.id = @Id"), requestId);
    }

    private static async Task CarryOutAsync(
        ActUnderWay act, TaskDesk desk, PolicyTask after, RequestChange.ChangeRequestView asked, ChangeValues former)
    {
        await act.ApplyAsync(desk, after, asked.Kind, asked.Proposed);
        await act.TellAsync(
            "change_granted", asked.Reason, new ChangeGranted(act.TaskId) { Words = asked.Reason, Label = EnumNames.Of(asked.Kind), Date = asked.Proposed.Deadline },
            new Change(EnumNames.Of(asked.Kind), former, asked.Proposed));
        if (asked.Proposed.Stop is StopKind.Cancel)
            await act.CloseAsync(desk, after, new ClosureNote(TaskOutcome.Cancelled, asked.Reason, ChangeRequestId: asked.Id));
        else if (asked.Proposed.Stop is StopKind.Suspend)
            await act.InsertSuspensionAsync(asked.Reason, asked.Id);
    }

    private const string Update = """
        update change_requests
           set state = @State, former = @Former, decision_reason = @Reason, decided_at = @Now, decided_by = @By
         where district_id = @DistrictId and id = @Id
        """;
}
