using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Documents;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Tasks;

namespace TaskTracker.Documents;

/// <summary>The office changes which items a draft has: leaves one out, takes it in again, splits, merges or moves it.</summary>
internal static class EditDraft
{
    private const int MaxParts = 50;

    public enum EditKind
    {
        Exclude,
        Include,
        Split,
        Merge,
        Move,
    }

    public sealed record Request
    {
        public required EditKind Kind { get; init; }

        public required long ItemId { get; init; }

        /// <summary>Why; needed to leave an item out.</summary>
        public string? Reason { get; init; }

        /// <summary>Split: before which characters of the text, each as the count of those that stand before it.</summary>
        public IReadOnlyList<int>? At { get; init; }

        /// <summary>Split, in place of <see cref="At"/>: the texts of the parts.</summary>
        public IReadOnlyList<string>? Texts { get; init; }

        /// <summary>Merge: the items that follow the first in the same list, in order.</summary>
        public IReadOnlyList<long>? NextIds { get; init; }

        /// <summary>Move: position of the list in the same printed document, from 1; absent for the list that it stands in.</summary>
        public int? List { get; init; }

        /// <summary>Move: its place in the list, from 1; absent for the end.</summary>
        public int? Ordinal { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Kind).IsInEnum();
            RuleFor(request => request.Reason).MaximumLength(2_000);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Kind is EditKind.Exclude);
            RuleFor(request => request.At).Must(at => at is null or { Count: > 0 and < MaxParts })
                .WithMessage($"1 to {MaxParts - 1} positions are allowed.");
            RuleFor(request => request.Texts).Must(texts => texts is null or { Count: > 1 and <= MaxParts })
                .WithMessage($"2 to {MaxParts} texts are allowed.");
            RuleForEach(request => request.Texts).NotEmpty().MaximumLength(TaskLimits.Measure);
            RuleFor(request => request.At).Must((request, at) => at is null != request.Texts is null)
                .When(request => request.Kind is EditKind.Split).WithMessage("Send either at or texts.");
            RuleFor(request => request.NextIds).NotEmpty().Must(ids => ids is null or { Count: < MaxParts })
                .When(request => request.Kind is EditKind.Merge).WithMessage($"1 to {MaxParts - 1} items are allowed.");
            RuleFor(request => request.List).GreaterThan(0);
            RuleFor(request => request.Ordinal).GreaterThan(0);
        }
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/{documentId:long}/draft/edits", HandleAsync)
        .WithName(nameof(EditDraft))
        .WithSummary("Leave out, take in, split, merge or move items")
        .WithDescription(
            "Needs `If-Match` with the ETag of the item; for a merge with the ETags of all items, in order, with commas between. "
            + "Parts of a split keep number, units and deadline. Each edit can be undone.")
        .WithIfMatch()
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409, 412, 428)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<DraftEditView>, ProblemHttpResult>> HandleAsync(
        long documentId, Request request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        if (await transaction.LockDocumentAsync(caller.DistrictId, documentId) is not { } document)
            return Problems.NotFound("document");

        var all = await transaction.ItemsOfAsync(caller.DistrictId, documentId);
        long[] ids = request.Kind is EditKind.Merge ? [request.ItemId, .. request.NextIds!] : [request.ItemId];
        StoredItem[] items = [.. ids.Select(id => all.FirstOrDefault(item => item.Id == id)).OfType<StoredItem>()];
        if (items.Length < ids.Length)
            return Problems.NotFound("item in this draft");

        if (!IfMatchHolds(http, items, out var problem))
            return problem;

        if (Array.Find(items, item => item.TaskId is not null) is { } record)
            return new Refusal("item-confirmed", $"The item {record.Id} is the record {record.TaskId} already; correct that.").ToProblem();

        StoredItem[] list = [.. all.Where(item => (item.DocumentIndex, item.ListIndex) == (items[0].DocumentIndex, items[0].ListIndex))];
        var edit = new Edit(transaction, caller, document, all, list, items, clock.Now());
        var before = await transaction.StatesAsync(caller.DistrictId, documentId, ids);
        (problem, var made) = request.Kind switch
        {
            EditKind.Exclude => await edit.SetExcludedAsync(request.Reason),
            EditKind.Include => await edit.SetExcludedAsync(null),
            EditKind.Split => await edit.SplitAsync(request),
            EditKind.Merge => await edit.MergeAsync(),
            _ => await edit.MoveAsync(request),
        };
        if (problem is not null)
            return problem;

        var stored = new StoredEdit { Kind = EnumNames.Of(request.Kind), Reason = request.Reason, EditedAt = edit.Now };
        var editId = await transaction.RecordEditAsync(caller, documentId, stored, before, made);
        await transaction.RecordAsync(caller, "draft_item", request.ItemId, stored.Kind, edit.Now, request.Reason, new Change("edit", null, editId));
        var touched = await transaction.EditedItemsAsync(caller.DistrictId, [editId]);
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/documents/{documentId}/draft/edits", DraftEditView.Of(stored with { Id = editId, EditedBy = caller.Name }, touched));
    }

    private static bool IfMatchHolds(
        HttpContext http, StoredItem[] items, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var tags = http.Request.Headers.IfMatch.ToString().Split(',', StringSplitOptions.TrimEntries);
        if (items.Length == 1 || tags is [""] or ["*"])
            return Preconditions.IfMatchHolds(http, items[0].Version, out problem);

        problem = null;
        if (tags.Length != items.Length)
            problem = Problems.Invalid("If-Match", $"Send the ETags of the {items.Length} items, in order, with commas between.");
        else if (items.Zip(tags).FirstOrDefault(pair => Preconditions.ETagOf(pair.First.Version) != pair.Second) is ({ } changed, { } sent))
            problem = Problems.Of(412, "stale", $"The item {changed.Id} has changed since {sent} was read; its ETag is now {Preconditions.ETagOf(changed.Version)}. Read it again.");
        return problem is null;
    }

    /// <summary>An edit under way; each act says what it made, or why it cannot be done, before it writes anything.</summary>
    private sealed record Edit(
        Transaction Transaction, Caller Caller, StoredDocument Document, IReadOnlyList<StoredItem> All, StoredItem[] List, StoredItem[] Items, DateTimeOffset Now)
    {
        private StoredItem First => Items[0];

        public async Task<(ProblemHttpResult? Problem, long[] Made)> SetExcludedAsync(string? reason)
        {
            if (First.Excluded is null == reason is null)
                return Refuse(Problems.Invalid("kind", reason is null ? "This item is not left out." : "This item is left out already."));

            await SetAsync(First, First.Read(), reason);
            return (null, []);
        }

        public async Task<(ProblemHttpResult? Problem, long[] Made)> SplitAsync(Request request)
        {
            var item = First.Read();
            var texts = request.Texts ?? DraftEditing.Cut(item.Text, request.At!);
            if (texts is null || texts.Any(string.IsNullOrWhiteSpace))
                return Refuse(Problems.Invalid("at", $"Positions inside the text ({item.Text.EnumerateRunes().Count()} characters) that ascend and leave no part empty are allowed."));

            var parts = DraftEditing.Split(item, texts);
            await SetAsync(First, parts[0], First.Excluded);
            var made = new List<long>();
            foreach (var part in parts.Skip(1))
            {
                var id = await Transaction.AddItemAsync(Caller.DistrictId, Document.Id, First, part, Now);
                if (First.Excluded is not null)
                    await Transaction.SetItemAsync(Caller.DistrictId, id, part, First.Excluded, Now);
                made.Add(id);
            }

            await ArrangeAsync(First.ListIndex, List.SelectMany(other => other.Id == First.Id ? [other.Id, .. made] : new[] { other.Id }));
            return (null, [.. made]);
        }

        public async Task<(ProblemHttpResult? Problem, long[] Made)> MergeAsync()
        {
            var at = Array.FindIndex(List, item => item.Id == First.Id);
            if (!List.Skip(at).Take(Items.Length).Select(item => item.Id).SequenceEqual(Items.Select(item => item.Id)))
                return Refuse(Problems.Invalid("nextIds", "Only items that follow each other in the same list can be merged, in their order."));

            var merged = DraftEditing.Merge([.. Items.Select(item => item.Read())]);
            if (merged.Text.Length > TaskLimits.Measure)
                return Refuse(Problems.Invalid("nextIds", $"The text would be longer than {TaskLimits.Measure} characters."));

            await SetAsync(First, merged, Items.All(item => item.Excluded is not null) ? First.Excluded : null);
            foreach (var item in Items.Skip(1))
                await Transaction.TakeAwayAsync(Caller.DistrictId, item.Id, First.Id, Now);
            await ArrangeAsync(First.ListIndex, List.Except(Items.Skip(1)).Select(item => item.Id));
            return (null, []);
        }

        public async Task<(ProblemHttpResult? Problem, long[] Made)> MoveAsync(Request request)
        {
            var lists = Document.ReadDraft().Documents[First.DocumentIndex].Lists.Count;
            var target = request.List - 1 ?? First.ListIndex;
            if (target >= lists)
                return Refuse(Problems.Invalid("list", $"The printed document has {lists} lists."));

            var order = All.Where(item => (item.DocumentIndex, item.ListIndex) == (First.DocumentIndex, target) && item.Id != First.Id)
                .Select(item => item.Id).ToList();
            order.Insert(Math.Min(request.Ordinal - 1 ?? order.Count, order.Count), First.Id);
            await SetAsync(First, First.Read(), First.Excluded);
            await ArrangeAsync(target, order);
            if (target != First.ListIndex)
                await ArrangeAsync(First.ListIndex, List.Where(item => item.Id != First.Id).Select(item => item.Id));
            return (null, []);
        }

        private static (ProblemHttpResult? Problem, long[] Made) Refuse(ProblemHttpResult problem) => (problem, []);

        private Task SetAsync(StoredItem item, DraftItem changed, string? excluded) =>
            Transaction.SetItemAsync(Caller.DistrictId, item.Id, changed, excluded, Now);

        private Task ArrangeAsync(int listIndex, IEnumerable<long> order) =>
            Transaction.ArrangeAsync(Caller.DistrictId, Document.Id, First.DocumentIndex, listIndex, [.. order]);
    }
}
