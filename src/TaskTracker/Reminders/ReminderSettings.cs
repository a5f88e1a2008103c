using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>At what time of a working day reminders are looked for; what falls due when stands in the districts' rules.</summary>
internal sealed record ReminderSettings(TimeOnly At)
{
    private const string TimeOfDay = "Reminders:At";
    private static readonly TimeOnly DefaultAt = new(8, 30);

    /// <exception cref="SettingException">A setting is not what it can be.</exception>
    public static ReminderSettings From(IConfiguration configuration) => new(configuration.TimeOfDay(TimeOfDay, DefaultAt));
}
