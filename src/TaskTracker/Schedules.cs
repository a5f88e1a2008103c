using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Reminders;
using TaskTracker.Tasks;

namespace TaskTracker;

/// <summary>Everything that happens by itself, and when.</summary>
internal static class Schedules
{
    /// <summary>How soon a morning that was missed, or a tick that failed, is made up for.</summary>
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMinutes(5);

    /// <summary>How soon tasks are lit by a rule whose day has come.</summary>
    private static readonly TimeSpan LookForRules = TimeSpan.FromSeconds(30);

    public static void AddSchedules(this IServiceCollection services)
    {
        services.AddSingleton(provider => All(
            provider.GetRequiredService<ReminderSettings>(), provider.GetRequiredService<OutboxSettings>()));
        services.AddJobs();
    }

    private static IReadOnlyList<Schedule> All(ReminderSettings reminders, OutboxSettings outbox) =>
    [
        Schedule.Daily<MorningReminders>(reminders.At),
        Schedule.Repeated<MorningReminders>(CatchUpPause),
        Schedule.Repeated<OutboxDispatcher>(outbox.Pause),
        Schedule.Repeated<RelightTasks>(LookForRules),
    ];
}
