using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>Keeps what was read until it becomes records, and after, so that every record can be traced to its lines.</summary>
internal static class DraftStore
{
    public static Task<StoredDocument?> FindDocumentAsync(this Session session, string districtId, long id) =>
        session.QuerySingleOrDefaultAsync<StoredDocument>(SelectDocument, new { DistrictId = districtId, Id = id });

    /// <summary>Until the transaction ends nobody else edits or confirms the draft: two at once would each see half of the other's work.</summary>
    /// <returns>Null if there is no such document.</returns>
    public static async Task<StoredDocument?> LockDocumentAsync(this Transaction transaction, string districtId, long id) =>
        await transaction.ExecuteAsync(LockDocument, new { DistrictId = districtId, Id = id }) == 0 ? null : await transaction.FindDocumentAsync(districtId, id);

    public static async Task<IReadOnlyList<StoredItem>> ItemsOfAsync(this Session session, string districtId, long documentId) =>
        [.. await session.QueryAsync<StoredItem>(SelectItems, new { DistrictId = districtId, DocumentId = documentId })];

    public static Task<StoredItem?> FindItemAsync(this Session session, string districtId, long documentId, long itemId) =>
        session.QuerySingleOrDefaultAsync<StoredItem>(SelectItem, new { DistrictId = districtId, DocumentId = documentId, ItemId = itemId });

    public static async Task<ILookup<long, Waiver>> WaiversOfAsync(this Session session, string districtId, long documentId) =>
        (await session.QueryAsync<Waiver>(SelectWaivers, new { DistrictId = districtId, DocumentId = documentId }))
            .OrderBy(waiver => waiver.WaivedAt).ToLookup(waiver => waiver.ItemId);

    /// <returns>False if somebody else has changed the item since it was read.</returns>
    public static async Task<bool> SaveItemAsync(this Transaction transaction, string districtId, StoredItem item, DraftItem corrected, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            UpdateItem, new { DistrictId = districtId, item.Id, item.Version, Item = Json.Write(corrected), Now = now }) == 1;

    /// <summary>Ties items to the records made of them.</summary>
    public static Task TieAsync(this Transaction transaction, string districtId, IEnumerable<(long ItemId, long TaskId)> ties, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            UpdateTie, ties.Select(tie => new { DistrictId = districtId, tie.ItemId, tie.TaskId, Now = now }));

    /// <returns>False if the finding was waived before.</returns>
    public static async Task<bool> WaiveAsync(
        this Transaction transaction, string districtId, long itemId, string code, string reason, string actor, DateTimeOffset now) =>
        await transaction.ExecuteAsync(
            InsertWaiver, new { DistrictId = districtId, ItemId = itemId, Code = code, Reason = reason, Now = now, Actor = actor }) == 1;

    private const string InsertWaiver = """
        insert into finding_waivers (district_id, item_id, code, reason, waived_at, waived_by)
        values (@DistrictId, @ItemId, @Code, @Reason, @Now, @Actor)
            on conflict do nothing
        """;

    private const string LockDocument = "update documents set version = version where district_id = @DistrictId and id = @Id";

    private const string SelectDocument = """
        select id, version, district_id, file_name, sha256, lines, characters, draft, column_mapping, uploaded_at
          from documents
         where district_id = @DistrictId and id = @Id
        """;

    private const string SelectItems = """
        select id, version, document_index, list_index, ordinal, item, task_id, excluded, removed, printed_words, merged_into
          from draft_items
         where district_id = @DistrictId and document_id = @DocumentId and removed = 0
         order by document_index, list_index, ordinal
        """;

    private const string SelectItem = """
        select id, version, document_index, list_index, ordinal, item, task_id, excluded, removed, printed_words, merged_into
          from draft_items
         where district_id = @DistrictId and document_id = @DocumentId and id = @ItemId and removed = 0
        """;

    private const string SelectWaivers = """
        select item_id, code, reason, waived_at, waived_by
          from finding_waivers
         where district_id = @DistrictId
           and item_id in (select id from draft_items where district_id = @DistrictId and document_id = @DocumentId)
        """;

    private const string UpdateItem = """
        update draft_items
           set item = @Item, updated_at = @Now, version = version + 1
         where district_id = @DistrictId and id = @Id and version = @Version
        """;

    private const string UpdateTie = """
        update draft_items
           set task_id = @TaskId, updated_at = @Now, version = version + 1
         where district_id = @DistrictId and id = @ItemId
        """;
}
