namespace TaskTracker.Deliveries;

/// <summary>Messages that leave the service: one digest a recipient, never lost, never doubled but in the one case that is shown.</summary>
internal static class DeliveriesFeature
{
    public static void AddDeliveries(this IServiceCollection services)
    {
        services.AddSingleton<ChannelRests>();
        services.AddScoped<RelayNotifications>();
        services.AddScoped<SendChannel>();
        services.AddScoped<SendMessages>();
    }

    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/deliveries").WithTags("Deliveries");
        ListDeliveries.Map(deliveries);
        ResendDelivery.Map(deliveries);
        RecordBounce.Map(deliveries);
        ListUnreachable.Map(api.MapGroup("/unreachable-recipients").WithTags("Deliveries"));
    }
}
