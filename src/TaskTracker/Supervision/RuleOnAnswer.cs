using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The office accepts or returns the answer to an order, and verifies a rectification (整改核验).</summary>
internal static class RuleOnAnswer
{
    public sealed record Request
    {
        public required ReviewTask.ReviewDecision Decision { get; init; }

        /// <summary>Needed to return; with an acceptance, what was seen.</summary>
        public string? Reason { get; init; }

        /// <summary>With a return: the new date to answer, today or later; absent, the old one stays.</summary>
        public DateOnly? NewDate { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Decision is ReviewTask.ReviewDecision.Return)
                .WithMessage("An answer is returned with a reason.");
            RuleFor(request => request.NewDate).Null().When(request => request.Decision is ReviewTask.ReviewDecision.Accept)
                .WithMessage("A new date goes with a return.");
        }
    }

    public static void MapOrders(IEndpointRouteBuilder orders) => orders
        .MapPost("/{orderId:long}/rulings", (long orderId, Request request, TaskDesk desk) => HandleAsync(DemandKind.Order, orderId, request, desk))
        .WithName("RuleOnOrderAnswer")
        .WithSummary("Accept or return the answer to a supervision order")
        .WithDescription("Returned, the order is open again, under its old date or a new one.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    public static void MapRectifications(IEndpointRouteBuilder rectifications) => rectifications
        .MapPost("/{rectificationId:long}/verifications", (long rectificationId, Request request, TaskDesk desk) =>
            HandleAsync(DemandKind.Rectification, rectificationId, request, desk))
        .WithName("VerifyRectification")
        .WithSummary("Verify a rectification")
        .WithDescription("`accept`: it is put right; `return`: it is not, and is open again, under its old date or a new one.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<DemandAnswer>, ProblemHttpResult>> HandleAsync(
        DemandKind kind, long demandId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeDemandAsync(kind, demandId) is not { } taken)
            return Problems.NotFound(EnumNames.Of(kind));

        var accepted = request.Decision is ReviewTask.ReviewDecision.Accept;
        if (!taken.Demand.Demand.Rule(taken.Task, desk.Caller.Actor, accepted, request.NewDate, desk.Today).IsAccepted(out var ruled, out var refusal))
            return refusal.ToProblem();

        await act.SaveDemandAsync(demandId, ruled);
        var id = await act.InsertAsync(SetDecision, new { DemandId = demandId, Decision = EnumNames.Of(request.Decision), request.Reason, request.NewDate });
        var name = kind is DemandKind.Order ? "order" : "rectification";
        if (accepted)
            await act.TellAsync($"{name}_accepted", request.Reason, new DemandAccepted(act.TaskId) { Label = taken.Demand.Label, UnitId = ruled.UnitId });
        else
            await act.TellAsync($"{name}_returned", request.Reason, new DemandReturned(act.TaskId)
            {
                Label = taken.Demand.Label,
                UnitId = ruled.UnitId,
                Words = request.Reason,
                Date = ruled.AnswerBy,
            });
        return await act.CreatedAsync<DemandAnswer>(AnswerDemand.Select("a.id = @Id"), id);
    }

    private const string SetDecision = """
        update demand_answers
           set decision = @Decision, reason = @Reason, new_date = @NewDate, decided_at = @Now, decided_by = @By
         where district_id = @DistrictId and id = (
                    select max(id) from demand_answers where district_id = @DistrictId and demand_id = @DemandId)
        returning id
        """;
}
