using TaskTracker.Platform;

namespace TaskTracker.Outbox;

/// <param name="Pause">Between two looks for events, <c>Outbox:EverySeconds</c>.</param>
internal sealed record OutboxSettings(TimeSpan Pause)
{
    private const int DefaultSeconds = 5, MaxSeconds = 3600;

    /// <exception cref="SettingException">A setting is not what it can be.</exception>
    public static OutboxSettings From(IConfiguration configuration) =>
        new(TimeSpan.FromSeconds(configuration.WholeNumber("Outbox:EverySeconds", DefaultSeconds, 1, MaxSeconds)));
}
