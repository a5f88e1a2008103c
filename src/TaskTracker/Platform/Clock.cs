using System.Globalization;

namespace TaskTracker.Platform;

/// <summary>
/// A clock that runs as if it were another day (setting <c>Clock:StartAt</c>): the gazettes are years old, and demos and tests want to
/// stand on the day after a deadline. Refused in Production.
/// </summary>
internal sealed class ShiftedClock(TimeProvider real, DateTimeOffset startAt) : TimeProvider
{
    private readonly TimeSpan _shift = startAt - real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + _shift;

    public static TimeProvider From(IConfiguration configuration, IHostEnvironment environment)
    {
#pragma warning disable RS0030 // The composition root: the one place that names the system's clock.
        var real = TimeProvider.System;
#pragma warning restore RS0030
        if (configuration["Clock:StartAt"] is not { Length: > 0 } text)
            return real;

        if (environment.IsProduction())
            throw new SettingException("Clock:StartAt", text, "nothing in Production: the service runs on the real day there");

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var startAt) && text.Length > 10
            ? new ShiftedClock(real, startAt)
            : throw new SettingException("Clock:StartAt", text, "an instant with its offset, e.g. 2019-01-02T08:00:00+08:00");
    }
}
