using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>
/// Asks for the reports of every period that has begun since it last ran, list by list. A day on which the service stood still is made up
/// for, a run that broke off goes through again, and nothing is asked for twice.
/// </summary>
internal sealed partial class OpenReportPeriods(Database database, TimeProvider clock, ILogger<OpenReportPeriods> logger) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        var today = BeijingTime.Today(clock);
        foreach (var list in await ListsAsync(today, cancellation))
        {
            try
            {
                await database.OpenPeriodsAsync(list, today, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                Log.Failed(logger, exception, list.DistrictId, list.ListId);
            }
        }
    }

    private async Task<IReadOnlyList<ListReporting.DueList>> ListsAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await session.ListsWithNewPeriodAsync(today);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The reports of list {ListId} in {District} could not be asked for; the next run makes up for it")]
        public static partial void Failed(ILogger logger, Exception exception, string district, long listId);
    }
}
