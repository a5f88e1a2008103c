using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>A document whose tasks are tracked, with how many of them are open.</summary>
internal sealed record TrackedDocument
{
    public long Id { get; init; }

    public string? Number { get; init; }

    public string Title { get; init; } = "";

    public string? TitleKey { get; init; }

    public int Tasks { get; init; }

    public int Open { get; init; }

    public string Name => Number is null ? $"《{Title}》" : $"{Number}《{Title}》";
}

/// <summary>
/// What a draft has to do with documents that are tracked already: it repeals them, is repealed, or prints their entries once more
/// (DEMANDS 2). Told anew at each look, since the other document can be confirmed later.
/// </summary>
internal static class TrackedDocuments
{
    /// <summary>Fewer common entries than this are no restatement, unless they are half of the draft's: duties of one sentence are alike everywhere.</summary>
    private const int FewestRestated = 3;

    /// <summary>The draft with a finding on each printed document that repeals, is repealed or restates.</summary>
    public static async Task<Draft> ReadDraftAsync(this Session session, StoredDocument document)
    {
        var draft = document.ReadDraft();
        var repealed = await session.RepealedAsync(document.DistrictId, draft);
        var repealing = await session.RepealingAsync(document, draft);
        var restated = await session.RestatedAsync(document);
        return draft with
        {
            Documents =
            [
                .. draft.Documents.Select((printed, index) => printed with
                {
                    Findings = [.. printed.Findings, .. repealed[index].Select(Repeals), .. repealing[index], .. restated[index].Select(entry => Restates(printed, entry))],
                }),
            ],
        };
    }

    /// <summary>The tracked documents that a draft repeals, by the index of the printed document that repeals them.</summary>
    public static async Task<ILookup<int, (RepealedDocument Repeal, TrackedDocument Tracked)>> RepealedAsync(this Session session, string districtId, Draft draft)
    {
        var repeals = draft.Documents.SelectMany((printed, index) => printed.Repeals.Select(repeal => (Index: index, Repeal: repeal))).ToList();
        string[] numbers = [.. repeals.Select(entry => entry.Repeal.Number).OfType<string>().Distinct()];
        string[] titles = [.. repeals.Select(entry => entry.Repeal.Title).OfType<string>().Select(EntryKeys.OfTitle).Distinct()];
        TrackedDocument[] tracked = repeals.Count == 0 ? []
            : [.. await session.QueryAsync<TrackedDocument>(SelectTracked, new { DistrictId = districtId, Numbers = numbers, Titles = titles })];
        return repeals.SelectMany(entry => Of(entry.Repeal, tracked).Select(found => (entry.Index, entry.Repeal, found)))
            .ToLookup(entry => entry.Index, entry => (entry.Repeal, entry.found));
    }

    /// <summary>By number; by title where no number is printed, or none is tracked under it.</summary>
    private static IEnumerable<TrackedDocument> Of(RepealedDocument repeal, TrackedDocument[] tracked)
    {
        TrackedDocument[] byNumber = [.. tracked.Where(document => document.Number is not null && document.Number == repeal.Number)];
        var key = repeal.Title is { } title ? EntryKeys.OfTitle(title) : null;
        return byNumber.Length > 0 ? byNumber : tracked.Where(document => key is not null && document.TitleKey == key);
    }

    private static async Task<ILookup<int, Finding>> RepealingAsync(this Session session, StoredDocument document, Draft draft)
    {
        var own = draft.Documents.Select((printed, index) => (index, printed, Key: EntryKeys.OfTitle(printed.Title))).ToList();
        var parameters = new
        {
            document.DistrictId,
            DocumentId = document.Id,
            Numbers = own.Select(entry => entry.printed.Number).OfType<string>().ToArray(),
            Titles = own.Select(entry => entry.Key).ToArray(),
        };
        Repealing[] rows = [.. (await session.QueryAsync<Repealing>(SelectRepealing, parameters)).Distinct()];
        var names = new Dictionary<(long, int), string>();
        foreach (var row in rows.DistinctBy(row => (row.DocumentId, row.DocumentIndex)))
        {
            var by = (await session.FindDocumentAsync(document.DistrictId, row.DocumentId))!.ReadDraft().Documents[row.DocumentIndex];
            names[(row.DocumentId, row.DocumentIndex)] = $"{by.Number}《{by.Title}》 (document {row.DocumentId})";
        }

        return own.SelectMany(entry => rows
                .Where(row => row.Number is { } number ? number == entry.printed.Number : row.TitleKey == entry.Key)
                .Select(row => (entry.index, Finding: Note(
                    FindingCodes.DocumentRepealed, $"{names[(row.DocumentId, row.DocumentIndex)]} repeals this document.",
                    entry.printed.LineStart, entry.printed.LineStart))))
            .ToLookup(entry => entry.index, entry => entry.Finding);
    }

