using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tasks;

/// <summary>The one definition of overdue and late (DESIGN § 2), for lists, counts, pages and reminders alike.</summary>
public static class Lateness
{
    /// <summary>
    /// The last day on which the task is on time, or null if it can never be overdue: ongoing (长期), recurring, conditional
    /// (按时间节点) and undated tasks are not, even where a date is printed with them ("贯穿2018年全年").
    /// </summary>
    public static DateOnly? DueOn(DeadlineKind kind, DateOnly? date) => kind switch
    {
        DeadlineKind.Date or DeadlineKind.MonthEnd or DeadlineKind.QuarterEnd or DeadlineKind.YearEnd or DeadlineKind.Multiple => date,
        _ => null,
    };

    /// <summary>
    /// Not closed, not suspended, due before today, and no completion request that was handed in by that date still waits.
    /// A task is on time through the whole of its last day in Beijing.
    /// </summary>
    public static bool IsOverdue(PolicyTask task, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State is not (TaskState.Closed or TaskState.Suspended)
            && task.DueOn is { } dueOn
            && dueOn < today
            && !(task.HandedInOn <= dueOn);
    }

    /// <summary>Closed as completed, but handed in after its last day: visible for ever, never shown as on time.</summary>
    public static bool IsClosedLate(PolicyTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State is TaskState.Closed
            && task.DueOn is { } dueOn
            && task.CompletedOn > dueOn;
    }

    /// <summary>
    /// By how many days a task that was closed just now missed its date: completed, up to the day on which it was handed in; else up to the
    /// day of closing. For a task that goes on without a date, of its dated part.
    /// </summary>
    public static int DaysLateAsClosed(PolicyTask task, DateOnly closedOn)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (dueOn, doneOn) = task.State is TaskState.Closed
            ? (task.DueOn, task.CompletedOn ?? closedOn)
            : (task.DatedPartDueOn, task.DatedPartCompletedOn ?? closedOn);
        return dueOn is { } due ? Math.Max(0, doneOn.DayNumber - due.DayNumber) : 0;
    }

    /// <summary>
    /// A unit that leads is late if its part was not handed in by the task's last day: still, while the task is open or was closed as not
    /// completed, and for ever if it came later.
    /// </summary>
    public static bool IsLate(PolicyTask task, TaskParty party, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(party);
        if (party.Role is not ParticipationRole.Lead || task.DueOn is not { } dueOn)
            return false;

        return party.HandedInOn is { } handedIn
            ? handedIn > dueOn
            : dueOn < today && (task.State is not (TaskState.Closed or TaskState.Suspended) || task.Outcome is TaskOutcome.NotCompleted);
    }

    /// <summary>Open and due on or after today, within so many days: what an overview counts as coming up.</summary>
    public static bool IsDueWithin(PolicyTask task, DateOnly today, int days)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State is not TaskState.Closed
            && task.DueOn is { } dueOn
            && dueOn >= today
            && dueOn <= today.AddDays(days);
    }
}
