using System.Security.Cryptography;
using TaskTracker.Channels;
using TaskTracker.Core.Messages;
using TaskTracker.Notifications;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Reminders;
using TaskTracker.Templates;

namespace TaskTracker.Deliveries;

/// <summary>
/// Sends a district's messages by one channel, one after the other: looks again whether what is in it is true, leases it, commits, hands it
/// over, writes down what became of it. A process that dies on the way leaves a message that was not touched, or one whose lease runs out.
/// </summary>
internal sealed partial class SendChannel(
    Database database, TimeProvider clock, ChannelDirectory channels, ChannelRests rests, TaskLink link, ILogger<SendChannel> logger)
{
    /// <summary>Longer than any channel takes for one message.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>After each failure it is tried again so much later; after the last it is given up.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6),
        TimeSpan.FromHours(12),
    ];

    private static readonly TimeSpan OnceMoreAfter = TimeSpan.FromMinutes(15);

    private sealed record Leased(Delivery Delivery, OutgoingMessage Message);

    /// <param name="districtId">Whose messages.</param>
    /// <param name="code">mail, or the code of a gateway.</param>
    /// <param name="key">What rests as a whole where it is not reached.</param>
    /// <param name="cancellation">Signalled when the service stops: what is being handed over is finished, nothing more is begun.</param>
    public async Task RunAsync(string districtId, string code, string key, CancellationToken cancellation)
    {
        if (await OpenAsync(districtId, code, cancellation) is not ({ } needs, { } opened))
            return;

        await using var channel = opened;
        while (!cancellation.IsCancellationRequested)
        {
            if (await LeaseNextAsync(districtId, needs, cancellation) is not { } leased)
            {
                if (await ComposeNextAsync(districtId, needs, cancellation))
                    continue;
                return;
            }

            var result = await channel.SendAsync(leased.Message);
            await SettleAsync(leased.Delivery, result);
            if (result.Outcome is SendOutcome.NotReached)
            {
                rests.Rest(key, clock.GetUtcNow());
                return;
            }

            rests.Works(key);
        }
    }

    /// <returns>Nothing where the channel is not set up any more; what waits for it waits on.</returns>
    private async Task<(ChannelNeeds? Needs, IMessageChannel? Channel)> OpenAsync(string districtId, string code, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await channels.FindAsync(session, districtId, code);
    }

    /// <returns>False if nothing is due.</returns>
    private async Task<bool> ComposeNextAsync(string districtId, ChannelNeeds needs, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        await transaction.TakeSendersTurnAsync(districtId);
        var now = clock.Now();
        var next = await transaction.NextRecipientAsync(districtId, needs.Code, now) ?? await transaction.NextNoticeRecipientAsync(districtId, needs.Code, now);
        if (next is not { } recipient)
            return false;

        await new ComposeMessages(transaction, await DeskAsync(transaction, districtId, now), needs).ForAsync(recipient);
        await transaction.CommitAsync();
        return true;
    }

    /// <returns>Null if no message is due.</returns>
    private async Task<Leased?> LeaseNextAsync(string districtId, ChannelNeeds needs, CancellationToken cancellation)
    {
        while (true)
        {
            await using var transaction = await database.BeginAsync(cancellation);
            await transaction.TakeSendersTurnAsync(districtId);
            var now = clock.Now();
            if (await transaction.NextDeliveryAsync(districtId, needs.Code, now) is not { } delivery)
                return null;

            var leased = await LeaseAsync(transaction, delivery, needs, now);
            await transaction.CommitAsync();
            if (leased is not null)
                return leased;
        }
    }

    /// <returns>Null if nothing in it is to be sent.</returns>
    private async Task<Leased?> LeaseAsync(Transaction transaction, Delivery delivery, ChannelNeeds needs, DateTimeOffset now)
    {
        var desk = await DeskAsync(transaction, delivery.DistrictId, now);
        var content = await MessageContent.ReadAsync(transaction, delivery, desk, needs);
        if (delivery.State is DeliveryState.Unknown)
        {
            // Perhaps it was read already: the same words under the same name, or nothing.
            if (content.IsEmpty)
            {
                await transaction.RestAsync(delivery, now);
                return null;
            }
        }
        else
        {
            await content.TakeOutWhatIsNotTrueAsync(transaction, now);
            if (content.IsEmpty)
            {
                await transaction.SupersedeDeliveryAsync(delivery, now);
                return null;
            }
        }

        var message = delivery.State is DeliveryState.Unknown
            ? new Message(delivery.Subject, delivery.Text, delivery.Html)
            : content.Compose(desk, await transaction.TemplatesOfAsync(delivery.DistrictId));
        var messageId = delivery.State is DeliveryState.Unknown ? delivery.MessageId! : content.MessageId(channels.Domain);
        var lease = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await transaction.LeaseAsync(delivery, message, messageId, lease, now, now + Lease);
        await transaction.FollowAsync(delivery.DistrictId, delivery.Id, ReminderLedger.Sending, null);
        await transaction.NoticesFollowAsync(delivery.DistrictId, delivery.Id, ReminderLedger.Sending, null);
        return new Leased(delivery with { Lease = lease, Attempts = delivery.Attempts + 1 }, new OutgoingMessage
        {
            Address = delivery.Address,
            Name = content.Name,
            UnitName = desk.NameOf(delivery.Recipient),
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            MessageId = messageId,
        });
    }

    /// <summary>Not cancelled when the service stops: an answer that is there is written down.</summary>
    private async Task SettleAsync(Delivery delivery, SendResult result)
    {
        var now = clock.Now();
        await using var transaction = await database.BeginAsync(CancellationToken.None);
        if (await SettleAsync(transaction, delivery, result, now))
            await transaction.CommitAsync();
        if (result.Outcome is not SendOutcome.Accepted)
            Log.NotSent(logger, delivery.Id, delivery.DistrictId, delivery.Channel, result.Outcome, delivery.Attempts, result.Detail);
    }

    private static async Task<bool> SettleAsync(Transaction transaction, Delivery delivery, SendResult result, DateTimeOffset now)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Accepted:
                if (!await transaction.SettleAsync(delivery, DeliveryState.Sent, null, null, null, gaveUp: false, now))
                    return false;

                await transaction.ShareFateAsync(delivery, DeliveryState.Sent, null);
                await transaction.IsReachedAsync(delivery.DistrictId, delivery.Recipient, delivery.Channel);
                return true;

            case SendOutcome.Rejected:
                if (!await transaction.SettleAsync(delivery, DeliveryState.Failed, Unreachable.Bounced, result.Detail, null, gaveUp: true, now))
                    return false;

                await transaction.IsBouncedAsync(delivery, now);
                return true;

            case SendOutcome.Unknown:
                if (!await transaction.SettleAsync(delivery, DeliveryState.Unknown, "no_answer", result.Detail, null, gaveUp: false, now))
                    return false;

                await transaction.IsUnknownAsync(delivery, "no_answer", now, now + OnceMoreAfter);
                return true;

            default:
                return await FailAsync(transaction, delivery, result, now);
        }
    }

    private static async Task<bool> FailAsync(Transaction transaction, Delivery delivery, SendResult result, DateTimeOffset now)
    {
        var failure = result.Outcome is SendOutcome.NotReached ? "not_reached" : "refused";
        var gaveUp = delivery.Attempts > Pauses.Length;
        var nextTryAt = gaveUp ? (DateTimeOffset?)null : await transaction.OutsideQuietHoursAsync(delivery.DistrictId, now + Pauses[delivery.Attempts - 1]);
        if (!await transaction.SettleAsync(delivery, DeliveryState.Failed, failure, result.Detail, nextTryAt, gaveUp, now))
            return false;

        await transaction.ShareFateAsync(delivery, DeliveryState.Failed, failure);
        if (gaveUp)
            await transaction.IsGivenUpAsync(delivery, result.Detail, now);
        return true;
    }

    private async Task<ReminderDesk> DeskAsync(Session session, string districtId, DateTimeOffset now) =>
        await ReminderDesk.OpenAsync(session, districtId, now, link, await channels.SetUpAsync(session, districtId));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {Delivery} of {District} by {Channel} was not sent ({Outcome}, attempt {Attempts}): {Detail}")]
        public static partial void NotSent(ILogger logger, long delivery, string district, string channel, SendOutcome outcome, int attempts, string? detail);
    }
}
