using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Reporting;

/// <summary>Whether the work keeps up with the time.</summary>
public enum PaceState
{
    OnPace,

    /// <summary>进度滞后.</summary>
    Behind,
}

/// <summary>The share of time against the share of work (时间近半、任务近半; DEMANDS 18).</summary>
/// <param name="State">How it stands.</param>
/// <param name="TimePercent">How much of the time from the start to the last day has passed, 0 to 100.</param>
/// <param name="WorkPercent">How far the work has come, 0 to 100.</param>
/// <param name="BehindFrom">The first day on which it lies behind, or would if no further report came; null if never.</param>
public sealed record Pace(PaceState State, int TimePercent, int WorkPercent, DateOnly? BehindFrom)
{
    /// <summary>The pace on a day; null for a task without a last day, that is closed, rests, or has been handed in.</summary>
    public static Pace? Of(PolicyTask task, DistrictRules rules, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (Lateness.DueOn(task.DeadlineKind, task.Deadline) is not { } due || !Runs(task.State, task.BeganOn, due))
            return null;

        var start = task.BeganOn;
        var behindFrom = FirstBehind(start, due, task.Percent, rules);
        var passed = Math.Clamp(today.DayNumber - start.DayNumber, 0, due.DayNumber - start.DayNumber);
        return new Pace(
            behindFrom <= today ? PaceState.Behind : PaceState.OnPace, 100 * passed / (due.DayNumber - start.DayNumber), task.Percent, behindFrom);
    }

    /// <summary>The first day on which the task lies behind, at the percent it has now; null if it never does before its last day is over.</summary>
    public static DateOnly? FirstBehind(PolicyTask task, DistrictRules rules)
    {
        ArgumentNullException.ThrowIfNull(task);
        return FirstBehind(task.State, task.BeganOn, Lateness.DueOn(task.DeadlineKind, task.Deadline), task.Percent, rules);
    }

    /// <summary>The same of a task's bare facts; null where nothing runs.</summary>
    public static DateOnly? FirstBehind(TaskState state, DateOnly began, DateOnly? dueOn, int percent, DistrictRules rules) =>
        Runs(state, began, dueOn) ? FirstBehind(began, dueOn!.Value, percent, rules) : null;

    /// <summary>
    /// The first day on which the share of time exceeds the share of work by more than the district's points, but not before the district's
    /// share of the time has passed.
    /// </summary>
    /// <param name="start">The day on which the time begins to run.</param>
    /// <param name="due">The last day, on which all of it has passed; after <paramref name="start"/>.</param>
    /// <param name="percent">How far the work has come, 0 to 100.</param>
    /// <param name="rules">The district's settings.</param>
    public static DateOnly? FirstBehind(DateOnly start, DateOnly due, int percent, DistrictRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        long days = due.DayNumber - start.DayNumber;
        var exceeds = ((percent + rules.PacePoints) * days / 100) + 1;
        var counts = ((rules.PaceFromPercent * days) + 99) / 100;
        var day = Math.Max(exceeds, counts);
        return day <= days ? start.AddDays((int)day) : null;
    }

    private static bool Runs(TaskState state, DateOnly began, DateOnly? dueOn) =>
        began < dueOn && state is (TaskState.Assigned or TaskState.InProgress);
}
