using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>A unit names who answers for a task: first responsible person, deputy in charge, contact.</summary>
internal static class NamePersons
{
    public static void Map(IEndpointRouteBuilder task)
    {
        task.MapGet("/parties/{unitId:long}/persons", ReadAsync)
            .WithName("GetPersons")
            .WithSummary("Read who answers for a task in a unit")
            .WithDescription("For the office and the unit itself; the units that lead the task see names and posts. Where nobody was named, the contacts of the register.")
            .ProducesProblems(404)
            .RequireAuthorization(Policies.ReadTasks);
        task.MapPut("/parties/{unitId:long}/persons", HandleAsync)
            .WithName(nameof(NamePersons))
            .WithSummary("Name who answers for a task in a unit")
            .WithDescription("For the unit itself and the office; needs `If-Match` with the ETag of the persons. The history says that they were named, not who.")
            .WithValidation<Persons, Persons.Validator>()
            .ProducesProblems(404, 409, 412, 428)
            .RequireAuthorization(Policies.ActOnTasks);
    }

    private static async Task<Results<Ok<Persons>, ProblemHttpResult>> ReadAsync(
        long taskId, long unitId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindTaskAsync(caller.DistrictId, taskId) is not { } task || !caller.Actor.MaySee(task))
            return Problems.NotFound("task");

        if (task.Parties.All(party => party.UnitId != unitId))
            return Problems.NotFound("unit on this task");

        var stored = (await session.PersonsOfAsync(caller.DistrictId, taskId, [unitId]))[unitId];
        if (stored.Persons.For(PersonRules.AccessOf(caller.Actor, task, unitId)) is not { } persons)
            return Problems.Of(403, "not-your-unit", "Persons are shown to their own unit, the units that lead the task, and the supervision office.");

        http.Response.Headers.ETag = Preconditions.ETagOf(stored.Version);
        return TypedResults.Ok(persons);
    }

    private static async Task<Results<Ok<Persons>, ProblemHttpResult>> HandleAsync(
        long taskId, long unitId, Persons request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var act = await transaction.ActAsync(caller, taskId, now, task => PersonRules.MayName(caller.Actor, task, unitId));
        if (act.IsRefused(out var problem, out var task))
            return problem;

        if (task.Parties.All(party => party.UnitId != unitId))
            return Problems.NotFound("unit on this task");

        var before = (await transaction.PersonsOfAsync(caller.DistrictId, taskId, [unitId]))[unitId];
        if (!Preconditions.IfMatchHolds(http, before.Version, out problem))
            return problem;

        await transaction.SavePersonsAsync(caller.DistrictId, taskId, unitId, request, caller.Name, now);
        await transaction.RecordAsync(caller, "task", taskId, "persons_named", now, null, new Change("unit", unitId, unitId));
        await transaction.CommitAsync();

        http.Response.Headers.ETag = Preconditions.ETagOf(before.Version + 1);
        return TypedResults.Ok(request);
    }
}
