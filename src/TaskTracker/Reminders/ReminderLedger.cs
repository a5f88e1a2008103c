using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>
/// The reminders there are: one row for each task, deadline version, threshold, recipient and channel, whatever crashes or runs twice.
/// </summary>
internal static class ReminderLedger
{
    public const string Pending = "pending", Sent = "sent", Superseded = "superseded";

    /// <summary>Shown where the recipient works; others follow.</summary>
    public const string InApp = "in_app";

    /// <summary>So many ids a statement, below what SQLite takes.</summary>
    private const int IdsPerStatement = 1_000;

    /// <summary>A row to be; its deadline is the one that it speaks of, the steps are those that it stands for besides its own.</summary>
    public sealed record NewReminder(
        long TaskId, int DeadlineVersion, DateOnly DueOn, Recipient Recipient, Threshold Threshold, string State, int StepsPassedOver);

    /// <summary>The thresholds that are recorded, in whatever state, by task, deadline version and recipient.</summary>
    public static async Task<IReadOnlyDictionary<(long, int, string), HashSet<Threshold>>> RecordedAsync(
        this Session session, string districtId, long[] taskIds) =>
        (await session.QueryAsync<RecordedRow>(SelectRecorded, new { DistrictId = districtId, Ids = taskIds, Channel = InApp }))
            .GroupBy(row => (row.TaskId, row.DeadlineVersion, row.Recipient))
            .ToDictionary(group => group.Key, group => group.Select(row => Read(row.Threshold)).ToHashSet());

    public static Task AddAsync(
        this Transaction transaction, string districtId, IEnumerable<NewReminder> reminders, DateOnly today, DateTimeOffset now) =>
        transaction.ExecuteAsync(Insert, reminders.Select(reminder => new
        {
            DistrictId = districtId,
            reminder.TaskId,
            reminder.DeadlineVersion,
            Threshold = reminder.Threshold.Key,
            Recipient = reminder.Recipient.Key,
            Channel = InApp,
            reminder.State,
            reminder.DueOn,
            RunOn = today,
            reminder.StepsPassedOver,
            Now = now,
        }));

    /// <summary>Whose reminders wait, and how many.</summary>
    public static async Task<IReadOnlyList<(string Recipient, int Reminders)>> WaitingRecipientsAsync(this Session session, string districtId) =>
        [.. (await session.QueryAsync<WaitingRecipient>(SelectWaitingRecipients, new { DistrictId = districtId }))
            .Select(row => (row.Recipient, row.Reminders))];

    /// <summary>A recipient's waiting reminders with their tasks as they are now.</summary>
    public static async Task<IReadOnlyList<WaitingReminder>> WaitingForAsync(this Session session, string districtId, Recipient recipient) =>
        [.. await session.QueryAsync<WaitingReminder>(SelectWaiting, new { DistrictId = districtId, Recipient = recipient.Key })];

    public static async Task SupersedeAsync(this Transaction transaction, string districtId, long[] ids)
    {
        foreach (var some in ids.Chunk(IdsPerStatement))
            await transaction.ExecuteAsync(UpdateSuperseded, new { DistrictId = districtId, Ids = some });
    }

    /// <summary>All that still wait for the recipient stand in this notification: within the turn nobody adds to them.</summary>
    public static Task MarkSentAsync(this Transaction transaction, string districtId, Recipient recipient, long notificationId) =>
        transaction.ExecuteAsync(UpdateSent, new { DistrictId = districtId, Recipient = recipient.Key, NotificationId = notificationId });

    private static Threshold Read(string key) => Threshold.TryParse(key, out var threshold)
        ? threshold
        : throw new InvalidDataException($"The ledger holds a threshold \"{key}\".");

    private sealed record RecordedRow
    {
        public long TaskId { get; init; }

        public int DeadlineVersion { get; init; }

        public string Threshold { get; init; } = "";

        public string Recipient { get; init; } = "";
    }

    private sealed record WaitingRecipient
    {
        public string Recipient { get; init; } = "";

        public int Reminders { get; init; }
    }

    /// <summary>A reminder that waits, and what must be known to send it.</summary>
    public sealed record WaitingReminder
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string ThresholdKey { get; init; } = "";

        public Threshold Threshold => Read(ThresholdKey);

        public string TaskTitle { get; init; } = "";

        public string? No { get; init; }

        public string? ListTitle { get; init; }

        public DateOnly? DueOn { get; init; }

        public int StillDue { get; init; }

        /// <summary>False if the task was closed, handed in, suspended or given another date since.</summary>
        public bool IsStillDue => StillDue == 1;
    }

    private const string SelectRecorded = """
        select task_id, deadline_version, threshold, recipient
          from reminders
         where district_id = @DistrictId and task_id in @Ids and channel = @Channel
        """;

    private const string Insert = """
        insert into reminders (district_id, task_id, deadline_version, threshold, recipient, channel, state, due_on, run_on, steps_passed_over,
               created_at)
        values (@DistrictId, @TaskId, @DeadlineVersion, @Threshold, @Recipient, @Channel, @State, @DueOn, @RunOn, @StepsPassedOver, @Now)
            on conflict do nothing
        """;

    private const string SelectWaitingRecipients = """
        select recipient, count(*) as reminders
          from reminders
         where district_id = @DistrictId and state = 'pending'
         group by recipient
         order by recipient
        """;

    private const string SelectWaiting = """
        select r.id, r.task_id, r.threshold as threshold_key, coalesce(t.title, t.measure) as task_title, t.no, l.title as list_title, t.due_on,
               case when t.deadline_version = r.deadline_version and t.due_on is not null and t.state in ('assigned', 'in_progress')
                    then 1 else 0 end as still_due
          from reminders r
          join tasks t on t.district_id = r.district_id and t.id = r.task_id
          left join task_lists l on l.district_id = t.district_id and l.id = t.list_id
         where r.district_id = @DistrictId and r.recipient = @Recipient and r.state = 'pending'
         order by r.task_id, r.id
        """;

    private const string UpdateSuperseded = "update reminders set state = 'superseded' where district_id = @DistrictId and id in @Ids";

    private const string UpdateSent = """
        update reminders
           set state = 'sent', notification_id = @NotificationId
         where district_id = @DistrictId and recipient = @Recipient and state = 'pending'
        """;
}
