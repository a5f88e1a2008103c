using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>What was done to a draft, oldest first: the ids to undo, and who did what.</summary>
internal static class ListDraftEdits
{
    private static readonly QuerySpec Query = new QuerySpec().Paged();

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapGet("/{documentId:long}/draft/edits", HandleAsync)
        .WithName(nameof(ListDraftEdits))
        .WithSummary("List the edits of a draft")
        .WithQuery(Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Page<DraftEditView>>, ProblemHttpResult>> HandleAsync(
        long documentId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindDocumentAsync(caller.DistrictId, documentId) is null)
            return Problems.NotFound("document");

        var edits = await session.EditsOfAsync(caller.DistrictId, documentId, page.After?.Id ?? 0, page.Fetch);
        var items = (await session.EditedItemsAsync(caller.DistrictId, [.. edits.Select(edit => edit.Id)])).ToLookup(item => item.EditId);
        DraftEditView[] views = [.. edits.Select(edit => DraftEditView.Of(edit, items[edit.Id]))];
        return TypedResults.Ok(views.ToPage(page, http, view => ("", view.Id)));
    }
}
