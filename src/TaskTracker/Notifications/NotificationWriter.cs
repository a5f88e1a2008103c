using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Notifications;

/// <summary>What a notification is about; the names stand in the database and in the API.</summary>
internal static class NotificationKinds
{
    public const string Reminder = "reminder", ReminderDigest = "reminder_digest", TaskAssigned = "task_assigned", TasksAssigned = "tasks_assigned",
        CompletionRequested = "completion_requested", TaskReturned = "task_returned", TaskClosed = "task_closed",
        RecipientUnreachable = "recipient_unreachable", DeliveryFailed = "delivery_failed", DeliveryUnknown = "delivery_unknown";

    public static readonly IReadOnlyList<string> All =
        [Reminder, ReminderDigest, RecipientUnreachable, DeliveryFailed, DeliveryUnknown, TasksAssigned, .. TellTaskEvents.Kinds, .. TellSupervision.Kinds];

    /// <summary>What has a way of its own out of the service, and what is about that way itself.</summary>
    public static readonly IReadOnlySet<string> KeptInside =
        new HashSet<string> { Reminder, ReminderDigest, RecipientUnreachable, DeliveryFailed, DeliveryUnknown };

    /// <summary>What asks for something at once.</summary>
    public static readonly IReadOnlySet<string> Urgent = new HashSet<string>
    {
        TaskReturned, "report_returned", "task_urged", "order_issued", "rectification_demanded", "demand_returned", "interview_held", "instruction_given",
        "task_reopened",
    };

    /// <summary>What says nothing any more once the task is closed.</summary>
    public static readonly IReadOnlySet<string> AsksForAnAct = new HashSet<string>(Urgent.Except(["interview_held", "instruction_given"]))
    {
        TaskAssigned, CompletionRequested, "extension_requested", "extension_passed_on", "change_requested", "hand_over_requested", "demand_answered",
        "forecast_declared", "milestone_added", "date_set", "stage_reopened", "subtasks_closed", "task_parties_changed",
    };
}

/// <summary>Writes notifications, in the transaction of what they tell.</summary>
internal static class NotificationWriter
{
    /// <param name="transaction">The one of what is told.</param>
    /// <param name="districtId">The recipient's district.</param>
    /// <param name="recipient">The unit as it is now, or the office.</param>
    /// <param name="kind">One of <see cref="NotificationKinds"/>.</param>
    /// <param name="title">One line.</param>
    /// <param name="body">Plain text, a line a matter.</param>
    /// <param name="taskId">The task, where it is about one.</param>
    /// <param name="now">When it is told.</param>
    /// <returns>The number of the notification.</returns>
    public static Task<long> NotifyAsync(
        this Transaction transaction, string districtId, Recipient recipient, string kind, string title, string body, long? taskId, DateTimeOffset now) =>
        transaction.QuerySingleAsync<long>(Insert, new
        {
            DistrictId = districtId,
            recipient.UnitId,
            Kind = kind,
            Title = title,
            Body = body,
            TaskId = taskId,
            Now = now,
            Relayed = NotificationKinds.KeptInside.Contains(kind) ? 1 : 0,
        });

    private const string Insert = """
        insert into notifications (district_id, unit_id, kind, title, body, task_id, created_at, relayed)
        values (@DistrictId, @UnitId, @Kind, @Title, @Body, @TaskId, @Now, @Relayed)
        returning id
        """;
}
