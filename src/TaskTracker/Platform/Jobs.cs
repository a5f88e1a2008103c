using System.Globalization;

namespace TaskTracker.Platform;

/// <summary>
/// Work that comes round by itself. It knows no scheduler, takes nothing but what it finds in the database, and can run twice, late, or on
/// two instances at once without harm.
/// </summary>
internal interface IRecurringJob
{
    /// <param name="cancellation">Signalled when the service stops; the job ends at its next safe point.</param>
    Task RunAsync(CancellationToken cancellation);
}

/// <summary>When a job runs: at a time of day in Beijing, or again and again with a pause between.</summary>
internal sealed record Schedule
{
    private Schedule(Type job) => Job = job;

    public Type Job { get; }

    /// <summary>Each day at this time in Beijing; a run that was missed by a sleeping machine is made up for once.</summary>
    public TimeOnly? DailyAt { get; private init; }

    /// <summary>The pause after each run; the first one begins as soon as the service answers requests.</summary>
    public TimeSpan? Pause { get; private init; }

    public static Schedule Daily<TJob>(TimeOnly at)
        where TJob : IRecurringJob => new(typeof(TJob)) { DailyAt = at };

    public static Schedule Repeated<TJob>(TimeSpan pause)
        where TJob : IRecurringJob => new(typeof(TJob)) { Pause = pause };
}

/// <summary>Whether jobs run by themselves in this process (<c>Jobs:Enabled</c>): yes, but for tests, which run them when they want.</summary>
internal sealed record JobsSettings(bool Enabled)
{
    /// <exception cref="SettingException">The setting is neither true nor false.</exception>
    public static JobsSettings From(IConfiguration configuration, IWebHostEnvironment environment)
    {
        if (configuration["Jobs:Enabled"] is not { Length: > 0 } text)
            return new JobsSettings(!environment.IsEnvironment("Testing"));

        return bool.TryParse(text, out var enabled)
            ? new JobsSettings(enabled)
            : throw new SettingException("Jobs:Enabled", text, "true or false");
    }
}

/// <summary>Reads settings that say how often or when a job runs.</summary>
internal static class JobSettingReader
{
    private const string TimeFormat = "HH:mm";

    public static TimeOnly TimeOfDay(this IConfiguration configuration, string name, TimeOnly otherwise) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : TimeOnly.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw new SettingException(name, text, "a time of day in Beijing as HH:mm, e.g. 08:30");

    public static int WholeNumber(this IConfiguration configuration, string name, int otherwise, int from, int to) =>
        configuration[name] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to ? number
        : throw new SettingException(name, text, $"a whole number from {from} to {to}");
}
