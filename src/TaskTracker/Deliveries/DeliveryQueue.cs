using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Deliveries;

/// <summary>The messages that wait, are under way, or were sent.</summary>
internal static class DeliveryQueue
{
    /// <summary>Waits until no other sender of the district puts messages together; the turn ends with the transaction.</summary>
    public static Task TakeSendersTurnAsync(this Transaction transaction, string districtId) =>
        transaction.ExecuteAsync(TakeTurn, new { DistrictId = districtId });

    /// <summary>A new message, which waits for its turn.</summary>
    public static Task<long> InsertDeliveryAsync(
        this Transaction transaction, string districtId, string channel, Recipient recipient, string address, bool alone, DateTimeOffset now) =>
        transaction.QuerySingleAsync<long>(
            Insert, new { DistrictId = districtId, Channel = channel, Recipient = recipient.Key, Address = address, Alone = alone ? 1 : 0, Now = now });

    /// <summary>The message of a channel whose turn it is; null if there is none. The sender's turn must have been taken.</summary>
    public static async Task<Delivery?> NextDeliveryAsync(this Transaction transaction, string districtId, string channel, DateTimeOffset now) =>
        (await transaction.QuerySingleOrDefaultAsync<Delivery.Row>(SelectNext, new { DistrictId = districtId, Channel = channel, Now = now }))?.ToDelivery();

    /// <summary>It is handed over from now on, by whoever has the lease.</summary>
    public static Task LeaseAsync(
        this Transaction transaction, Delivery delivery, Message message, string messageId, string lease, DateTimeOffset now, DateTimeOffset until) =>
        transaction.ExecuteAsync(UpdateLeased, new
        {
            delivery.DistrictId,
            delivery.Id,
            message.Subject,
            message.Text,
            message.Html,
            MessageId = messageId,
            Lease = lease,
            Now = now,
            Until = until,
        });

    /// <summary>Nothing in it is true any more.</summary>
    public static Task SupersedeDeliveryAsync(this Transaction transaction, Delivery delivery, DateTimeOffset now) =>
        transaction.ExecuteAsync(UpdateSuperseded, new { delivery.DistrictId, delivery.Id, Now = now });

    /// <summary>It is not sent again by itself.</summary>
    public static Task RestAsync(this Transaction transaction, Delivery delivery, DateTimeOffset now) =>
        transaction.ExecuteAsync(UpdateRested, new { delivery.DistrictId, delivery.Id, Now = now });

    /// <summary>What became of handing it over.</summary>
    /// <param name="transaction">Where it is written down.</param>
    /// <param name="delivery">The message as it was leased.</param>
    /// <param name="state">Sent, failed or unknown.</param>
    /// <param name="failure">A stable code; null where it was sent.</param>
    /// <param name="detail">What the other side said.</param>
    /// <param name="nextTryAt">When it is tried again; null: not by itself.</param>
    /// <param name="gaveUp">It is not tried again by itself, although it was not sent.</param>
    /// <param name="now">When that was.</param>
    /// <returns>False if the lease is somebody else's by now.</returns>
    public static async Task<bool> SettleAsync(
        this Transaction transaction, Delivery delivery, DeliveryState state, string? failure, string? detail, DateTimeOffset? nextTryAt, bool gaveUp, DateTimeOffset now) =>
        await transaction.ExecuteAsync(UpdateSettled, new
        {
            delivery.DistrictId,
            delivery.Id,
            delivery.Lease,
            State = EnumNames.Of(state),
            Failure = failure,
            Detail = detail is null ? null : OneLine.Of(detail, 500),
            NextTryAt = nextTryAt,
            GaveUp = gaveUp ? 1 : 0,
            SentAt = state is DeliveryState.Sent ? now : (DateTimeOffset?)null,
            Now = now,
        }) == 1;

    /// <summary>
    /// Messages whose lease ran out, or lies so far ahead that the clock must have been set back: nobody knows their fate. The lease stays
    /// written down, so that its holder, if it lives, can still say what became of them.
    /// </summary>
    public static async Task<IReadOnlyList<Delivery>> ExpireLeasesAsync(this Transaction transaction, DateTimeOffset now, DateTimeOffset impossible) =>
        [.. (await transaction.QueryAsync<Delivery.Row>(UpdateExpired, new { Now = now, Impossible = impossible })).Select(row => row.ToDelivery())];

    /// <summary>It is sent once more by itself, unless it was before.</summary>
    /// <returns>Whether it will be.</returns>
    public static async Task<bool> SendOnceMoreAsync(this Transaction transaction, Delivery delivery, DateTimeOffset at) =>
        await transaction.ExecuteAsync(UpdateOnceMore, new { delivery.DistrictId, delivery.Id, At = at }) == 1;

    private const string TakeTurn = """
        insert into delivery_turns (district_id)
        values (@DistrictId)
            on conflict (district_id) do update set district_id = delivery_turns.district_id
        """;

    private const string Insert = """
        insert into deliveries (district_id, channel, recipient, address, state, alone, next_try_at, created_at, updated_at)
        values (@DistrictId, @Channel, @Recipient, @Address, 'pending', @Alone, @Now, @Now, @Now)
        returning id
        """;

    private const string SelectNext = $"""
        select {Delivery.Columns}
          from deliveries
         where next_try_at <= @Now and district_id = @DistrictId and channel = @Channel
         order by next_try_at, id
         limit 1
        """;

    private const string UpdateLeased = """
        update deliveries
           set state = 'sending', subject = @Subject, text = @Text, html = @Html, message_id = @MessageId, lease = @Lease, leased_at = @Now,
               leased_until = @Until, next_try_at = null, attempts = attempts + 1, failure = null, detail = null, gave_up = 0, updated_at = @Now
         where district_id = @DistrictId and id = @Id
        """;

    private const string UpdateSuperseded = """
        update deliveries
           set state = 'superseded', next_try_at = null, updated_at = @Now
         where district_id = @DistrictId and id = @Id
        """;

    private const string UpdateRested = "update deliveries set next_try_at = null, updated_at = @Now where district_id = @DistrictId and id = @Id";

    private const string UpdateSettled = """
        update deliveries
           set state = @State, failure = @Failure, detail = @Detail, next_try_at = @NextTryAt, gave_up = @GaveUp, sent_at = @SentAt,
               leased_until = null, updated_at = @Now
         where district_id = @DistrictId and id = @Id and lease = @Lease and state in ('sending', 'unknown')
        """;

    private const string UpdateExpired = $"""
        update deliveries
           set state = 'unknown', failure = 'no_answer_recorded', leased_until = null, updated_at = @Now
         where state = 'sending' and (leased_until < @Now or leased_until > @Impossible)
        returning {Delivery.Columns}
        """;

    private const string UpdateOnceMore = """
        update deliveries
           set next_try_at = @At, resends = resends + 1
         where district_id = @DistrictId and id = @Id and resends = 0 and state = 'unknown'
        """;
}
