using TaskTracker.Calendars;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>
/// Runs the tick of every district that has had none since the last working-day morning that has passed. So it can come round as often as
/// it likes: on a holiday nothing happens, and what was missed while the service stood still, or failed, is made up for.
/// </summary>
internal sealed partial class MorningReminders(
    Database database, ReminderTick tick, TimeProvider clock, ReminderSettings settings, ILogger<MorningReminders> logger) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var districtId in await DistrictsBehindAsync(cancellation))
        {
            try
            {
                await tick.RunAsync(districtId, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                Log.Failed(logger, exception, districtId);
            }
        }
    }

    private async Task<IReadOnlyList<string>> DistrictsBehindAsync(CancellationToken cancellation)
    {
        var now = clock.Now();
        await using var session = await database.OpenAsync(cancellation);
        return await session.DistrictsBehindAsync(TickSchedule.LastRun(now, settings.At, await session.CalendarInForceAsync()), now);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The reminder tick of {District} failed; it is tried again soon, the other districts go on")]
        public static partial void Failed(ILogger logger, Exception exception, string district);
    }
}
