using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TaskTracker.Platform;

namespace TaskTracker.Outbox;

/// <summary>Shows events that could not be delivered again and again; the service answers all the same.</summary>
internal sealed class OutboxHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var session = await database.OpenAsync(cancellationToken);
            var parked = await session.QuerySingleAsync<int>(CountParked, new { Attempts = OutboxDispatcher.AttemptsBeforeParked });
            return parked == 0
                ? HealthCheckResult.Healthy("No event is parked.")
                : HealthCheckResult.Degraded($"{parked} event(s) could not be delivered and are tried once a day; the log says why.");
        }
        catch (DbException)
        {
            return HealthCheckResult.Degraded("The outbox cannot be read.");
        }
    }

    private const string CountParked = "select count(*) from outbox_messages where delivered_at is null and attempts >= @Attempts";
}
