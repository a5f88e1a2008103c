using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Deliveries;

/// <summary>A message came back to the bounce address: the office, or the mail system through a key of the office, says so.</summary>
internal static class RecordBounce
{
    public sealed record Request
    {
        /// <summary>What the returned mail says.</summary>
        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(2_000);
    }

    public static void Map(IEndpointRouteBuilder deliveries) => deliveries
        .MapPost("/{deliveryId:long}/bounces", HandleAsync)
        .WithName(nameof(RecordBounce))
        .WithSummary("Record that a message came back")
        .WithDescription(
            "What stands in it counts as failed, the office is told, and the address is not used again until another one is entered. The message is "
            + "found in the list by its Message-ID.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<ListDeliveries.DeliveryView>, ProblemHttpResult>> HandleAsync(
        long deliveryId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var key = new { caller.DistrictId, Id = deliveryId, Detail = Core.Messages.OneLine.Of(request.Reason, 500), Now = now };
        if (await transaction.QuerySingleOrDefaultAsync<Delivery.Row>(Select, key) is not { } row)
            return Problems.NotFound("message");

        if (await transaction.ExecuteAsync(Update, key) == 0)
            return Problems.Of(StatusCodes.Status409Conflict, "not-sent", "Only a message that was sent, perhaps, can come back.");

        await transaction.IsBouncedAsync(row.ToDelivery(), now);
        await transaction.RecordAsync(caller, "delivery", deliveryId, "bounced", now, request.Reason);
        var view = await transaction.ViewDeliveryAsync(caller.DistrictId, deliveryId, now);
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/deliveries/{deliveryId}", view);
    }

    private const string Select = $"select {Delivery.Columns} from deliveries where district_id = @DistrictId and id = @Id";

    private const string Update = """
        update deliveries
           set state = 'failed', failure = 'bounced', detail = @Detail, gave_up = 1, next_try_at = null, updated_at = @Now
         where district_id = @DistrictId and id = @Id and state in ('sent', 'unknown')
        """;
}
