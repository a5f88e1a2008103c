using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;

namespace TaskTracker.Tasks;

/// <summary>A task was laid on its units.</summary>
internal sealed record TaskAssigned(long TaskId) : IEvent
{
    public static string Type => "task_assigned";
}

/// <summary>The supervision office corrected a task.</summary>
internal sealed record TaskCorrected(long TaskId) : IEvent
{
    public static string Type => "task_corrected";
}

/// <summary>
/// Tasks of a list were laid on their units at once, as its confirmation does: one event, however many they are. Published at the instant
/// at which they are recorded (<c>created_at</c>), by which they are told from those of the same list that were laid earlier.
/// </summary>
internal sealed record TasksAssigned(long ListId, int Count) : IEvent
{
    public static string Type => "tasks_assigned";
}

/// <summary>Other units answer for a task than before: the register or the task's units have changed.</summary>
internal sealed record TaskPartiesChanged(long TaskId, IReadOnlyList<PartyMove> Moves) : IEvent
{
    public static string Type => "task_parties_changed";
}

/// <summary>The last open sub-task of a task was closed; its lead can sum up and hand in.</summary>
internal sealed record SubtasksClosed(long TaskId) : IEvent
{
    public static string Type => "subtasks_closed";
}

/// <summary>A printed name on a task became known as a unit, which sees the task from now on.</summary>
internal sealed record TaskUnitsRecognised(long TaskId) : IEvent
{
    public static string Type => "task_units_recognised";
}
