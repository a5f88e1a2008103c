namespace TaskTracker.Recipients;

/// <summary>Who is told, how they are reached, and what they have chosen.</summary>
internal static class RecipientsFeature
{
    public static void AddRecipients(this IServiceCollection services) =>
        services.AddSingleton(provider => TaskLink.From(provider.GetRequiredService<IConfiguration>()));

    public static void MapRecipients(this IEndpointRouteBuilder api)
    {
        // What cannot be stops the start, not the first tick.
        _ = api.ServiceProvider.GetRequiredService<TaskLink>();
        ChoosePreference.Map(api.MapGroup("/units").WithTags("Units"));
        KeepDistrictContacts.Map(api.MapGroup("/district-contacts").WithTags("Deliveries"));
    }
}
