namespace TaskTracker.Notifications;

/// <summary>A notification as the API shows it, in lists and alone.</summary>
internal sealed record NotificationView
{
    public long Id { get; init; }

    /// <summary>The unit that is told; absent: the supervision office.</summary>
    public long? UnitId { get; init; }

    public string? UnitName { get; init; }

    /// <summary>What it is about: reminder_digest, task_assigned, tasks_assigned, completion_requested, task_returned or task_closed.</summary>
    public string Kind { get; init; } = "";

    /// <summary>One line.</summary>
    public string Title { get; init; } = "";

    /// <summary>Plain text, a line a matter.</summary>
    public string Body { get; init; } = "";

    /// <summary>The task, where it is about one.</summary>
    public long? TaskId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Absent while nobody has read it.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>The columns; follows <c>from notifications n</c>.</summary>
    public const string Columns = "n.id, n.unit_id, u.name as unit_name, n.kind, n.title, n.body, n.task_id, n.created_at, n.read_at";

    public const string Joins = "left join units u on u.district_id = n.district_id and u.id = n.unit_id";
}
