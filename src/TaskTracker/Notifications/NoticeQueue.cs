using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Notifications;

/// <summary>
/// Notifications of what happened on tasks, on their way out of the service: one row for each recipient and channel besides the inbox.
/// </summary>
internal static class NoticeQueue
{
    /// <summary>A notification that the sender has not looked at yet.</summary>
    public sealed record ToRelay
    {
        public long Id { get; init; }

        public long? UnitId { get; init; }

        public string Kind { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        /// <summary>Asks for something at once: goes as a message of its own.</summary>
        public bool IsUrgent => NotificationKinds.Urgent.Contains(Kind);
    }

    /// <summary>Takes notifications that were not looked at yet, oldest first; they count as looked at.</summary>
    public static async Task<IReadOnlyList<ToRelay>> TakeToRelayAsync(this Transaction transaction, string districtId, int atMost) =>
        [.. (await transaction.QueryAsync<ToRelay>(TakeToRelay, new { DistrictId = districtId, Limit = atMost })).OrderBy(row => row.Id)];

    public static Task AddNoticesAsync(
        this Transaction transaction, string districtId, IEnumerable<(long NotificationId, Recipient Recipient, string Channel, bool Alone, DateTimeOffset SendAfter)> notices) =>
        transaction.ExecuteAsync(Insert, notices.Select(notice => new
        {
            DistrictId = districtId,
            notice.NotificationId,
            Recipient = notice.Recipient.Key,
            notice.Channel,
            Alone = notice.Alone ? 1 : 0,
            notice.SendAfter,
        }));

    /// <summary>Somebody for whom notices of a channel are due; null if there is nobody.</summary>
    public static async Task<Recipient?> NextNoticeRecipientAsync(this Session session, string districtId, string channel, DateTimeOffset now) =>
        await session.QuerySingleOrDefaultAsync<string>(SelectNextRecipient, new { DistrictId = districtId, Channel = channel, Now = now }) is { } key
            ? Recipient.Parse(key)
            : null;

    /// <summary>The notices of a recipient that are due, or will be so soon that they ride with what is.</summary>
    public static async Task<IReadOnlyList<Row>> NoticesDueAsync(
        this Session session, string districtId, string channel, Recipient recipient, DateTimeOffset until) =>
        [.. await session.QueryAsync<Row>(SelectDue, new { DistrictId = districtId, Channel = channel, Recipient = recipient.Key, Until = until })];

    /// <summary>What stands in a message, but for what was superseded since.</summary>
    public static async Task<IReadOnlyList<Row>> NoticesInAsync(this Session session, string districtId, long deliveryId) =>
        [.. await session.QueryAsync<Row>(SelectIn, new { DistrictId = districtId, DeliveryId = deliveryId })];

    public static Task PutNoticesAsync(this Transaction transaction, string districtId, string channel, Recipient recipient, long[] notificationIds, long deliveryId) =>
        transaction.ExecuteAsync(UpdatePut, new { DistrictId = districtId, Channel = channel, Recipient = recipient.Key, Ids = new IdList(notificationIds), DeliveryId = deliveryId });

    public static Task SetNoticesAsync(
        this Transaction transaction, string districtId, string channel, Recipient recipient, long[] notificationIds, string state, string? failure) =>
        transaction.ExecuteAsync(
            UpdateState, new { DistrictId = districtId, Channel = channel, Recipient = recipient.Key, Ids = new IdList(notificationIds), State = state, Failure = failure });

    /// <summary>They share the fate of their message.</summary>
    public static Task NoticesFollowAsync(this Transaction transaction, string districtId, long deliveryId, string state, string? failure) =>
        transaction.ExecuteAsync(UpdateFollowing, new { DistrictId = districtId, DeliveryId = deliveryId, State = state, Failure = failure });

    /// <summary>A notice with the notification that it tells of.</summary>
    public sealed record Row
    {
        public long NotificationId { get; init; }

        public string Kind { get; init; } = "";

        public string Title { get; init; } = "";

        public string Body { get; init; } = "";

        public long? TaskId { get; init; }

        public string? TaskState { get; init; }

        public int Alone { get; init; }

        /// <summary>What asks for something on a task that is closed by now is not sent any more.</summary>
        public bool IsStale => TaskState == "closed" && NotificationKinds.AsksForAnAct.Contains(Kind);
    }

    private const string TakeToRelay = """
        update notifications
           set relayed = 1
         where district_id = @DistrictId and relayed = 0
           and id in (select id from notifications where district_id = @DistrictId and relayed = 0 order by id limit @Limit)
        returning id, unit_id, kind, created_at
        """;

    private const string Insert = """
        insert into notices (district_id, notification_id, recipient, channel, state, alone, send_after)
        values (@DistrictId, @NotificationId, @Recipient, @Channel, 'pending', @Alone, @SendAfter)
            on conflict do nothing
        """;

    private const string SelectNextRecipient = """
        select recipient
          from notices
         where district_id = @DistrictId and channel = @Channel and state = 'pending' and delivery_id is null and send_after <= @Now
         order by send_after
         limit 1
        """;

    private const string Columns = "c.notification_id, n.kind, n.title, n.body, n.task_id, t.state as task_state, c.alone";

    private const string Joins = """
        join notifications n on n.district_id = c.district_id and n.id = c.notification_id
          left join tasks t on t.district_id = n.district_id and t.id = n.task_id
        """;

    private const string SelectDue = $"""
        select {Columns}
          from notices c
          {Joins}
         where c.district_id = @DistrictId and c.channel = @Channel and c.recipient = @Recipient and c.state = 'pending' and c.delivery_id is null
           and c.send_after <= @Until
         order by c.notification_id
        """;

    private const string SelectIn = $"""
        select {Columns}
          from notices c
          {Joins}
         where c.district_id = @DistrictId and c.delivery_id = @DeliveryId and c.state <> 'superseded'
         order by c.notification_id
        """;

    private const string UpdatePut = """
        update notices
           set delivery_id = @DeliveryId
         where district_id = @DistrictId and channel = @Channel and recipient = @Recipient and notification_id in @Ids
        """;

    private const string UpdateState = """
        update notices
           set state = @State, failure = @Failure
         where district_id = @DistrictId and channel = @Channel and recipient = @Recipient and notification_id in @Ids
        """;

    private const string UpdateFollowing = """
        update notices
           set state = @State, failure = @Failure
         where district_id = @DistrictId and delivery_id = @DeliveryId and state <> 'superseded'
        """;
}
