using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Reminders;
using TaskTracker.Tasks;
using TaskTracker.Timing;

namespace TaskTracker;

/// <summary>Everything that happens by itself, and when.</summary>
internal static class Schedules
{
    /// <summary>How soon a morning that was missed, or a tick that failed, is made up for.</summary>
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMinutes(5);

    /// <summary>Before the morning's reminders, so that they go by the settled date.</summary>
    private static readonly TimeOnly SettleAt = new(2, 0);

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
        Schedule.Repeated<OpenOccurrences>(CatchUpPause),
        Schedule.Daily<ReckonAgain>(SettleAt),
        Schedule.Repeated<OutboxDispatcher>(outbox.Pause),
        Schedule.Repeated<RelightTasks>(LookForRules),
    ];
}
