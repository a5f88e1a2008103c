using TaskTracker.Audit;
using TaskTracker.Core;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>An upload as it is stored: the draft without its items, which are rows of their own.</summary>
internal sealed record StoredDocument
{
    public long Id { get; init; }

    public int Version { get; init; }

    public string DistrictId { get; init; } = "";

    public string FileName { get; init; } = "";

    public string Sha256 { get; init; } = "";

    public int Lines { get; init; }

    public int Characters { get; init; }

    /// <summary>The draft as JSON, lists without items.</summary>
    public string Draft { get; init; } = "";

    /// <summary>What the columns of a spreadsheet were said to mean; null where it was told from their headings.</summary>
    public string? ColumnMapping { get; init; }

    public DateTimeOffset UploadedAt { get; init; }

    public Draft ReadDraft() => Json.Read<Draft>(Draft);
}

/// <summary>An item of a draft: what was read, as corrected since, and the record that was made of it.</summary>
internal sealed record StoredItem
{
    public long Id { get; init; }

    public int Version { get; init; }

    public int DocumentIndex { get; init; }

    public int ListIndex { get; init; }

    public int Ordinal { get; init; }

    /// <summary>The item as JSON.</summary>
    public string Item { get; init; } = "";

    public long? TaskId { get; init; }

    /// <summary>Why the office left it out; null if it is to become a record.</summary>
    public string? Excluded { get; init; }

    /// <summary>1 if an edit took it away (merged into another): it is kept for the undo only.</summary>
    public int Removed { get; init; }

    /// <summary>Number and words as they were read, folded; null for an item that an edit made.</summary>
    public string? PrintedWords { get; init; }

    /// <summary>The item that it was merged into; null if no merge took it away.</summary>
    public long? MergedInto { get; init; }

    public DraftItem Read() => Json.Read<DraftItem>(Item) with { Ordinal = Ordinal };

    /// <summary>By what an entry of a list is known again in another print: its number and words, folded.</summary>
    public static string WordsOf(DraftItem item) => SearchText.Fold($"{item.No}|{item.Task}|{item.Text}");
}

/// <summary>A finding that the office looked at and let pass.</summary>
internal sealed record Waiver
{
    public long ItemId { get; init; }

    public string Code { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset WaivedAt { get; init; }

    public string WaivedBy { get; init; } = "";
}

/// <summary>What became of a draft that was handed in.</summary>
internal enum DraftFate
{
    New,

    /// <summary>The same bytes were here, and were left as they are.</summary>
    Known,

    /// <summary>The same bytes were here, and gave way to a reading with other columns.</summary>
    ReadAgain,
}

/// <summary>Where a draft that was handed in is stored.</summary>
internal sealed record StoredDraft(long Id, DraftFate Fate);

/// <summary>Keeps what was read until it becomes records, and after, so that every record can be traced to its lines.</summary>
internal static class DraftStore
{
    /// <summary>Stores a draft and its text. The same bytes are stored once for a district; read with other columns they are read again.</summary>
    /// <returns>The document's id and what became of it; a refusal if the stored draft is at work and cannot be read again.</returns>
    public static async Task<Decision<StoredDraft>> StoreAsync(
        this Transaction transaction, string districtId, string actor, Draft draft, string text, DateTimeOffset now, string? columnMapping = null)
    {
        var id = await transaction.QuerySingleOrDefaultAsync<long?>(InsertDocument, new
        {
            DistrictId = districtId,
            FileName = draft.Source.File,
            draft.Source.Sha256,
            draft.Source.Lines,
            draft.Source.Characters,
            Draft = Json.Write(HeadOf(draft)),
            ColumnMapping = columnMapping,
            Now = now,
            Actor = actor,
        });
        if (id is not { } documentId)
        {
            documentId = await transaction.QuerySingleAsync<long>(SelectBySha, new { DistrictId = districtId, draft.Source.Sha256 });
            var stored = (await transaction.LockDocumentAsync(districtId, documentId))!;
            // Without columns nothing is said against those that it was read with.
            if (columnMapping is null || columnMapping == stored.ColumnMapping)
                return new StoredDraft(documentId, DraftFate.Known);

            return await transaction.ReadAgainAsync(districtId, actor, stored, draft, text, now, columnMapping);
        }

        await transaction.ExecuteAsync(InsertText, new { DistrictId = districtId, DocumentId = documentId, Text = text });
        await transaction.AddContentAsync(districtId, documentId, draft, now);
        await transaction.RecordAsync(districtId, actor, "document", documentId, "imported", now, draft.Source.File, []);
        return new StoredDraft(documentId, DraftFate.New);
    }

    /// <summary>A draft that nobody has worked on gives way to another reading of the same bytes; work is never thrown away.</summary>
    private static async Task<Decision<StoredDraft>> ReadAgainAsync(
        this Transaction transaction, string districtId, string actor, StoredDocument stored, Draft draft, string text, DateTimeOffset now, string columnMapping)
    {
        var key = new { DistrictId = districtId, DocumentId = stored.Id };
        if (await transaction.QuerySingleAsync<long>(CountWork, key) > 0)
        {
            var before = stored.ColumnMapping is { } said ? $"with the columns {said}" : "with the columns told from their headings";
            return new Refusal("draft-at-work", $"These bytes are here already as document {stored.Id}, read {before}, and have been edited or confirmed since; other columns would undo that.");
        }

        foreach (var delete in new[] { DeleteItems, DeleteRepeals, DeleteText })
            await transaction.ExecuteAsync(delete, key);
        await transaction.ExecuteAsync(UpdateDocument, new
        {
            DistrictId = districtId,
            stored.Id,
            draft.Source.Lines,
            draft.Source.Characters,
            Draft = Json.Write(HeadOf(draft)),
            ColumnMapping = columnMapping,
            Now = now,
        });
        await transaction.ExecuteAsync(InsertText, new { DistrictId = districtId, DocumentId = stored.Id, Text = text });
        await transaction.AddContentAsync(districtId, stored.Id, draft, now);
        await transaction.RecordAsync(
            districtId, actor, "document", stored.Id, "read_again", now, null, [new Change("columns", stored.ColumnMapping, columnMapping)]);
        return new StoredDraft(stored.Id, DraftFate.ReadAgain);
    }

