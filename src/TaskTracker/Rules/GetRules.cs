using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Rules;

/// <summary>What the caller's district has settled for itself; whoever acts under the rules may read them.</summary>
internal static class GetRules
{
    public static void Map(IEndpointRouteBuilder rules) => rules
        .MapGet("/", HandleAsync)
        .WithName(nameof(GetRules))
        .WithSummary("Read the district's rules")
        .WithDescription("Limits, approvals and ladders of the caller's district; the defaults where it has settled nothing.")
        .RequireAuthorization(Policies.AnyKey);

    private static async Task<Ok<DistrictRules>> HandleAsync(HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        var stored = await session.StoredRulesOfAsync(caller.DistrictId);
        http.Response.Headers.ETag = Preconditions.ETagOf(stored.Version);
        return TypedResults.Ok(stored.Rules);
    }
}
