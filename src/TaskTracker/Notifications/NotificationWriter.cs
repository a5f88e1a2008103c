using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Notifications;

/// <summary>What a notification is about; the names stand in the database and in the API.</summary>
internal static class NotificationKinds
{
    public const string Reminder = "reminder", ReminderDigest = "reminder_digest", TaskAssigned = "task_assigned", TasksAssigned = "tasks_assigned",
        CompletionRequested = "completion_requested", TaskReturned = "task_returned", TaskClosed = "task_closed";

    public static readonly IReadOnlyList<string> All =
        [Reminder, ReminderDigest, TaskAssigned, TasksAssigned, CompletionRequested, TaskReturned, TaskClosed, .. TellSupervision.Kinds];
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
        transaction.QuerySingleAsync<long>(
            Insert, new { DistrictId = districtId, recipient.UnitId, Kind = kind, Title = title, Body = body, TaskId = taskId, Now = now });

    private const string Insert = """
        insert into notifications (district_id, unit_id, kind, title, body, task_id, created_at)
        values (@DistrictId, @UnitId, @Kind, @Title, @Body, @TaskId, @Now)
        returning id
        """;
}
