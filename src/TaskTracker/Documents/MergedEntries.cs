using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>
/// Entries that the office merged into another: their words stay known as the record's, so that another print of the document, where they
/// stand apart again, makes no second record of them.
/// </summary>
internal static class MergedEntries
{
    /// <summary>The printed words of the items that a draft's merges took away, by the item that stands for them now.</summary>
    public static async Task<ILookup<long, string>> MergedAwayAsync(this Session session, string districtId, long documentId)
    {
        var rows = (await session.QueryAsync<Row>(SelectMerged, new { DistrictId = districtId, DocumentId = documentId })).OrderBy(row => row.Id).ToDictionary(row => row.Id);
        return rows.Values.ToLookup(row => StandsFor(row), row => row.PrintedWords);

        // An item can be merged into one that is merged away itself later.
        long StandsFor(Row row)
        {
            var into = row.MergedInto;
            for (var step = 0; step < rows.Count && rows.TryGetValue(into, out var next); step++)
                into = next.MergedInto;
            return into;
        }
    }

    /// <summary>The records of a list by the keys of entries that were merged into them.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> MergedEntriesAsync(this Session session, string districtId, long listId) =>
        (await session.QueryAsync<Entry>(SelectEntries, new { DistrictId = districtId, ListId = listId })).ToDictionary(entry => entry.SourceKey, entry => entry.TaskId);

    public static async Task RememberMergedAsync(this Transaction transaction, string districtId, long listId, long taskId, IEnumerable<string> sourceKeys)
    {
        foreach (var sourceKey in sourceKeys)
            await transaction.ExecuteAsync(InsertEntry, new { DistrictId = districtId, SourceKey = sourceKey, ListId = listId, TaskId = taskId });
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long MergedInto { get; init; }

        public string PrintedWords { get; init; } = "";
    }

    private sealed record Entry
    {
        public string SourceKey { get; init; } = "";

        public long TaskId { get; init; }
    }

    private const string SelectMerged = """
        select id, merged_into, printed_words
          from draft_items
         where district_id = @DistrictId and document_id = @DocumentId and merged_into is not null and printed_words is not null
        """;

    private const string SelectEntries = "select source_key, task_id from merged_entries where district_id = @DistrictId and list_id = @ListId";

    private const string InsertEntry = """
        insert into merged_entries (district_id, source_key, list_id, task_id)
        values (@DistrictId, @SourceKey, @ListId, @TaskId)
            on conflict do nothing
        """;
}
