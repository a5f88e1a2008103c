using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>A draft against what is tracked of the same documents and lists: what is new, changed, or printed no longer.</summary>
internal static class GetDiff
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Choices("change", "Only entries of these kinds.", EnumNames.All<DiffKind>())
        .Paged();

    public enum DiffKind
    {
        /// <summary>Tracked already, as printed.</summary>
        Tracked,

        /// <summary>Tracked under the same number of the same list, with other words, units or deadline.</summary>
        Changed,

        /// <summary>Not tracked.</summary>
        New,

        /// <summary>Tracked, but not printed in this draft.</summary>
        Gone,

        /// <summary>Not tracked of this document, but in the same words of another.</summary>
        Restated,

        /// <summary>An open record of a document that this one repeals.</summary>
        Repealed,
    }

    /// <summary>An item, a record, or both.</summary>
    public sealed record DiffEntry
    {
        public required DiffKind Change { get; init; }

        /// <summary>The list's title.</summary>
        public required string ListTitle { get; init; }

        public string? Number { get; init; }

        public required string Measure { get; init; }

        /// <summary>Number or title of the record's document where that is another one: what is restated or repealed.</summary>
        public string? Document { get; init; }

        /// <summary>Null for a record that is printed no longer.</summary>
        public long? ItemId { get; init; }

        /// <summary>Null for an item that is not tracked.</summary>
        public long? TaskId { get; init; }

        /// <summary>What the record says and what is printed, where they differ.</summary>
        public required IReadOnlyList<Change> Changes { get; init; }
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapGet("/{documentId:long}/diff", HandleAsync)
        .WithName(nameof(GetDiff))
        .WithSummary("Compare a draft with what is tracked")
        .WithDescription("Items are compared with the records of the same document and list, by number; records of other documents are shown where this one restates "
            + "or repeals them. Items that are left out are not shown.")
        .WithQuery(Query)
        .ProducesProblems(400, 404)
        .IsCostly()
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Page<DiffEntry>>, ProblemHttpResult>> HandleAsync(
        long documentId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "diff", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindDocumentAsync(caller.DistrictId, documentId) is not { } document)
            return Problems.NotFound("document");

        var stored = await session.ItemsOfAsync(caller.DistrictId, documentId);
        var items = stored.ToLookup(item => (item.DocumentIndex, item.ListIndex), item => (Item: item, Read: item.Read()));
        var draft = document.ReadDraft();
        var repealed = await session.RepealedAsync(caller.DistrictId, draft);
        var known = await KnownElsewhere.ReadAsync(session, document, stored, repealed.SelectMany(group => group.Select(entry => entry.Tracked.Id)));
        var entries = new List<DiffEntry>();
        foreach (var (documentIndex, printed) in draft.Documents.Index())
        {
            foreach (var (listIndex, list) in printed.Lists.Index())
            {
                var records = await RecordsAsync(session, caller.DistrictId, EntryKeys.OfList(printed, listIndex));
                entries.AddRange(Compare(list.Title, [.. items[(documentIndex, listIndex)]], records).Select(entry => known.Settle(entry)));
            }

            entries.AddRange(repealed[documentIndex].Select(entry => entry.Tracked).DistinctBy(tracked => tracked.Id).SelectMany(tracked => known.OpenOf(tracked)));
        }

        var (kinds, after) = (query.Choices("change"), page.After?.Id ?? 0);
        (DiffEntry Entry, long Place)[] rows =
        [
            .. entries.Select((entry, index) => (Entry: entry, Place: index + 1L))
                .Where(row => row.Place > after && (kinds is null || kinds.Contains(EnumNames.Of(row.Entry.Change))))
                .Take(page.Fetch),
        ];
        var cut = rows.ToPage(page, http, row => (row.Place.ToString(CultureInfo.InvariantCulture), row.Place));
        return TypedResults.Ok(new Page<DiffEntry>([.. cut.Items.Select(row => row.Entry)], cut.Next));
    }

    private static IEnumerable<DiffEntry> Compare(
        string listTitle, (StoredItem Item, DraftItem Read)[] items, IReadOnlyList<Record> records)
    {
        // A record belongs to one item: first to the one made into it, then to the one with its number and words, then to its number alone.
        var open = records.ToList();
        var found = new Dictionary<long, Record>();
        Match((item, _, record) => item.TaskId == record.Id);
        Match((item, read, record) => item.TaskId is null && read.No == record.No && WordsOf(read) == record.Words);
        Match((item, read, record) => item.TaskId is null && read.No is not null && read.No == record.No);

        foreach (var (item, read) in items.Where(entry => entry.Item.Excluded is null))
        {
            var record = found.GetValueOrDefault(item.Id);
            var changes = record is null || item.TaskId is not null ? [] : ChangesOf(record, read);
            yield return new DiffEntry
            {
                Change = record is null && item.TaskId is null ? DiffKind.New : changes.Count > 0 ? DiffKind.Changed : DiffKind.Tracked,
                ListTitle = listTitle,
                Number = read.No,
                Measure = read.Text,
                ItemId = item.Id,
                TaskId = item.TaskId ?? record?.Id,
                Changes = changes,
            };
        }

        foreach (var record in open)
        {
            yield return new DiffEntry
            {
                Change = DiffKind.Gone,
                ListTitle = listTitle,
                Number = record.No,
                Measure = record.Measure,
                TaskId = record.Id,
                Changes = [],
            };
        }

        void Match(Func<StoredItem, DraftItem, Record, bool> belongs)
        {
            foreach (var (item, read) in items.Where(entry => !found.ContainsKey(entry.Item.Id)))
            {
                if (open.Find(record => belongs(item, read, record)) is not { } record)
                    continue;

                open.Remove(record);
                found[item.Id] = record;
            }
        }
    }

    private static List<Change> ChangesOf(Record record, DraftItem item)
    {
        (string Field, string? From, string? To)[] compared =
        [
            ("title", record.Title, item.Task),
            ("measure", record.Measure, item.Text),
            ("leadUnits", record.Leads, string.Join('、', item.LeadUnits)),
            ("partnerUnits", record.Partners, string.Join('、', item.PartnerUnits)),
            ("deadline", $"{record.Deadline:yyyy-MM-dd}", $"{item.Deadline.Date:yyyy-MM-dd}"),
            ("deadlineKind", record.DeadlineKind, EnumNames.Of(item.Deadline.Kind)),
        ];
        return
        [
            .. compared.Where(field => SearchText.Fold(field.From) != SearchText.Fold(field.To))
                .Select(field => new Change(field.Field, field.From, field.To)),
        ];
    }

    private static string WordsOf(DraftItem item) => SearchText.Fold(item.Task, item.Text);

    private static async Task<IReadOnlyList<Record>> RecordsAsync(Session session, string districtId, string listKey)
    {
        var parameters = new { DistrictId = districtId, ListKey = listKey };
        var units = (await session.QueryAsync<UnitRow>(SelectUnits, parameters)).ToLookup(unit => (unit.TaskId, unit.Role), unit => unit.Name);
        return
        [
            .. (await session.QueryAsync<Record>(SelectRecords, parameters)).Select(record => record with
            {
                Leads = string.Join('、', units[(record.Id, EnumNames.Of(ParticipationRole.Lead))]),
                Partners = string.Join('、', units[(record.Id, EnumNames.Of(ParticipationRole.Partner))]),
            }),
        ];
    }

    private sealed record Record
    {
        public long Id { get; init; }

        public string? No { get; init; }

        public string? Title { get; init; }

        public string Measure { get; init; } = "";

        public DateOnly? Deadline { get; init; }

        public string DeadlineKind { get; init; } = "";

        public string Leads { get; init; } = "";

        public string Partners { get; init; } = "";

        public string Words => SearchText.Fold(Title, Measure);
    }

    private sealed record UnitRow
    {
        public long TaskId { get; init; }

        public string Role { get; init; } = "";

        public string Name { get; init; } = "";
    }

    private const string SelectRecords = """
        select t.id, t.no, t.title, t.measure, t.deadline, t.deadline_kind
          from tasks t
          join task_lists l on l.district_id = t.district_id and l.id = t.list_id
         where l.district_id = @DistrictId and l.source_key = @ListKey
         order by t.ordinal, t.id
        """;

    private const string SelectUnits = """
        select task_id, role, name
          from task_units
         where district_id = @DistrictId
           and task_id in (select id
                             from tasks
                            where district_id = @DistrictId
                              and list_id in (select id from task_lists where district_id = @DistrictId and source_key = @ListKey))
         order by ordinal
        """;
}
