using TaskTracker.Platform;

namespace TaskTracker.Outbox;

/// <summary>Events from the transaction that made them to the features that want to know.</summary>
internal static class OutboxFeature
{
    public static void AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton(provider => OutboxSettings.From(provider.GetRequiredService<IConfiguration>()));
        services.AddScoped<OutboxDispatcher>();
        services.AddHealthChecks().AddCheck<OutboxHealth>("outbox", tags: [Health.Ready]);
    }
}
