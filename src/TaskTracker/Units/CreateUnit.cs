using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>An admin adds a unit or group to the district's register.</summary>
internal static class CreateUnit
{
    public static void Map(IEndpointRouteBuilder units) => units
        .MapPost("/", HandleAsync)
        .WithName(nameof(CreateUnit))
        .WithSummary("Add a unit or group")
        .WithDescription("Tasks that print one of its names are tied to it.")
        .WithValidation<UnitFields, UnitFields.Validator>()
        .RequireAuthorization(Policies.Administer);

    private static async Task<Results<CreatedAtRoute<UnitView>, ProblemHttpResult>> HandleAsync(
        UnitFields request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var register = (await transaction.LockRegisterAsync(caller.DistrictId))!;
        var (id, problem) = await transaction.EditAsync(caller, register, null, request, clock.Now());
        if (problem is not null)
            return problem;

        var view = await transaction.ViewUnitAsync(caller, id);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return TypedResults.CreatedAtRoute(view, nameof(GetUnit), new { unitId = id });
    }
}
