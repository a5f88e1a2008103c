using Hangfire;

namespace TaskTracker.Platform.Scheduling;

internal static class SchedulingServices
{
    public static void AddScheduler(this IServiceCollection services)
    {
        services.AddSingleton(provider => JobsSettings.From(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IWebHostEnvironment>()));
        // Made when the scheduler starts, or the dashboard is opened: no start waits for it.
        services.AddSingleton(provider => new Lazy<JobStorage>(() => JobsStorage.Create(provider.GetRequiredService<DatabaseSettings>())));
        services.AddHostedService<Scheduler>();
    }
}
