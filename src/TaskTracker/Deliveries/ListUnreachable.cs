using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Recipients;

namespace TaskTracker.Deliveries;

/// <summary>Whom no message reaches: no address was entered, it is malformed, or what was sent there came back.</summary>
internal static class ListUnreachable
{
    /// <summary>Somebody who is not reached by a channel.</summary>
    public sealed record UnreachableView
    {
        public required string Recipient { get; init; }

        public string? RecipientName { get; init; }

        public required string Channel { get; init; }

        /// <summary>no_address, malformed_address or bounced.</summary>
        public required string Reason { get; init; }

        public string? Address { get; init; }

        public required DateTimeOffset Since { get; init; }
    }

    public sealed record UnreachableList(IReadOnlyList<UnreachableView> Items);

    public static void Map(IEndpointRouteBuilder unreachable) => unreachable
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListUnreachable))
        .WithSummary("List whom no message reaches")
        .WithDescription("Until a message has arrived again. The office was told once of each.")
        .RequireAuthorization(Policies.KeepChannels);

    private static async Task<Ok<UnreachableList>> HandleAsync(Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        var directory = await RecipientDirectory.LoadAsync(session, caller.DistrictId, BeijingTime.Today(clock));
        return TypedResults.Ok(new UnreachableList(
        [
            .. (await session.QueryAsync<Unreachable>(Select, new { caller.DistrictId })).Select(row => new UnreachableView
            {
                Recipient = row.Recipient,
                RecipientName = directory.NameOf(Core.Reminders.Recipient.Parse(row.Recipient)),
                Channel = row.Channel,
                Reason = row.Reason,
                Address = row.Address,
                Since = row.Since,
            }),
        ]));
    }

    private const string Select = """
        select recipient, channel, reason, address, since
          from unreachable_recipients
         where district_id = @DistrictId
         order by recipient, channel
         limit 1000
        """;
}
