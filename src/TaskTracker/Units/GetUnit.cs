using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>One unit or group, with whose work it took over and who took over its own.</summary>
internal static class GetUnit
{
    public static void Map(IEndpointRouteBuilder units) => units
        .MapGet("/{unitId:long}", HandleAsync)
        .WithName(nameof(GetUnit))
        .WithSummary("Read a unit or group")
        .WithDescription("Contacts are personal data: only the office, admins and the unit's own coordinator see them.")
        .ProducesProblems(404)
        .RequireAuthorization(Policies.AnyKey);

    private static async Task<Results<Ok<UnitView>, ProblemHttpResult>> HandleAsync(
        long unitId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.ViewUnitAsync(caller, unitId) is not { } unit)
            return Problems.NotFound("unit");

        http.Response.Headers.ETag = unit.Etag;
        return TypedResults.Ok(unit);
    }
}
