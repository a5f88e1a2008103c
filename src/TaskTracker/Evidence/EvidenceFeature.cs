using TaskTracker.Platform;

namespace TaskTracker.Evidence;

/// <summary>Files that show what a report says.</summary>
internal static class EvidenceFeature
{
    public static void AddEvidenceFiles(this IServiceCollection services)
    {
        services.AddSingleton(provider => EvidenceSettings.From(
            provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<DatabaseConnections>(), provider.GetRequiredService<IWebHostEnvironment>()));
        services.AddSingleton<EvidenceFiles>();
        services.AddScoped<ClearAbandonedUploads>();
    }

    public static void MapEvidence(this IEndpointRouteBuilder api)
    {
        var evidence = api.MapGroup("/tasks/{taskId:long}/progress-reports/{reportId:long}/evidence").WithTags("Progress");
        AddEvidence.Map(evidence);
        GetEvidence.Map(evidence);
    }
}
