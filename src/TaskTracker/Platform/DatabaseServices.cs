using TaskTracker.Platform.Scheduling;

namespace TaskTracker.Platform;

internal static class DatabaseServices
{
    public static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => DatabaseSettings.From(configuration));
        services.AddSingleton<DatabaseConnections>();
        services.AddSingleton<JobsSchema>();
        services.AddScoped<Database>();
        services.AddSingleton(provider => new Migrator(
            provider.GetRequiredService<DatabaseConnections>(), provider.GetRequiredService<TimeProvider>()));
    }
}
