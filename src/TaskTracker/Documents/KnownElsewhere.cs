using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>Records that a draft meets outside of its own lists: merged into others, restated in the same words, or repealed by it.</summary>
internal sealed class KnownElsewhere
{
    private readonly IReadOnlyDictionary<long, Known> _merged;
    private readonly IReadOnlyDictionary<long, Known> _restated;
    private readonly ILookup<long, Known> _open;

    private KnownElsewhere(IReadOnlyDictionary<long, Known> merged, IReadOnlyDictionary<long, Known> restated, ILookup<long, Known> open) =>
        (_merged, _restated, _open) = (merged, restated, open);

    /// <param name="session">The database.</param>
    /// <param name="document">The draft.</param>
    /// <param name="items">Its items.</param>
    /// <param name="repealed">The source documents that it repeals.</param>
    public static async Task<KnownElsewhere> ReadAsync(
        Session session, StoredDocument document, IEnumerable<StoredItem> items, IEnumerable<long> repealed)
    {
        var draft = new { document.DistrictId, DocumentId = document.Id };
        long[] sources = [.. repealed.Distinct()];
        Known[] restated = [.. await session.QueryAsync<Known>(SelectRestated, draft)];
        Known[] open = sources.Length == 0 ? [] : [.. await session.QueryAsync<Known>(SelectOpen, new { document.DistrictId, Sources = sources })];
        return new KnownElsewhere(
            await MergedAsync(session, document, items),
            restated.DistinctBy(known => known.ItemId).ToDictionary(known => known.ItemId),
            open.ToLookup(known => known.SourceId));
    }

    /// <summary>An entry that looks new, as what it is: part of a record that others were merged into, or a record of another document.</summary>
    public GetDiff.DiffEntry Settle(GetDiff.DiffEntry entry)
    {
        if (entry is not { Change: GetDiff.DiffKind.New, ItemId: { } item })
            return entry;

        if (_merged.TryGetValue(item, out var merged))
            return entry with { Change = GetDiff.DiffKind.Tracked, TaskId = merged.TaskId };

        return _restated.TryGetValue(item, out var restated)
            ? entry with { Change = GetDiff.DiffKind.Restated, TaskId = restated.TaskId, Document = restated.Document }
            : entry;
    }

    public IEnumerable<GetDiff.DiffEntry> OpenOf(TrackedDocument tracked) => _open[tracked.Id].Select(known => new GetDiff.DiffEntry
    {
        Change = GetDiff.DiffKind.Repealed,
        ListTitle = known.ListTitle,
        Number = known.No,
        Measure = known.Measure,
        Document = tracked.Number ?? tracked.Title,
        TaskId = known.TaskId,
        Changes = [],
    });

    /// <summary>Entries of an earlier print that were merged there, by the same words under the same number of the same list.</summary>
    private static async Task<IReadOnlyDictionary<long, Known>> MergedAsync(
        Session session, StoredDocument document, IEnumerable<StoredItem> items)
    {
        var draft = document.ReadDraft();
        var keys = items
            .Where(item => item is { TaskId: null, PrintedWords: not null })
            .Select(item => (item.Id, Key: EntryKeys.Of(EntryKeys.OfList(draft.Documents[item.DocumentIndex], item.ListIndex), item.PrintedWords!)))
            .DistinctBy(item => item.Key).ToDictionary(item => item.Key, item => item.Id);
        var rows = await session.QueryAsync<Known>(SelectMerged, new { document.DistrictId, Keys = keys.Keys.ToArray() });
        return rows.ToDictionary(row => keys[row.SourceKey]);
    }

    private sealed record Known
    {
        public long ItemId { get; init; }

        public long TaskId { get; init; }

        public string? Document { get; init; }

        public long SourceId { get; init; }

        public string SourceKey { get; init; } = "";

        public string ListTitle { get; init; } = "";

        public string? No { get; init; }

        public string Measure { get; init; } = "";
    }

    private const string SelectMerged = "select source_key, task_id from merged_entries where district_id = @DistrictId and source_key in @Keys";

    private const string SelectRestated = """
        select i.id as item_id, t.id as task_id, coalesce(s.number, s.title) as document
          from draft_items i
         cross join draft_items e
          join tasks t on t.district_id = e.district_id and t.id = e.task_id
          join source_documents s on s.district_id = t.district_id and s.id = t.source_document_id
         where e.district_id = i.district_id and e.words_key = i.words_key and e.document_id < i.document_id
           and i.district_id = @DistrictId and i.document_id = @DocumentId and i.removed = 0 and i.task_id is null
         order by i.id, t.id
        """;

    private const string SelectOpen = """
        select t.id as task_id, t.source_document_id as source_id, coalesce(l.title, '') as list_title, t.no, t.measure
          from tasks t
          left join task_lists l on l.district_id = t.district_id and l.id = t.list_id
         where t.district_id = @DistrictId and t.source_document_id in @Sources and t.state <> 'closed'
         order by t.id
        """;
}
