using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>
/// Reminders on their way out of the service: pending until their time has come and their run has ended, then in a message, whose fate
/// they share.
/// </summary>
internal static class ReminderQueue
{
    /// <summary>Somebody for whom reminders of a channel are due; null if there is nobody.</summary>
    public static async Task<Recipient?> NextRecipientAsync(this Session session, string districtId, string channel, DateTimeOffset now) =>
        await session.QuerySingleOrDefaultAsync<string>(SelectNextRecipient, new { DistrictId = districtId, Channel = channel, Now = now }) is { } key
            ? Recipient.Parse(key)
            : null;

    /// <summary>All that is due for a recipient.</summary>
    public static async Task<IReadOnlyList<WaitingReminder>> RemindersDueAsync(
        this Session session, string districtId, string channel, Recipient recipient, DateTimeOffset now) =>
        await session.ReadAsync(SelectDue, new { DistrictId = districtId, Channel = channel, Recipient = recipient.Key, Now = now });

    /// <summary>What stands in a message, but for what was superseded since.</summary>
    public static Task<IReadOnlyList<WaitingReminder>> RemindersInAsync(this Session session, string districtId, long deliveryId) =>
        session.ReadAsync(SelectIn, new { DistrictId = districtId, DeliveryId = deliveryId });

    public static Task PutRemindersAsync(this Transaction transaction, string districtId, long[] ids, long deliveryId) =>
        transaction.ExecuteAsync(UpdatePut, new { DistrictId = districtId, Ids = new IdList(ids), DeliveryId = deliveryId });

    /// <summary>They stand in no message any more, and wait for another.</summary>
    public static Task TakeOutRemindersAsync(this Transaction transaction, string districtId, long[] ids, DateTimeOffset now) =>
        transaction.ExecuteAsync(UpdateTakenOut, new { DistrictId = districtId, Ids = new IdList(ids), Now = now });

    /// <summary>No message could be made of them; the next run tries again.</summary>
    public static Task FailRemindersAsync(this Transaction transaction, string districtId, long[] ids, string failure) =>
        transaction.ExecuteAsync(UpdateFailed, new { DistrictId = districtId, Ids = new IdList(ids), Failure = failure });

    /// <summary>They share the fate of their message.</summary>
    public static Task FollowAsync(this Transaction transaction, string districtId, long deliveryId, string state, string? failure) =>
        transaction.ExecuteAsync(UpdateFollowing, new { DistrictId = districtId, DeliveryId = deliveryId, State = state, Failure = failure });

    /// <summary>What failed for want of an address waits again.</summary>
    public static Task RequeueUnaddressedAsync(this Transaction transaction, string districtId, DateTimeOffset now) =>
        transaction.ExecuteAsync(UpdateRequeued, new { DistrictId = districtId, Now = now });

    private static async Task<IReadOnlyList<WaitingReminder>> ReadAsync(this Session session, string sql, object parameters) =>
        [.. (await session.QueryAsync<WaitingReminder.Row>(sql, parameters)).Select(row => row.ToReminder())];

    private const string SelectNextRecipient = """
        select r.recipient
          from reminders r
          join reminder_runs n on n.district_id = r.district_id and n.id = r.run_id and n.ended_at is not null
         where r.district_id = @DistrictId and r.channel = @Channel and r.state = 'pending' and r.delivery_id is null and r.send_after <= @Now
         order by r.send_after
         limit 1
        """;

    private const string SelectDue = $"""
        select {WaitingReminder.Columns}
          from reminders
         where district_id = @DistrictId and channel = @Channel and recipient = @Recipient and state = 'pending' and delivery_id is null
           and send_after <= @Now
           and run_id in (select id from reminder_runs where district_id = @DistrictId and ended_at is not null)
         order by +task_id, id
        """;

    private const string SelectIn = $"""
        select {WaitingReminder.Columns}
          from reminders
         where district_id = @DistrictId and delivery_id = @DeliveryId and state <> 'superseded'
         order by id
        """;

    private const string UpdatePut = "update reminders set delivery_id = @DeliveryId where district_id = @DistrictId and id in @Ids";

    private const string UpdateTakenOut = """
        update reminders
           set delivery_id = null, state = 'pending', failure = null, send_after = @Now
         where district_id = @DistrictId and id in @Ids
        """;

    private const string UpdateFailed = "update reminders set state = 'failed', failure = @Failure where district_id = @DistrictId and id in @Ids";

    private const string UpdateFollowing = """
        update reminders
           set state = @State, failure = @Failure
         where district_id = @DistrictId and delivery_id = @DeliveryId and state <> 'superseded'
        """;

    private const string UpdateRequeued = """
        update reminders
           set state = 'pending', failure = null, send_after = @Now
         where district_id = @DistrictId and state = 'failed' and delivery_id is null
        """;
}
