using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>The office confirms a draft: every item without a blocking finding becomes a record.</summary>
internal static class ConfirmDocument
{
    public sealed record Request
    {
        /// <summary>Gives items without a deadline the one that stands in their list's heading.</summary>
        public bool ApplyDefaultDeadlines { get; init; }
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/{documentId:long}/confirmation", HandleAsync)
        .WithName(nameof(ConfirmDocument))
        .WithSummary("Confirm a draft")
        .WithDescription("Makes the records of every item without a blocking finding and says what stays in draft. Again, it makes nothing twice.")
        .ProducesProblems(400, 404, 413, 415)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<ConfirmationResult>, ProblemHttpResult>> HandleAsync(
        long documentId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.LockDocumentAsync(caller.DistrictId, documentId) is not { } document)
            return Problems.NotFound("document");

        var result = await transaction.ConfirmAsync(caller.DistrictId, caller.Name, document, request.ApplyDefaultDeadlines, clock.Now());
        await transaction.CommitAsync();
        return TypedResults.Ok(result);
    }
}
