using Microsoft.Extensions.Diagnostics.HealthChecks;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>Nobody is late because nobody told them, and nobody is told twice.</summary>
internal static class RemindersFeature
{
    public static void AddReminders(this IServiceCollection services)
    {
        services.AddSingleton(provider => ReminderSettings.From(provider.GetRequiredService<IConfiguration>()));
        services.AddScoped<ReminderTick>();
        services.AddScoped<MorningReminders>();
        services.AddHealthChecks()
            .AddCheck<LedgerHealth>("reminders", HealthStatus.Unhealthy, [Health.Reminders])
            .AddCheck<LedgerHealth>("reminders of the day", HealthStatus.Degraded, [Health.Ready]);
    }

    public static void MapReminders(this IEndpointRouteBuilder api)
    {
        var reminders = api.MapGroup("/reminders").WithTags("Reminders");
        ListReminders.Map(reminders);
        RunReminders.Map(reminders);
        GetLedger.Map(reminders);
    }
}
