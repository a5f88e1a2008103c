using TaskTracker.Core.Calendar;

namespace TaskTracker.Core.Reminders;

/// <summary>One thing on a task that is asked for by a date, and of whom. While it stands in no list of subjects nothing is asked.</summary>
public sealed record ReminderSubject
{
    public required ReminderOccasion Occasion { get; init; }

    /// <summary>Tells it apart from others of its occasion on the same task; never changes: <c>unit:12</c>, <c>310</c>, <c>milestone:2</c>; empty for the task's own date.</summary>
    public string Key { get; init; } = "";

    /// <summary>Another one for each date that it has had, so that reminders of an older date are told apart.</summary>
    public required int Version { get; init; }

    /// <summary>The last day on which it is on time; for <see cref="ReminderOccasion.DateMissing"/> the day of recording.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>Since when it has been asked for; a share of the time counts from here.</summary>
    public required DateOnly BeganOn { get; init; }

    /// <summary>The units from which it is asked; empty where nobody is known, and the supervision office is told.</summary>
    public IReadOnlyList<long> Units { get; init; } = [];

    /// <summary>A part of it is asked of somebody whom nobody knows; the supervision office is told besides the units.</summary>
    public bool HasUnknownUnit { get; init; }

    /// <summary>What it is called: the period of a report, the number of an order, the words of a milestone; null where the task says all.</summary>
    public string? Name { get; init; }

    /// <summary>The day on which a threshold is reached; the ends of the calendar where it would lie beyond them.</summary>
    public DateOnly DayOf(Threshold threshold, WorkingDayCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return threshold.Unit switch
        {
            ThresholdUnit.WorkingDays => calendar.AddWorkingDays(DueOn, threshold.Offset).Value,
            ThresholdUnit.Percent => Shift(BeganOn, (long)Math.Max(0, DueOn.DayNumber - BeganOn.DayNumber) * threshold.Offset / 100),
            _ => Shift(DueOn, threshold.Offset),
        };
    }

    private static DateOnly Shift(DateOnly day, long days) =>
        DateOnly.FromDayNumber((int)Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber));
}
