using TaskTracker.Deliveries;
using TaskTracker.Evidence;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Platform.Scheduling;
using TaskTracker.Progress;
using TaskTracker.Reminders;
using TaskTracker.Tasks;
using TaskTracker.Timing;

namespace TaskTracker;

/// <summary>Everything that happens by itself, and when.</summary>
internal static class Schedules
{
    /// <summary>How soon a morning that was missed, or a tick that failed, is made up for.</summary>
    private static readonly TimeSpan CatchUpPause = TimeSpan.FromMinutes(5);

    /// <summary>When the reports of a new period are asked for, in Beijing.</summary>
    private static readonly TimeOnly AfterMidnight = new(0, 10);

    /// <summary>Shortly after a unit's last day has ended.</summary>
    private static readonly TimeOnly AfterLastDay = new(0, 5);

    /// <summary>How soon a night that was missed is made up for.</summary>
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How often abandoned uploads are looked for.</summary>
    private static readonly TimeSpan UploadPause = TimeSpan.FromHours(6);

    /// <summary>Before the morning's reminders, so that they go by the settled date.</summary>
    private static readonly TimeOnly SettleAt = new(2, 0);

    /// <summary>How soon tasks are lit by a rule whose day has come.</summary>
    private static readonly TimeSpan LookForRules = TimeSpan.FromSeconds(30);

    public static void AddSchedules(this IServiceCollection services)
    {
        services.AddSingleton(provider => All(
            provider.GetRequiredService<ReminderSettings>(), provider.GetRequiredService<OutboxSettings>()));
        services.AddScheduler();
    }

    private static IReadOnlyList<Schedule> All(ReminderSettings reminders, OutboxSettings outbox) =>
    [
        Schedule.Daily<PassOnToSuccessors>(AfterLastDay),
        Schedule.Repeated<PassOnToSuccessors>(Hour),
        Schedule.Daily<MorningReminders>(reminders.At),
        Schedule.Repeated<MorningReminders>(CatchUpPause),
        Schedule.Daily<OpenReportPeriods>(AfterMidnight),
        Schedule.Repeated<OpenReportPeriods>(Hour),
        Schedule.Repeated<ClearAbandonedUploads>(UploadPause),
        Schedule.Repeated<OpenOccurrences>(CatchUpPause),
        Schedule.Daily<ReckonAgain>(SettleAt),
        Schedule.Repeated<OutboxDispatcher>(outbox.Pause),
        Schedule.Repeated<SendMessages>(outbox.Pause),
        Schedule.Repeated<RelightTasks>(LookForRules),
    ];
}
