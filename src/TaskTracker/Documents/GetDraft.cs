using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>What was read, with what is in doubt.</summary>
internal static class GetDraft
{
    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapGet("/{documentId:long}/draft", HandleAsync)
        .WithName(nameof(GetDraft))
        .WithSummary("Read a document's draft")
        .WithDescription("The shape that `tasktracker import --dry-run --format json` prints; each item also has its id, ETag, record and waivers.")
        .ProducesProblems(404)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<DraftView>, ProblemHttpResult>> HandleAsync(
        long documentId, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindDocumentAsync(caller.DistrictId, documentId) is not { } document)
            return Problems.NotFound("document");

        var items = await session.ItemsOfAsync(caller.DistrictId, documentId);
        var waivers = await session.WaiversOfAsync(caller.DistrictId, documentId);
        return TypedResults.Ok(DraftViews.ToView(await session.ReadDraftAsync(document), items, waivers));
    }
}
