using TaskTracker.Outbox;

namespace TaskTracker.Notifications;

/// <summary>What units and the supervision office are told inside the service.</summary>
internal static class NotificationsFeature
{
    public static void AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<IEventSubscriber, TellTaskEvents>();
        services.AddSingleton<IEventSubscriber, TellSupervision>();
        services.AddSingleton<IEventSubscriber, TellTasksAssigned>();
    }

    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var notifications = api.MapGroup("/notifications").WithTags("Notifications");
        ListNotifications.Map(notifications);
        GetNotification.Map(notifications);
        MarkNotificationsRead.Map(notifications);
    }
}
