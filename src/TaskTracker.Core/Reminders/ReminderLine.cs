namespace TaskTracker.Core.Reminders;

/// <summary>One line of the reminder rules: on this occasion, at this point of time, these are told.</summary>
public sealed record ReminderLine
{
    public required ReminderOccasion Occasion { get; init; }

    /// <summary>
    /// Days or working days after the date, negative before it, 0 on the day itself; for <see cref="ThresholdUnit.Percent"/> the share of
    /// the time, 1 to 100.
    /// </summary>
    public required int Offset { get; init; }

    public ThresholdUnit Unit { get; init; }

    /// <summary>From then on again each time so many days or working days have passed, 1 to 366; null: once.</summary>
    public int? Every { get; init; }

    public required IReadOnlyList<RecipientRole> Recipients { get; init; }

    /// <summary>True: urgent or an escalation; goes as a message of its own, not in the digest.</summary>
    public bool Alone { get; init; }

    internal Threshold Threshold => new(Unit, Offset);
}