    private static async Task AddContentAsync(this Transaction transaction, string districtId, long documentId, Draft draft, DateTimeOffset now)
    {
        await transaction.ExecuteAsync(InsertItem, ItemsOf(draft).Select(entry => new
        {
            DistrictId = districtId,
            DocumentId = documentId,
            entry.DocumentIndex,
            entry.ListIndex,
            entry.Item.Ordinal,
            Item = Json.Write(entry.Item),
            PrintedWords = StoredItem.WordsOf(entry.Item),
            WordsKey = EntryKeys.OfWords(entry.Item),
            Now = now,
        }));
        await transaction.ExecuteAsync(InsertRepeal, draft.Documents.Index().SelectMany(printed => printed.Item.Repeals.Select(repealed => new
        {
            DistrictId = districtId,
            DocumentId = documentId,
            DocumentIndex = printed.Index,
            repealed.Number,
            repealed.Title,
            TitleKey = repealed.Title is { } title ? EntryKeys.OfTitle(title) : null,
            repealed.LineStart,
            repealed.LineEnd,
        })));
    }

    /// <summary>The draft without its items, which are rows of their own.</summary>
    private static Draft HeadOf(Draft draft) => draft with
    {
        Documents = [.. draft.Documents.Select(document => document with
        {
            Lists = [.. document.Lists.Select(list => list with { Items = [] })],
        })],
    };

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

    private static IEnumerable<(int DocumentIndex, int ListIndex, DraftItem Item)> ItemsOf(Draft draft)
    {
        foreach (var (documentIndex, document) in draft.Documents.Index())
        {
            foreach (var (listIndex, list) in document.Lists.Index())
            {
                foreach (var item in list.Items)
                    yield return (documentIndex, listIndex, WithUnitAsked(item));
            }
        }
    }

    /// <summary>
    /// Where a whole list names nobody the reader says so once, on the list. A record without a unit is nobody's all the same, so each
    /// such item waits until somebody is named or the office waives it.
    /// </summary>
    private static DraftItem WithUnitAsked(DraftItem item) =>
        item.LeadUnits.Count > 0 || item.Findings.Any(finding => finding.Code == FindingCodes.NoUnit)
            ? item
            : item with
            {
                Findings =
                [
                    .. item.Findings,
                    new Finding { Code = FindingCodes.NoUnit, Message = "No unit is named to do this.", LineStart = item.LineStart, LineEnd = item.LineEnd },
                ],
            };

    private const string InsertDocument = """
        insert into documents (district_id, file_name, sha256, lines, characters, draft, column_mapping, uploaded_at, uploaded_by, updated_at)
        values (@DistrictId, @FileName, @Sha256, @Lines, @Characters, @Draft, @ColumnMapping, @Now, @Actor, @Now)
            on conflict do nothing
        returning id
        """;

    private const string InsertText = "insert into document_texts (district_id, document_id, text) values (@DistrictId, @DocumentId, @Text)";

    private const string InsertItem = """
        insert into draft_items (district_id, document_id, document_index, list_index, ordinal, item, printed_words, words_key, updated_at)
        values (@DistrictId, @DocumentId, @DocumentIndex, @ListIndex, @Ordinal, @Item, @PrintedWords, @WordsKey, @Now)
        """;

    private const string InsertRepeal = """
        insert into document_repeals (district_id, document_id, document_index, number, title, title_key, line_start, line_end)
        values (@DistrictId, @DocumentId, @DocumentIndex, @Number, @Title, @TitleKey, @LineStart, @LineEnd)
        """;

    /// <summary>Edits, records and waivers: what another reading of the same bytes would undo.</summary>
    private const string CountWork = """
        select (select count(*) from draft_edits where district_id = @DistrictId and document_id = @DocumentId)
             + (select count(task_id) from draft_items where district_id = @DistrictId and document_id = @DocumentId)
             + (select count(*)
                  from finding_waivers w
                  join draft_items i on i.district_id = w.district_id and i.id = w.item_id
                 where i.district_id = @DistrictId and i.document_id = @DocumentId)
        """;

    private const string DeleteItems = "delete from draft_items where district_id = @DistrictId and document_id = @DocumentId";

    private const string DeleteRepeals = "delete from document_repeals where district_id = @DistrictId and document_id = @DocumentId";

    private const string DeleteText = "delete from document_texts where district_id = @DistrictId and document_id = @DocumentId";

    private const string UpdateDocument = """
        update documents
           set lines = @Lines, characters = @Characters, draft = @Draft, column_mapping = @ColumnMapping, updated_at = @Now, version = version + 1
         where district_id = @DistrictId and id = @Id
        """;

    private const string InsertWaiver = """
        insert into finding_waivers (district_id, item_id, code, reason, waived_at, waived_by)
        values (@DistrictId, @ItemId, @Code, @Reason, @Now, @Actor)
            on conflict do nothing
        """;

    private const string LockDocument = "update documents set version = version where district_id = @DistrictId and id = @Id";

    private const string SelectBySha = "select id from documents where district_id = @DistrictId and sha256 = @Sha256";

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
