using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TaskTracker.Platform;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: its database does too, with the schema that it needs.
/// <c>/health/reminders</c>: nobody waits for a reminder in vain; red is a matter for people, no reason to send requests elsewhere.
/// </summary>
internal static class Health
{
    internal const string Ready = "ready", Reminders = "reminders";

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
        app.MapHealthChecks("/health/reminders", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Reminders), ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext http, HealthReport report) =>
        http.Response.WriteAsJsonAsync(new
        {
            status = EnumNames.Of(report.Status),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => new
            {
                status = EnumNames.Of(entry.Value.Status),
                entry.Value.Description,
            }),
        });

    private sealed class DatabaseCheck(Migrator migrator) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var pending = await migrator.PendingAsync(cancellationToken);
                return pending.Count == 0
                    ? HealthCheckResult.Healthy("The database answers and its schema is current.")
                    : HealthCheckResult.Unhealthy($"The schema lacks {pending.Count} migration(s).");
            }
            catch (MigrationException exception)
            {
                return HealthCheckResult.Unhealthy(exception.Message);
            }
            catch (System.Data.Common.DbException)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.");
            }
        }
    }
}
