using TaskTracker.Audit;
using TaskTracker.Core;
using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

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

/// <summary>Takes in what was read: the draft, its text and its items, once for the same bytes.</summary>
internal static class StoreDraft
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

    private const string SelectBySha = "select id from documents where district_id = @DistrictId and sha256 = @Sha256";
}
