using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// Passes the open tasks of units that exist no more to their successors, from the day after a unit's last one. What the register changes
/// today is passed on at once; this is for last days that were entered ahead of time. It can run twice and catches up after any pause.
/// </summary>
internal sealed partial class PassOnToSuccessors(Database database, TimeProvider clock, ILogger<PassOnToSuccessors> logger) : IRecurringJob
{
    private const int TasksPerTurn = 100;
    private const string Actor = "service";

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var districtId in await DistrictsAsync(cancellation))
        {
            try
            {
                await RunAsync(districtId, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                Log.Failed(logger, exception, districtId);
            }
        }
    }

    private async Task RunAsync(string districtId, CancellationToken cancellation)
    {
        for (var afterId = 0L; ;)
        {
            var now = clock.Now();
            await using var transaction = await database.BeginAsync(cancellation);
            if (await transaction.TasksToPassOnAsync(districtId, afterId, TasksPerTurn, now) is not { Length: > 0 } taskIds)
                return;

            await transaction.LayTasksAnewAsync(districtId, taskIds, Actor, now);
            await transaction.CommitAsync();
            afterId = taskIds[^1];
        }
    }

    private async Task<IReadOnlyList<string>> DistrictsAsync(CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return [.. await session.QueryAsync<string>(SelectDistricts)];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Passing tasks of {District} on to successors failed; it is tried again soon, the other districts go on")]
        public static partial void Failed(ILogger logger, Exception exception, string district);
    }

    private const string SelectDistricts = "select code from districts order by code";
}
