using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Deliveries;

/// <summary>The supervision office has a message sent again: one that failed, or whose fate nobody knows.</summary>
internal static class ResendDelivery
{
    public sealed record Request
    {
        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(2_000);
    }

    public static void Map(IEndpointRouteBuilder deliveries) => deliveries
        .MapPost("/{deliveryId:long}/resends", HandleAsync)
        .WithName(nameof(ResendDelivery))
        .WithSummary("Send a message again")
        .WithDescription(
            "One that failed, or whose fate is unknown. The latter goes out in the same words under the same Message-ID: if it had arrived after all, "
            + "it arrives twice. What is no longer true is not sent again.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<ListDeliveries.DeliveryView>, ProblemHttpResult>> HandleAsync(
        long deliveryId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var key = new { caller.DistrictId, Id = deliveryId, Now = clock.Now() };
        if (await transaction.QuerySingleOrDefaultAsync<string>(SelectState, key) is null)
            return Problems.NotFound("message");

        if (await transaction.ExecuteAsync(Update, key) == 0)
            return Problems.Of(StatusCodes.Status409Conflict, "not-resendable", "Only a message that failed, or whose fate is unknown, is sent again; this one waits, is under way, was sent, or is no longer true.");

        await transaction.RecordAsync(caller, "delivery", deliveryId, "resent", key.Now, request.Reason);
        var view = await transaction.ViewDeliveryAsync(caller.DistrictId, deliveryId, key.Now);
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/deliveries/{deliveryId}", view);
    }

    private const string SelectState = "select state from deliveries where district_id = @DistrictId and id = @Id";

    private const string Update = """
        update deliveries
           set next_try_at = @Now, resends = resends + 1, attempts = 0, gave_up = 0, updated_at = @Now
         where district_id = @DistrictId and id = @Id and state in ('failed', 'unknown')
        """;
}
