using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>
/// The reminders there are: one row for each task, thing asked on it, version of its date, threshold, recipient and channel, whatever
/// crashes or runs twice.
/// </summary>
internal static class ReminderLedger
{
    public const string Pending = "pending", Sending = "sending", Sent = "sent", Superseded = "superseded", Failed = "failed", Unknown = "unknown";

    /// <summary>A row to be; the steps are those that it stands for besides its own.</summary>
    public sealed record NewReminder
    {
        public required long TaskId { get; init; }

        public required ReminderSubject Subject { get; init; }

        public required Recipient Recipient { get; init; }

        public required string Channel { get; init; }

        public required Threshold Threshold { get; init; }

        public required string State { get; init; }

        public bool Alone { get; init; }

        public int StepsPassedOver { get; init; }

        public DateTimeOffset? SendAfter { get; init; }
    }

    /// <summary>The rows that there are of these tasks, in whatever state, by task, occasion, thing asked and version of its date.</summary>
    public static async Task<ILookup<(long TaskId, ReminderOccasion Occasion, string Subject, int Version), RecordedReminder>> RecordedAsync(
        this Session session, string districtId, long[] taskIds)
    {
        var rows = await session.QueryAsync<RecordedRow>(SelectRecorded, new { DistrictId = districtId, Ids = new IdList(taskIds) });
        return rows.ToLookup(
            row => (row.TaskId, EnumNames.Parse<ReminderOccasion>(row.Occasion), row.Subject, row.Version),
            row => new RecordedReminder(Recipient.Parse(row.Recipient), row.Channel, Read(row.Threshold)));
    }

    public static Task AddAsync(
        this Transaction transaction, string districtId, long runId, IEnumerable<NewReminder> reminders, DateOnly today, DateTimeOffset now) =>
        transaction.ExecuteAsync(Insert, reminders.Select(reminder => new
        {
            DistrictId = districtId,
            reminder.TaskId,
            Occasion = EnumNames.Of(reminder.Subject.Occasion),
            Subject = reminder.Subject.Key,
            reminder.Subject.Version,
            Threshold = reminder.Threshold.Key,
            Recipient = reminder.Recipient.Key,
            reminder.Channel,
            reminder.State,
            Alone = reminder.Alone ? 1 : 0,
            reminder.Subject.DueOn,
            RunId = runId,
            RunOn = today,
            reminder.SendAfter,
            reminder.StepsPassedOver,
            Now = now,
        }));

    /// <summary>Whose inboxes have reminders that wait, and how many, in the order of the recipients.</summary>
    public static async Task<IReadOnlyList<(Recipient Recipient, int Reminders)>> WaitingInboxesAsync(this Session session, string districtId) =>
        [.. (await session.QueryAsync<WaitingInbox>(SelectWaitingInboxes, new { DistrictId = districtId }))
            .Select(row => (Recipient.Parse(row.Recipient), row.Reminders))];

    /// <summary>What waits for the inboxes of the recipients up to <paramref name="last"/> in their order, each one's together.</summary>
    public static async Task<IReadOnlyList<WaitingReminder>> WaitingInAsync(this Session session, string districtId, Recipient last) =>
        [.. (await session.QueryAsync<WaitingReminder.Row>(SelectWaitingIn, new { DistrictId = districtId, Last = last.Key })).Select(row => row.ToReminder())];

    public static Task SupersedeAsync(this Transaction transaction, string districtId, long[] ids) =>
        ids.Length == 0 ? Task.CompletedTask : transaction.ExecuteAsync(UpdateSuperseded, new { DistrictId = districtId, Ids = new IdList(ids) });

    /// <summary>These stand in this notification.</summary>
    public static Task MarkNotifiedAsync(this Transaction transaction, string districtId, long[] ids, long notificationId) =>
        transaction.ExecuteAsync(UpdateNotified, new { DistrictId = districtId, Ids = new IdList(ids), NotificationId = notificationId });

    public static Threshold Read(string key) => Threshold.TryParse(key, out var threshold)
        ? threshold
        : throw new InvalidDataException($"The ledger holds a threshold \"{key}\".");

    private sealed record RecordedRow
    {
        public long TaskId { get; init; }

        public string Occasion { get; init; } = "";

        public string Subject { get; init; } = "";

        public int Version { get; init; }

        public string Threshold { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string Channel { get; init; } = "";
    }

    private sealed record WaitingInbox
    {
        public string Recipient { get; init; } = "";

        public int Reminders { get; init; }
    }

    private const string SelectRecorded = """
        select task_id, occasion, subject, version, threshold, recipient, channel
          from reminders
         where district_id = @DistrictId and task_id in @Ids
        """;

    private const string Insert = """
        insert into reminders (district_id, task_id, occasion, subject, version, threshold, recipient, channel, state, alone, due_on, run_id, run_on,
               send_after, steps_passed_over, created_at)
        values (@DistrictId, @TaskId, @Occasion, @Subject, @Version, @Threshold, @Recipient, @Channel, @State, @Alone, @DueOn, @RunId, @RunOn,
               @SendAfter, @StepsPassedOver, @Now)
            on conflict do nothing
        """;

    private const string SelectWaitingInboxes = """
        select recipient, count(*) as reminders
          from reminders
         where district_id = @DistrictId and channel = 'in_app' and state = 'pending'
         group by recipient
         order by recipient
        """;

    private const string SelectWaitingIn = $"""
        select {WaitingReminder.Columns}
          from reminders
         where district_id = @DistrictId and channel = 'in_app' and recipient <= @Last and state = 'pending'
         order by recipient, task_id, id
        """;

    private const string UpdateSuperseded = "update reminders set state = 'superseded', send_after = null where district_id = @DistrictId and id in @Ids";

    private const string UpdateNotified = """
        update reminders
           set state = 'sent', notification_id = @NotificationId
         where district_id = @DistrictId and id in @Ids
        """;
}

/// <summary>A threshold of which a recipient was told by a channel, or which was passed over.</summary>
internal sealed record RecordedReminder(Recipient Recipient, string Channel, Threshold Threshold);

/// <summary>A reminder that waits to be sent.</summary>
internal sealed record WaitingReminder
{
    public required long Id { get; init; }

    public required long TaskId { get; init; }

    public required ReminderOccasion Occasion { get; init; }

    public required string Subject { get; init; }

    public required int Version { get; init; }

    public required Threshold Threshold { get; init; }

    public required Recipient Recipient { get; init; }

    public required string Channel { get; init; }

    public required bool Alone { get; init; }

    /// <summary>The columns of <see cref="Row"/>; follows <c>from reminders</c>.</summary>
    public const string Columns = "id, task_id, occasion, subject, version, threshold, recipient, channel, alone";

    public sealed record Row
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string Occasion { get; init; } = "";

        public string Subject { get; init; } = "";

        public int Version { get; init; }

        public string Threshold { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string Channel { get; init; } = "";

        public int Alone { get; init; }

        public WaitingReminder ToReminder() => new()
        {
            Id = Id,
            TaskId = TaskId,
            Occasion = EnumNames.Parse<ReminderOccasion>(Occasion),
            Subject = Subject,
            Version = Version,
            Threshold = ReminderLedger.Read(Threshold),
            Recipient = Core.Reminders.Recipient.Parse(Recipient),
            Channel = Channel,
            Alone = Alone != 0,
        };
    }
}