    private static async Task<ILookup<int, Restated>> RestatedAsync(this Session session, StoredDocument document) =>
        (await session.QueryAsync<Restated>(SelectRestated, new { document.DistrictId, DocumentId = document.Id }))
            .Where(row => row.Entries >= FewestRestated || row.Entries * 2 >= row.Items).ToLookup(row => row.DocumentIndex);

    private static Finding Repeals((RepealedDocument Repeal, TrackedDocument Tracked) entry) => Note(
        FindingCodes.DocumentRepeals,
        $"This document repeals {entry.Tracked.Name}, which is tracked (source document {entry.Tracked.Id}): {entry.Tracked.Open} of its {entry.Tracked.Tasks} tasks are open.",
        entry.Repeal.LineStart, entry.Repeal.LineEnd);

    private static Finding Restates(DraftDocument printed, Restated entry) => Note(
        FindingCodes.DocumentRestates,
        $"{entry.Entries} of {entry.Items} entries are tracked already in the same words, from {(entry.Number is null ? "" : entry.Number)}《{entry.Title}》 (source document {entry.Id}); see the diff.",
        printed.LineStart, printed.LineStart);

    private static Finding Note(string code, string message, int lineStart, int lineEnd) =>
        new() { Code = code, Message = message, LineStart = lineStart, LineEnd = lineEnd };

    private sealed record Repealing
    {
        public long DocumentId { get; init; }

        public int DocumentIndex { get; init; }

        public string? Number { get; init; }

        public string? TitleKey { get; init; }
    }

    private sealed record Restated
    {
        public int DocumentIndex { get; init; }

        public long Id { get; init; }

        public string? Number { get; init; }

        public string Title { get; init; } = "";

        public int Entries { get; init; }

        public int Items { get; init; }
    }

    private const string SelectTracked = """
        select s.id, s.number, s.title, s.title_key,
               (select count(*) from tasks t where t.district_id = s.district_id and t.source_document_id = s.id) as tasks,
               (select count(*) from tasks t where t.district_id = s.district_id and t.source_document_id = s.id and t.state <> 'closed') as open
          from (select id from source_documents where district_id = @DistrictId and number in @Numbers
                union
                select id from source_documents where district_id = @DistrictId and title_key in @Titles) found
          join source_documents s on s.district_id = @DistrictId and s.id = found.id
         order by s.id
        """;

    /// <summary>Not `union`: its rows come sorted, for which SQLite walks through a district in their order.</summary>
    private const string SelectRepealing = """
        select document_id, document_index, number, title_key
          from document_repeals
         where district_id = @DistrictId and document_id <> @DocumentId and number in @Numbers
        union all
        select document_id, document_index, number, title_key
          from document_repeals
         where district_id = @DistrictId and document_id <> @DocumentId and number is null and title_key in @Titles
        """;

    /// <summary>An earlier upload's entries with the same words; what this upload itself became does not count.</summary>
    private const string SelectRestated = """
        select i.document_index, s.id, s.number, s.title, count(distinct i.id) as entries,
               (select count(*)
                  from draft_items own
                 where own.district_id = i.district_id and own.document_id = @DocumentId and own.document_index = i.document_index and own.removed = 0) as items
          from draft_items i
         cross join draft_items e
          join tasks t on t.district_id = e.district_id and t.id = e.task_id
          join source_documents s on s.district_id = t.district_id and s.id = t.source_document_id
         where e.district_id = i.district_id and e.words_key = i.words_key and e.document_id < i.document_id
           and i.district_id = @DistrictId and i.document_id = @DocumentId and i.removed = 0
         group by i.district_id, i.document_index, s.id, s.number, s.title
         order by i.document_index, s.id
        """;
}
