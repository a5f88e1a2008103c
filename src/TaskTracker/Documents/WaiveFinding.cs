using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>The office looked at a finding and lets it pass, with a reason.</summary>
internal static class WaiveFinding
{
    public sealed record Request
    {
        /// <summary>The code of a finding on this item.</summary>
        public required string Code { get; init; }

        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Code).NotEmpty().MaximumLength(100);
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(2_000);
        }
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/{documentId:long}/draft/items/{itemId:long}/waivers", HandleAsync)
        .WithName(nameof(WaiveFinding))
        .WithSummary("Waive a finding on an item")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<DraftItemView>, ProblemHttpResult>> HandleAsync(
        long documentId, long itemId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        await transaction.LockDocumentAsync(caller.DistrictId, documentId);
        if (await transaction.FindItemAsync(caller.DistrictId, documentId, itemId) is not { } stored)
            return Problems.NotFound("item in this draft");

        var codes = stored.Read().Findings.Select(finding => finding.Code).Distinct().ToList();
        if (!codes.Contains(request.Code))
            return Problems.Invalid("code", $"This item has no finding \"{request.Code}\"; it has: {string.Join(", ", codes.DefaultIfEmpty("none"))}.");

        var now = clock.Now();
        var states = await transaction.StatesAsync(caller.DistrictId, documentId, [itemId]);
        if (!await transaction.WaiveAsync(caller.DistrictId, itemId, request.Code, request.Reason, caller.Name, now))
            return new Refusal("already-waived", "This finding was waived before.").ToProblem();

        await transaction.RecordEditAsync(caller, documentId, new StoredEdit { Kind = "waive", Reason = request.Reason, EditedAt = now }, states);
        await transaction.RecordAsync(caller, "draft_item", itemId, "waived", now, request.Reason, new Change("finding", request.Code, null));
        var waivers = await transaction.WaiversOfAsync(caller.DistrictId, documentId);
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/documents/{documentId}/draft", DraftViews.ToView(stored, waivers[itemId]));
    }
}
