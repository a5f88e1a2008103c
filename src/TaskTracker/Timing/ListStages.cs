using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>The milestones of a task, and the occurrences of a recurring duty, each with its state.</summary>
internal static class ListStages
{
    public static readonly QuerySpec Query = new QuerySpec().Paged();

    public static void Map(IEndpointRouteBuilder milestones, IEndpointRouteBuilder occurrences)
    {
        milestones.MapGet("/", ListMilestonesAsync)
            .WithName("ListMilestones")
            .WithSummary("List the milestones of a task")
            .WithDescription("Dates inside the task (节点), as printed and as added later. An overdue milestone does not make the task overdue.")
            .WithQuery(Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
        occurrences.MapGet("/", ListOccurrencesAsync)
            .WithName("ListOccurrences")
            .WithSummary("List the occurrences of a recurring duty")
            .WithDescription("Each is an obligation with its own state; those up to the next one are open. What fell due while the task rested, waited for review or was closed is `excused`. Nothing older than a year is opened for a document that comes late.")
            .WithQuery(Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static Task<Results<Ok<Page<StageView>>, ProblemHttpResult>> ListMilestonesAsync(
        long taskId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        ListAsync(StageKind.Milestone, taskId, http, caller, database, clock, cancellation);

    private static Task<Results<Ok<Page<StageView>>, ProblemHttpResult>> ListOccurrencesAsync(
        long taskId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        ListAsync(StageKind.Occurrence, taskId, http, caller, database, clock, cancellation);

    private static async Task<Results<Ok<Page<StageView>>, ProblemHttpResult>> ListAsync(
        StageKind kind, long taskId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindTaskAsync(caller.DistrictId, taskId) is not { } task || !caller.Actor.MaySee(task))
            return Problems.NotFound("task");

        var today = BeijingTime.Today(clock);
        var rows = await session.StagesOfAsync(caller.DistrictId, taskId, kind, page.After?.Id ?? 0, page.Fetch);
        var rests = await session.RestsOfAsync(caller.DistrictId, taskId);
        StageView[] views = [.. rows.Select(row => StageView.Of(row, task, rests, today))];
        return TypedResults.Ok(views.ToPage(page, http, view => ("", view.Ordinal)));
    }
}
