using TaskTracker.Channels;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Templates;

namespace TaskTracker.Reminders;

/// <summary>
/// Reminds the units of a district of what is due today. It goes by turns, each one transaction: first every due task's reminders are
/// recorded, so many tasks a turn, and wait; when none is left, what waits is delivered, one digest a recipient. Killed between any two
/// statements it loses nothing and repeats nothing: the next tick goes on where the last committed turn ended. In the usual case, when all
/// fits, there is one turn.
/// </summary>
internal sealed partial class ReminderTick(Database database, TimeProvider clock, TaskLink link, ChannelDirectory channels, ILogger<ReminderTick> logger)
{
    /// <summary>Tasks and reminders a turn: on SQLite nobody else writes meanwhile.</summary>
    private const int TasksPerTurn = 1_500, DeliveriesPerTurn = 1_500;

    /// <summary>What a tick of one district did.</summary>
    public sealed record Result
    {
        /// <summary>The day in Beijing that it reckoned with.</summary>
        public required DateOnly Day { get; init; }

        /// <summary>Tasks whose day to be looked at had come.</summary>
        public int TasksLooked { get; init; }

        /// <summary>Reminders that were put into inboxes.</summary>
        public int RemindersSent { get; init; }

        /// <summary>Reminders that wait to be sent by mail or gateway.</summary>
        public int RemindersQueued { get; init; }

        /// <summary>Reminders that a more severe one, or a change of the task, made pointless.</summary>
        public int Superseded { get; init; }

        /// <summary>Notifications written: a digest a recipient, and what stands alone.</summary>
        public int Notifications { get; init; }

        /// <summary>True if it is not announced yet whether the day is worked.</summary>
        public bool ProvisionalCalendar { get; init; }
    }

    public async Task<Result> RunAsync(string districtId, CancellationToken cancellation)
    {
        var now = clock.Now();
        var today = BeijingTime.DateOf(now);
        var result = new Result { Day = today };
        long? runId = null;
        for (var done = false; !done;)
        {
            await using var transaction = await database.BeginAsync(cancellation);
            await transaction.TakeTurnAsync(districtId, today, now);
            var desk = await ReminderDesk.OpenAsync(transaction, districtId, now, link, await channels.SetUpAsync(transaction, districtId));
            runId ??= await transaction.BeginRunAsync(districtId, today, now);
            var run = new ReminderRun(transaction, runId.Value, desk, await transaction.TemplatesOfAsync(districtId));
            var recorded = await run.RecordDueAsync(TasksPerTurn);
            result = result with
            {
                TasksLooked = result.TasksLooked + recorded.Tasks,
                Superseded = result.Superseded + recorded.Superseded,
                RemindersQueued = result.RemindersQueued + recorded.Queued,
                ProvisionalCalendar = desk.Calendar.IsProvisional(today),
            };
            if (recorded.Tasks < TasksPerTurn)
            {
                var delivered = await run.DeliverWaitingAsync(DeliveriesPerTurn);
                result = result with
                {
                    RemindersSent = result.RemindersSent + delivered.Sent,
                    Superseded = result.Superseded + delivered.Superseded,
                    Notifications = result.Notifications + delivered.Notifications,
                };
                done = !delivered.MoreWaits;
            }

            if (done)
                await transaction.EndRunAsync(districtId, today, now);
            await transaction.CommitAsync();
        }

        Log.Ran(logger, districtId, today, result.TasksLooked, result.RemindersSent, result.Superseded, result.Notifications);
        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reminder tick of {District} for {Day:yyyy-MM-dd}: {Tasks} tasks looked at, {Sent} reminders sent, {Superseded} superseded, {Notifications} notifications")]
        public static partial void Ran(ILogger logger, string district, DateOnly day, int tasks, int sent, int superseded, int notifications);
    }
}
