using TaskTracker.Audit;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Documents;

/// <summary>What a confirmation did.</summary>
internal sealed record ConfirmationResult
{
    public required long DocumentId { get; init; }

    /// <summary>Records made now.</summary>
    public required int Created { get; init; }

    /// <summary>Items whose entry is tracked already, from an earlier confirmation or another print of the same document.</summary>
    public required int AlreadyTracked { get; init; }

    /// <summary>The lists that hold the records.</summary>
    public required IReadOnlyList<ConfirmedList> Lists { get; init; }

    /// <summary>What stays in draft, and why: settle or waive these findings and confirm again.</summary>
    public required IReadOnlyList<BlockedItem> StillInDraft { get; init; }

    /// <summary>Items that the office left out: they make no record.</summary>
    public required IReadOnlyList<ExcludedItem> Excluded { get; init; }
}

/// <summary>An item that makes no record because the office left it out.</summary>
internal sealed record ExcludedItem(long ItemId, string ListTitle, int Ordinal, string? Number, string Reason);

/// <summary>A list of records.</summary>
internal sealed record ConfirmedList(long ListId, string Title, int Created, int AlreadyTracked);

/// <summary>An item that makes no record yet.</summary>
internal sealed record BlockedItem(long ItemId, string ListTitle, int Ordinal, string? Number, int LineStart, int LineEnd, IReadOnlyList<Finding> Findings);

/// <summary>
/// Makes the records of every item without a blocking finding, in one transaction. Doing it twice, or for another file with the same
/// document, makes nothing twice: an entry is known by document, list, number and words.
/// </summary>
internal static class Confirmation
{
    public static async Task<ConfirmationResult> ConfirmAsync(
        this Transaction transaction, string districtId, string actor, StoredDocument document, bool applyDefaultDeadlines, DateTimeOffset now)
    {
        var draft = document.ReadDraft();
        var items = (await transaction.ItemsOfAsync(districtId, document.Id)).ToLookup(item => (item.DocumentIndex, item.ListIndex));
        var waivers = await transaction.WaiversOfAsync(districtId, document.Id);
        var merged = await transaction.MergedAwayAsync(districtId, document.Id);
        var units = await UnitIds.ReadAsync(transaction, districtId);
        var lists = new List<ConfirmedList>();
        var blocked = new List<BlockedItem>();
        var excluded = new List<ExcludedItem>();
        foreach (var (documentIndex, printed) in draft.Documents.Index())
        {
            var documentKey = EntryKeys.OfDocument(printed);
            foreach (var (listIndex, list) in printed.Lists.Index())
            {
                StoredItem[] stored = [.. items[(documentIndex, listIndex)]];
                var ready = new List<(StoredItem Stored, DraftItem Item)>();
                foreach (var item in stored)
                {
                    var read = item.Read();
                    Finding[] open = [.. read.Findings.Where(finding => finding.Blocking && !waivers[item.Id].Any(waiver => waiver.Code == finding.Code))];
                    if (item is { TaskId: null, Excluded: { } reason })
                        excluded.Add(new ExcludedItem(item.Id, list.Title, item.Ordinal, read.No, reason));
                    else if (item.TaskId is null && open.Length > 0)
                        blocked.Add(new BlockedItem(item.Id, list.Title, item.Ordinal, read.No, read.LineStart, read.LineEnd, open));
                    else
                        ready.Add((item, read));
                }

                if (ready.Count == 0)
                    continue;

                var place = new ListPlace(document.Id, documentIndex, listIndex, documentKey, EntryKeys.OfList(printed, listIndex));
                lists.Add(await transaction.ConfirmListAsync(districtId, actor, place, printed, list, ready, merged, units, applyDefaultDeadlines, now));
            }
        }

        var created = lists.Sum(list => list.Created);
        if (created > 0)
            await transaction.RecordAsync(districtId, actor, "document", document.Id, "confirmed", now, $"{created} records", []);
        return new ConfirmationResult
        {
            DocumentId = document.Id,
            Created = created,
            AlreadyTracked = lists.Sum(list => list.AlreadyTracked),
            Lists = lists,
            StillInDraft = blocked,
            Excluded = excluded,
        };
    }

