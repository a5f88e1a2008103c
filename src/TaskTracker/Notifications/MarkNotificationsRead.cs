using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Notifications;

/// <summary>A unit or the office has read its notifications: one, or all up to one.</summary>
internal static class MarkNotificationsRead
{
    public sealed record Request
    {
        /// <summary>All of the inbox up to this one, itself among them.</summary>
        public required long UpTo { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.UpTo).GreaterThan(0);
    }

    /// <summary>How many became read, and how many are not yet.</summary>
    public sealed record Result(int Read, long Unread);

    public static void Map(IEndpointRouteBuilder notifications)
    {
        notifications.MapPost("/{notificationId:long}/readings", HandleOneAsync)
            .WithName("MarkNotificationRead")
            .WithSummary("Mark a notification as read")
            .WithDescription("By whom it was addressed to: what the office reads in a unit's inbox stays unread. Again, it changes nothing.")
            .ProducesProblems(403, 404)
            .RequireAuthorization(Policies.ActOnTasks);
        notifications.MapPost("/readings", HandleAsync)
            .WithName(nameof(MarkNotificationsRead))
            .WithSummary("Mark all notifications up to one as read")
            .WithDescription("Those of the key's own inbox.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(403)
            .RequireAuthorization(Policies.ActOnTasks);
    }

    private static async Task<Results<Created<NotificationView>, ProblemHttpResult>> HandleOneAsync(
        long notificationId, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (NotificationAccess.Refuses(caller, out var problem))
            return problem;

        await using var transaction = await database.BeginAsync(cancellation);
        var notification = await transaction.FindNotificationAsync(caller.DistrictId, notificationId);
        if (notification is null || !NotificationAccess.MaySee(caller, notification.UnitId))
            return Problems.NotFound("notification");

        if (notification.UnitId != caller.UnitId)
            return Problems.Of(StatusCodes.Status403Forbidden, "not-your-unit", "This was told to a unit; it is the unit that has read it.");

        await transaction.ExecuteAsync(MarkOne, new { caller.DistrictId, Id = notificationId, Now = clock.Now(), By = caller.Name });
        var read = await transaction.FindNotificationAsync(caller.DistrictId, notificationId);
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/notifications/{notificationId}", read);
    }

    private static async Task<Results<Created<Result>, ProblemHttpResult>> HandleAsync(
        Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (NotificationAccess.Refuses(caller, out var problem))
            return problem;

        var inbox = new Recipient(caller.UnitId);
        await using var transaction = await database.BeginAsync(cancellation);
        var key = new { caller.DistrictId, inbox.UnitId, request.UpTo, Now = clock.Now(), By = caller.Name };
        var read = await transaction.ExecuteAsync(inbox.UnitId is null ? MarkOffice : MarkUnit, key);
        var unread = await transaction.QuerySingleAsync<long>(inbox.UnitId is null ? CountOffice : CountUnit, key);
        await transaction.CommitAsync();
        return TypedResults.Created((string?)null, new Result(read, unread));
    }

    private const string MarkOne = """
        update notifications
           set read_at = @Now, read_by = @By
         where district_id = @DistrictId and id = @Id and read_at is null
        """;

    private const string MarkUnit = """
        update notifications
           set read_at = @Now, read_by = @By
         where district_id = @DistrictId and unit_id = @UnitId and id <= @UpTo and read_at is null
        """;

    private const string MarkOffice = """
        update notifications
           set read_at = @Now, read_by = @By
         where district_id = @DistrictId and unit_id is null and id <= @UpTo and read_at is null
        """;

    private const string CountUnit = "select count(*) from notifications where district_id = @DistrictId and unit_id = @UnitId and read_at is null";

    private const string CountOffice = "select count(*) from notifications where district_id = @DistrictId and unit_id is null and read_at is null";
}
