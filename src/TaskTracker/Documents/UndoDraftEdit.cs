using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>The office takes an edit of a draft back; an undo is an edit too, so that it can be undone itself.</summary>
internal static class UndoDraftEdit
{
    public sealed record Request
    {
        /// <summary>The edit to take back.</summary>
        public required long EditId { get; init; }

        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.EditId).GreaterThan(0);
            RuleFor(request => request.Reason).MaximumLength(2_000);
        }
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/{documentId:long}/draft/undos", HandleAsync)
        .WithName(nameof(UndoDraftEdit))
        .WithSummary("Undo an edit of a draft")
        .WithDescription("Restores its items as they were before, unless a later edit touched one of them or one is a record already.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<DraftEditView>, ProblemHttpResult>> HandleAsync(
        long documentId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.LockDocumentAsync(caller.DistrictId, documentId) is null)
            return Problems.NotFound("document");

        if (!(await transaction.EditsOfAsync(caller.DistrictId, documentId, request.EditId - 1, 1)).Any(edit => edit.Id == request.EditId))
            return Problems.Invalid("editId", $"This draft has no edit {request.EditId}.");

        if (await transaction.LaterEditAsync(caller.DistrictId, request.EditId) is { } later)
            return new Refusal("edited-since", $"The edit {later} touched the same items later; undo that first.").ToProblem();

        var undone = await transaction.EditedItemsAsync(caller.DistrictId, [request.EditId]);
        var items = await transaction.ItemsOfAsync(caller.DistrictId, documentId);
        if (items.FirstOrDefault(item => item.TaskId is not null && undone.Any(touched => touched.ItemId == item.Id)) is { } record)
            return new Refusal("item-confirmed", $"The item {record.Id} is the record {record.TaskId} already; correct that.").ToProblem();

        var now = clock.Now();
        var before = await transaction.StatesAsync(caller.DistrictId, documentId, [.. undone.Select(touched => touched.ItemId)]);
        await RestoreAsync(transaction, caller.DistrictId, documentId, undone, now);
        var edit = new StoredEdit { Kind = "undo", Reason = request.Reason, Undoes = request.EditId, EditedAt = now };
        var editId = await transaction.RecordEditAsync(caller, documentId, edit, before);
        await transaction.RecordAsync(caller, "document", documentId, "edit_undone", now, request.Reason, new Change("edit", request.EditId, editId));
        var restored = await transaction.EditedItemsAsync(caller.DistrictId, [editId]);
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/documents/{documentId}/draft/edits", DraftEditView.Of(edit with { Id = editId, EditedBy = caller.Name }, restored));
    }

    private static async Task RestoreAsync(
        Transaction transaction, string districtId, long documentId, IReadOnlyList<EditedItem> undone, DateTimeOffset now)
    {
        foreach (var touched in undone)
        {
            if (touched.Before is { } state)
            {
                await transaction.SetItemAsync(districtId, touched.ItemId, state.Item, state.Excluded, now);
                await transaction.SetWaiversAsync(districtId, touched.ItemId, state.Waivers);
            }

            if (touched is { Before: null or { Removed: true }, After.Removed: false })
                await transaction.TakeAwayAsync(districtId, touched.ItemId, touched.Before?.MergedInto, now);
        }

        EditedItem[] moved = [.. undone.Where(touched => touched.Before?.StandsAt(touched.After) != true)];
        var standing = await transaction.ItemsOfAsync(districtId, documentId);
        // Where items go comes first: a list closes its ranks only once nothing of another list stands in it any more.
        var lists = moved.Select(touched => touched.Before).OfType<ItemState>().Concat(moved.Select(touched => touched.After))
            .Select(state => (state.DocumentIndex, state.ListIndex)).Distinct();
        foreach (var (documentIndex, listIndex) in lists)
        {
            var order = standing.Where(item => (item.DocumentIndex, item.ListIndex) == (documentIndex, listIndex) && moved.All(touched => touched.ItemId != item.Id))
                .Select(item => item.Id).ToList();
            var back = moved.Where(touched => touched.Before is { Removed: false } state && (state.DocumentIndex, state.ListIndex) == (documentIndex, listIndex));
            foreach (var touched in back.OrderBy(touched => touched.Before!.Ordinal))
                order.Insert(Math.Min(touched.Before!.Ordinal - 1, order.Count), touched.ItemId);
            await transaction.ArrangeAsync(districtId, documentId, documentIndex, listIndex, order);
        }
    }
}
