namespace TaskTracker.Channels;

/// <summary>The ways out of the service: mail, and message gateways.</summary>
internal static class ChannelsFeature
{
    public static void AddChannels(this IServiceCollection services)
    {
        services.AddSingleton(provider => MailSettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton(provider => GatewayGuard.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ChannelDirectory>();
    }

    public static void MapChannels(this IEndpointRouteBuilder api)
    {
        // What cannot be stops the start, not the first message.
        _ = api.ServiceProvider.GetRequiredService<ChannelDirectory>();
        KeepGateways.Map(api.MapGroup("/message-gateways").WithTags("Deliveries"));
    }
}
