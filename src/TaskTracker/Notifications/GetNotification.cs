using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Notifications;

/// <summary>One notification.</summary>
internal static class GetNotification
{
    public static void Map(IEndpointRouteBuilder notifications) => notifications
        .MapGet("/{notificationId:long}", HandleAsync)
        .WithName(nameof(GetNotification))
        .WithSummary("Read a notification")
        .ProducesProblems(403, 404)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<NotificationView>, ProblemHttpResult>> HandleAsync(
        long notificationId, Caller caller, Database database, CancellationToken cancellation)
    {
        if (NotificationAccess.Refuses(caller, out var problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var notification = await session.FindNotificationAsync(caller.DistrictId, notificationId);
        return notification is not null && NotificationAccess.MaySee(caller, notification.UnitId)
            ? TypedResults.Ok(notification)
            : Problems.NotFound("notification");
    }

    public static Task<NotificationView?> FindNotificationAsync(this Session session, string districtId, long id) =>
        session.QuerySingleOrDefaultAsync<NotificationView>(Select, new { DistrictId = districtId, Id = id });

    private const string Select = $"""
        select {NotificationView.Columns}
          from notifications n
          {NotificationView.Joins}
         where n.district_id = @DistrictId and n.id = @Id
        """;
}
