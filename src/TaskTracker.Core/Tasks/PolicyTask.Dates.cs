using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tasks;

/// <summary>Dates that the document left open and the office fills in later (DEMANDS 9).</summary>
public sealed partial record PolicyTask
{
    /// <summary>How often the office has filled in the date of a task that had none; 0 for a printed one.</summary>
    public int DatesSet { get; init; }

    /// <summary>The limit that runs from an event; null if there is none.</summary>
    public RelativeLimit? RelativeLimit { get; init; }

    /// <summary>The day of that event, once it was entered.</summary>
    public DateOnly? EventOn { get; init; }

    /// <summary>The deadline was reckoned with working days that are not announced yet (暂定).</summary>
    public bool DeadlineProvisional { get; init; }

    /// <summary>Open, and waiting for its date: 按时间节点, a limit whose event has not come, or nothing printed.</summary>
    public bool WaitsForDate => State is not TaskState.Closed && DeadlineKind is DeadlineKind.None or DeadlineKind.Conditional;

    /// <summary>The office fills in the date of a task that has none, or corrects the one that it filled in.</summary>
    public Decision<PolicyTask> SetDate(Actor actor, DateOnly date) =>
        RefusalOfDate(actor) is { } refusal ? refusal : WithDeadline(DeadlineKind.Date, date) with { DatesSet = DatesSet + 1, EventOn = null };

    /// <summary>
    /// The office enters the day of the event from which the limit runs, or corrects it: the deadline is reckoned, and a new one is a new
    /// version.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="eventOn">The day of the event.</param>
    /// <param name="limit">The limit, where the words were not read as one; null keeps the task's.</param>
    /// <param name="calendar">The calendar in force.</param>
    public Decision<PolicyTask> EnterEvent(Actor actor, DateOnly eventOn, RelativeLimit? limit, WorkingDayCalendar calendar)
    {
        if (RefusalOfDate(actor) is { } refusal)
            return refusal;

        if ((limit ?? RelativeLimit) is not { } running)
            return new Refusal("no-relative-limit", "No limit that runs from an event stands on this task; send the limit too, or set the date.");

        var due = RelativeDates.LastDay(eventOn, running, calendar);
        return WithDeadline(DeadlineKind.Date, due.Value) with
        {
            DatesSet = DatesSet + 1,
            RelativeLimit = running,
            EventOn = eventOn,
            DeadlineProvisional = due.IsProvisional,
        };
    }

    /// <summary>The deadline reckoned anew where it was provisional: the calendar has been announced, or corrected, since.</summary>
    public PolicyTask ReckonAgain(WorkingDayCalendar calendar)
    {
        if (!DeadlineProvisional || State is TaskState.Closed || RelativeLimit is null || EventOn is not { } eventOn)
            return this;

        var due = RelativeDates.LastDay(eventOn, RelativeLimit, calendar);
        return WithDeadline(DeadlineKind, due.Value) with { DeadlineProvisional = due.IsProvisional };
    }

    private Refusal? RefusalOfDate(Actor actor) =>
        TaskActs.RefusalOf(ActKind.SetDate, this, actor) is { } refusal ? refusal
        : WaitsForDate || DatesSet > 0 ? null
        : new Refusal("date-printed", "The task has a date of its own; correct it, or decide on an extension.");
}
