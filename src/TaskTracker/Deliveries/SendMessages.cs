using TaskTracker.Platform;

namespace TaskTracker.Deliveries;

/// <summary>
/// Sends what waits by mail and gateways. Each channel goes at its own pace: one that stalls or is away holds none of the others up.
/// </summary>
internal sealed partial class SendMessages(
    Database database, TimeProvider clock, ChannelRests rests, RelayNotifications relay, IServiceScopeFactory scopes, ILogger<SendMessages> logger) : IRecurringJob
{
    /// <summary>A lease that ends later than this from now was given by a clock that has been set back since.</summary>
    private static readonly TimeSpan LongestLease = SendChannel.Lease + TimeSpan.FromMinutes(1);

    /// <summary>After so long it is clear that the answer will not come, and a message of unknown fate may be sent again.</summary>
    private static readonly TimeSpan OnceMoreAfter = TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken cancellation)
    {
        await relay.RunAsync(cancellation);
        var (work, expired) = await LookAsync(cancellation);
        if (expired)
            await ExpireAsync(cancellation);
        await Task.WhenAll(work
            .Where(entry => !rests.IsResting(entry.Key, clock.GetUtcNow()))
            .GroupBy(entry => entry.Key)
            .Select(group => SendAsync(group.Key, [.. group], cancellation)));
    }

    /// <summary>Looks without writing, so that an idle service leaves the database alone.</summary>
    private async Task<(IReadOnlyList<Work> Work, bool Expired)> LookAsync(CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        var now = clock.Now();
        return (
            [.. await session.QueryAsync<Work>(SelectWork, new { Now = now })],
            await session.QuerySingleAsync<long>(CountExpired, new { Now = now, Impossible = now + LongestLease }) > 0);
    }

    /// <summary>Nobody knows the fate of messages whose sender never said: they are shown, and sent again once where the district wants it.</summary>
    private async Task ExpireAsync(CancellationToken cancellation)
    {
        var now = clock.Now();
        await using var transaction = await database.BeginAsync(cancellation);
        foreach (var delivery in await transaction.ExpireLeasesAsync(now, now + LongestLease))
        {
            await transaction.IsUnknownAsync(delivery, "no_answer_recorded", now, now + OnceMoreAfter);
            Log.Expired(logger, delivery.Id, delivery.DistrictId, delivery.Channel);
        }

        await transaction.CommitAsync();
    }

    private async Task SendAsync(string key, Work[] districts, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sender = scope.ServiceProvider.GetRequiredService<SendChannel>();
        foreach (var work in districts)
        {
            try
            {
                await sender.RunAsync(work.DistrictId, work.Channel, key, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                Log.Failed(logger, exception, work.Channel, work.DistrictId);
            }
        }
    }

    private sealed record Work
    {
        public string DistrictId { get; init; } = "";

        public string Channel { get; init; } = "";

        /// <summary>All districts share the mail server; a gateway is one district's.</summary>
        public string Key => Channel == Core.Reminders.Channel.Mail ? Channel : $"{DistrictId}/{Channel}";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Sending by {Channel} in {District} failed; it comes round again, the other channels go on")]
        public static partial void Failed(ILogger logger, Exception exception, string channel, string district);

        [LoggerMessage(2, LogLevel.Warning, "Nobody wrote down what became of message {Delivery} of {District} by {Channel}: its fate is unknown")]
        public static partial void Expired(ILogger logger, long delivery, string district, string channel);
    }

    private const string SelectWork = """
        select district_id, channel
          from reminders
         where state = 'pending' and delivery_id is null and send_after is not null and send_after <= @Now
        union
        select district_id, channel
          from notices
         where state = 'pending' and delivery_id is null and send_after <= @Now
        union
        select district_id, channel
          from deliveries
         where next_try_at is not null and next_try_at <= @Now
        """;

    private const string CountExpired = """
        select count(*)
          from deliveries
         where state = 'sending' and (leased_until < @Now or leased_until > @Impossible)
        """;
}