    private static async Task<ConfirmedList> ConfirmListAsync(
        this Transaction transaction, string districtId, string actor, ListPlace place, DraftDocument printed, DraftList list,
        IReadOnlyList<(StoredItem Stored, DraftItem Item)> items, ILookup<long, string> merged, UnitIds units, bool applyDefaultDeadlines, DateTimeOffset now)
    {
        var sourceId = await transaction.SourceDocumentAsync(districtId, place, printed);
        var listId = await transaction.TaskListAsync(districtId, place, sourceId, list, now);
        var ties = new List<(long ItemId, long TaskId)>();
        var created = new List<long>();
        // Two entries of one list can be printed alike; a count tells the second from the first, in whatever order they become ready.
        var taken = (await transaction.QueryAsync<string>(SelectTakenKeys, new { DistrictId = districtId, place.DocumentId })).ToHashSet();
        var known = await transaction.MergedEntriesAsync(districtId, listId);
        foreach (var (stored, item) in items.Where(entry => entry.Stored.TaskId is null))
        {
            var sourceKey = KeyOf(stored.PrintedWords ?? StoredItem.WordsOf(item));
            var deadline = applyDefaultDeadlines && item.Deadline.Kind is DeadlineKind.None && list.DefaultDeadline is { } day
                ? new Deadline { Kind = DeadlineKind.YearEnd, Date = day }
                : item.Deadline;
            if (!known.TryGetValue(sourceKey, out var taskId))
            {
                var inserted = await transaction.InsertAsync(districtId, NewTaskOf(item, place, listId, sourceId, sourceKey, deadline, units), now);
                if (inserted is { } made)
                    created.Add(made);
                taskId = inserted ?? await transaction.QuerySingleAsync<long>(SelectTask, new { DistrictId = districtId, SourceKey = sourceKey });
            }

            ties.Add((stored.Id, taskId));
            await transaction.RememberMergedAsync(districtId, listId, taskId, merged[stored.Id].Select(KeyOf));
        }

        await transaction.TieAsync(districtId, ties, now);
        await transaction.LayOnUnitsAsync(districtId, created, now);
        foreach (var taskId in created)
            await transaction.RecordAsync(districtId, actor, "task", taskId, "created", now, printed.Number ?? printed.Title, []);
        if (created.Count > 0)
            await transaction.PublishAsync(districtId, new TasksAssigned(listId, created.Count), now);
        return new ConfirmedList(listId, list.Title, created.Count, items.Count - created.Count);

        string KeyOf(string printedWords)
        {
            var words = EntryKeys.Of(place.ListKey, printedWords);
            var (key, repeat) = (words, 1);
            while (!taken.Add(key))
                key = EntryKeys.Of(words, $"{++repeat}");
            return key;
        }
    }

    private static NewTask NewTaskOf(
        DraftItem item, ListPlace place, long listId, long sourceId, string sourceKey, Deadline deadline, UnitIds units) => new()
        {
            ListId = listId,
            SourceDocumentId = sourceId,
            DocumentId = place.DocumentId,
            Origin = "gazette",
            Ordinal = item.Ordinal,
            No = item.No,
            Section = item.Section,
            Title = item.Task,
            Measure = item.Text,
            Leaders = item.Leaders,
            Targets = item.Targets,
            Deadline = deadline,
            LineStart = item.LineStart,
            LineEnd = item.LineEnd,
            SourceKey = sourceKey,
            Participations =
        [
            .. item.LeadUnits.Select(name => new Participation(ParticipationRole.Lead, name, units.Find(name))),
            .. item.PartnerUnits.Select(name => new Participation(ParticipationRole.Partner, name, units.Find(name))),
        ],
        };

    private static async Task<long> SourceDocumentAsync(this Transaction transaction, string districtId, ListPlace place, DraftDocument printed) =>
        await transaction.QuerySingleOrDefaultAsync<long?>(InsertSource, new
        {
            DistrictId = districtId,
            place.DocumentId,
            printed.Number,
            printed.Title,
            printed.Issuer,
            printed.SignedOn,
            printed.Publicity,
            TitleKey = EntryKeys.OfTitle(printed.Title),
            SourceKey = place.DocumentKey,
            printed.LineStart,
            printed.LineEnd,
        })
        ?? await transaction.QuerySingleAsync<long>(SelectSource, new { DistrictId = districtId, SourceKey = place.DocumentKey });

    private static async Task<long> TaskListAsync(
        this Transaction transaction, string districtId, ListPlace place, long sourceId, DraftList list, DateTimeOffset now) =>
        await transaction.QuerySingleOrDefaultAsync<long?>(InsertList, new
        {
            DistrictId = districtId,
            SourceDocumentId = sourceId,
            list.Title,
            Kind = EnumNames.Of(list.Kind),
            list.Year,
            list.DeclaredCount,
            list.DefaultDeadline,
            list.LineStart,
            list.LineEnd,
            SourceKey = place.ListKey,
            Now = now,
        })
        ?? await transaction.QuerySingleAsync<long>(SelectList, new { DistrictId = districtId, SourceKey = place.ListKey });

    private sealed record ListPlace(long DocumentId, int DocumentIndex, int ListIndex, string DocumentKey, string ListKey);

    private const string InsertSource = """
        insert into source_documents (district_id, document_id, number, title, issuer, signed_on, publicity, title_key, source_key, line_start, line_end)
        values (@DistrictId, @DocumentId, @Number, @Title, @Issuer, @SignedOn, @Publicity, @TitleKey, @SourceKey, @LineStart, @LineEnd)
            on conflict do nothing
        returning id
        """;

    private const string SelectSource = "select id from source_documents where district_id = @DistrictId and source_key = @SourceKey";

    private const string InsertList = """
        insert into task_lists (district_id, source_document_id, title, kind, year, declared_count, default_deadline, line_start, line_end, source_key, updated_at)
        values (@DistrictId, @SourceDocumentId, @Title, @Kind, @Year, @DeclaredCount, @DefaultDeadline, @LineStart, @LineEnd, @SourceKey, @Now)
            on conflict do nothing
        returning id
        """;

    private const string SelectList = "select id from task_lists where district_id = @DistrictId and source_key = @SourceKey";

    private const string SelectTakenKeys = """
        select t.source_key
          from draft_items i
          join tasks t on t.district_id = i.district_id and t.id = i.task_id
         where i.district_id = @DistrictId and i.document_id = @DocumentId
        union all
        select source_key
          from merged_entries
         where district_id = @DistrictId
           and task_id in (select task_id from draft_items where district_id = @DistrictId and document_id = @DocumentId)
        """;

    private const string SelectTask = "select id from tasks where district_id = @DistrictId and source_key = @SourceKey";
}
