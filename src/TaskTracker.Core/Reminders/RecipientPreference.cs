namespace TaskTracker.Core.Reminders;

/// <summary>
/// How a recipient wants to be told by the channels that leave the service. What is overdue, and what stands alone, comes by every channel
/// that the district has settled, whatever was chosen: nobody silences that.
/// </summary>
public sealed record RecipientPreference
{
    public static readonly RecipientPreference Default = new();

    /// <summary>The time of day in Beijing from which the day's messages are sent; null: as soon as they are there.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>True: a message for each matter; false: one digest a run.</summary>
    public bool Single { get; init; }

    /// <summary>Steps of which nothing is sent: <see cref="ReminderStep.Upcoming"/>, <see cref="ReminderStep.Due"/> or both.</summary>
    public IReadOnlyList<ReminderStep> Silenced { get; init; } = [];

    /// <summary>The channels by which what is not overdue comes, among those of the district; null: all of them.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>The field that cannot be so, and why; null if all is well.</summary>
    public (string Field, string Message)? FaultBy(RemindingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (Silenced.Contains(ReminderStep.Overdue))
            return ("silenced", "What is overdue cannot be silenced; upcoming and due can.");

        return At is { } at && rules.Quiet.Contains(at)
            ? ("at", $"{at:HH\\:mm} lies in the district's quiet hours, {rules.Quiet.From:HH\\:mm} to {rules.Quiet.Until:HH\\:mm}; nothing is sent then.")
            : null;
    }

    internal bool Hears(string channel, ReminderLine line) =>
        line.Alone || line.Threshold.Step is ReminderStep.Overdue || line.Occasion is ReminderOccasion.DateMissing
        || (!Silenced.Contains(line.Threshold.Step) && (Channels is null || Channels.Contains(channel)));
}
