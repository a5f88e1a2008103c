using TaskTracker.Core.Tasks;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>A milestone of a task, or one occurrence of a recurring duty.</summary>
internal sealed record StageView
{
    /// <summary>Counts the milestones, or the occurrences, of the task; names it in its path.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The words that name it.</summary>
    public required string Words { get; init; }

    /// <summary>Of an occurrence: the day after the one before it was due.</summary>
    public DateOnly? StartOn { get; init; }

    /// <summary>The last day on which it is on time; null where the words give none.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The day was reckoned with working days that are not announced yet.</summary>
    public required bool Provisional { get; init; }

    /// <summary>open, done, done_late; overdue for a milestone; missed for an occurrence, or excused where the task rested, waited for review or was closed on its day.</summary>
    public required StageState State { get; init; }

    public DateOnly? DoneOn { get; init; }

    /// <summary>The key that marked it as done.</summary>
    public string? DoneBy { get; init; }

    public string? Note { get; init; }

    public static StageView Of(TaskStages.Row row, PolicyTask task, IReadOnlyCollection<Rest> rests, DateOnly today) => new()
    {
        Ordinal = row.Ordinal,
        Words = row.Words,
        StartOn = row.StartOn,
        DueOn = row.DueOn,
        Provisional = row.Provisional != 0,
        State = row.ToStage(rests).StateOn(task, today),
        DoneOn = row.DoneOn,
        DoneBy = row.DoneBy,
        Note = row.Note,
    };
}
