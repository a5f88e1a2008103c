using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Reminders;

/// <summary>The supervision office runs the tick of its district now, on whatever day.</summary>
internal static class RunReminders
{
    public static void Map(IEndpointRouteBuilder reminders) => reminders
        .MapPost("/runs", HandleAsync)
        .WithName(nameof(RunReminders))
        .WithSummary("Run the reminder tick now")
        .WithDescription("The same tick as on a working-day morning. Run again, it sends nothing that was sent.")
        .ProducesProblems(409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Created<ReminderTick.Result>> HandleAsync(Caller caller, ReminderTick tick, CancellationToken cancellation) =>
        TypedResults.Created((string?)null, await tick.RunAsync(caller.DistrictId, cancellation));
}
