using TaskTracker.Auth;
using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>An item at one moment: where it stands, what it says, and what was let pass.</summary>
internal sealed record ItemState
{
    public required int DocumentIndex { get; init; }

    public required int ListIndex { get; init; }

    public required int Ordinal { get; init; }

    public required DraftItem Item { get; init; }

    public string? Excluded { get; init; }

    public bool Removed { get; init; }

    /// <summary>The item that a merge put it into; null if it stands for itself.</summary>
    public long? MergedInto { get; init; }

    public required IReadOnlyList<Waiver> Waivers { get; init; }

    public bool StandsAt(ItemState other) =>
        (DocumentIndex, ListIndex, Ordinal, Removed) == (other.DocumentIndex, other.ListIndex, other.Ordinal, other.Removed);
}

/// <summary>An edit as it is stored.</summary>
internal sealed record StoredEdit
{
    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public string? Reason { get; init; }

    public long? Undoes { get; init; }

    public DateTimeOffset EditedAt { get; init; }

    public string EditedBy { get; init; } = "";
}

/// <summary>What an edit did to one item; <see cref="Before"/> is null where it made the item.</summary>
internal sealed record EditedItem(long EditId, long ItemId, ItemState? Before, ItemState After);

/// <summary>Keeps the edits of a draft with the states before and after, and puts items in their places.</summary>
internal static class DraftEditStore
{
    /// <summary>The states of items of a draft, taken-away ones included.</summary>
    public static async Task<IReadOnlyDictionary<long, ItemState>> StatesAsync(this Session session, string districtId, long documentId, long[] itemIds)
    {
        var items = await session.QueryAsync<StoredItem>(SelectStates, new { DistrictId = districtId, DocumentId = documentId, Ids = new IdList(itemIds) });
        var waivers = await session.WaiversOfAsync(districtId, documentId);
        return items.ToDictionary(item => item.Id, item => new ItemState
        {
            DocumentIndex = item.DocumentIndex,
            ListIndex = item.ListIndex,
            Ordinal = item.Ordinal,
            Item = item.Read(),
            Excluded = item.Excluded,
            Removed = item.Removed == 1,
            MergedInto = item.MergedInto,
            Waivers = [.. waivers[item.Id]],
        });
    }

    /// <summary>Records an edit that was just made.</summary>
    /// <param name="transaction">The transaction of the edit.</param>
    /// <param name="caller">Who made it.</param>
    /// <param name="documentId">The draft.</param>
    /// <param name="edit">Its kind, reason and time.</param>
    /// <param name="before">The states of the items that it touched, before it.</param>
    /// <param name="made">The items that it made.</param>
    public static async Task<long> RecordEditAsync(
        this Transaction transaction, Caller caller, long documentId, StoredEdit edit, IReadOnlyDictionary<long, ItemState> before, params long[] made)
    {
        var editId = await transaction.QuerySingleAsync<long>(InsertEdit, new
        {
            caller.DistrictId,
            DocumentId = documentId,
            edit.Kind,
            edit.Reason,
            edit.Undoes,
            edit.EditedAt,
            EditedBy = caller.Name,
        });
        var after = await transaction.StatesAsync(caller.DistrictId, documentId, [.. before.Keys, .. made]);
        await transaction.ExecuteAsync(InsertEditItem, after.Select(item => new
        {
            caller.DistrictId,
            EditId = editId,
            ItemId = item.Key,
            StateBefore = before.TryGetValue(item.Key, out var state) ? Json.Write(state) : null,
            StateAfter = Json.Write(item.Value),
        }));
        return editId;
    }

    public static async Task<IReadOnlyList<StoredEdit>> EditsOfAsync(this Session session, string districtId, long documentId, long afterId, int fetch) =>
        [.. await session.QueryAsync<StoredEdit>(SelectEdits, new { DistrictId = districtId, DocumentId = documentId, AfterId = afterId, Fetch = fetch })];

    public static async Task<IReadOnlyList<EditedItem>> EditedItemsAsync(this Session session, string districtId, long[] editIds) =>
    [
        .. (await session.QueryAsync<EditItemRow>(SelectEditItems, new { DistrictId = districtId, Ids = new IdList(editIds) })).Select(row => new EditedItem(
            row.EditId, row.ItemId, row.StateBefore is null ? null : Json.Read<ItemState>(row.StateBefore), Json.Read<ItemState>(row.StateAfter))),
    ];

    /// <returns>The first later edit of any of the items that an edit touched, undone ones and their undos apart; null if there is none.</returns>
    public static async Task<long?> LaterEditAsync(this Session session, string districtId, long editId)
    {
        var later = (await session.QueryAsync<StoredEdit>(SelectLater, new { DistrictId = districtId, EditId = editId })).ToList();
        var settled = new HashSet<long>();
        foreach (var undo in later.Where(edit => edit.Undoes > editId).OrderByDescending(edit => edit.Id).Where(undo => !settled.Contains(undo.Id)))
            settled.UnionWith([undo.Id, undo.Undoes!.Value]);

        return later.Where(edit => !settled.Contains(edit.Id)).Select(edit => (long?)edit.Id).Min();
    }

    /// <summary>Adds an item at the end of a list.</summary>
    public static async Task<long> AddItemAsync(this Transaction transaction, string districtId, long documentId, StoredItem beside, DraftItem item, DateTimeOffset now) =>
        await transaction.QuerySingleAsync<long>(InsertItem, new
        {
            DistrictId = districtId,
            DocumentId = documentId,
            beside.DocumentIndex,
            beside.ListIndex,
            Item = Json.Write(item),
            Now = now,
        });

    /// <summary>Takes an item out of its list; it is kept for the undo, and its words with the item that a merge put it into.</summary>
    public static Task TakeAwayAsync(this Transaction transaction, string districtId, long itemId, long? mergedInto, DateTimeOffset now) =>
        transaction.ExecuteAsync(TakeAway, new { DistrictId = districtId, Id = itemId, MergedInto = mergedInto, Now = now });

    /// <summary>Sets what an item says and whether it is left out.</summary>
    public static Task SetItemAsync(this Transaction transaction, string districtId, long itemId, DraftItem item, string? excluded, DateTimeOffset now) =>
        transaction.ExecuteAsync(SetItem, new { DistrictId = districtId, Id = itemId, Item = Json.Write(item), Excluded = excluded, Now = now });

    public static async Task SetWaiversAsync(this Transaction transaction, string districtId, long itemId, IReadOnlyList<Waiver> waivers)
    {
        await transaction.ExecuteAsync(DeleteWaivers, new { DistrictId = districtId, ItemId = itemId });
        foreach (var waiver in waivers)
            await transaction.WaiveAsync(districtId, itemId, waiver.Code, waiver.Reason, waiver.WaivedBy, waiver.WaivedAt);
    }

    /// <summary>Puts items in a list, in this order, as all that it holds.</summary>
    public static async Task ArrangeAsync(
        this Transaction transaction, string districtId, long documentId, int documentIndex, int listIndex, IReadOnlyList<long> order)
    {
        // A place is unique: below 1 all are free of each other, so they go there first.
        var list = new { DistrictId = districtId, DocumentId = documentId, DocumentIndex = documentIndex, ListIndex = listIndex };
        var lowest = await transaction.QuerySingleAsync<int>(SelectLowest, list);
        await transaction.ExecuteAsync(Place, order.Select((id, index) => new
        {
            DistrictId = districtId,
            Id = id,
            DocumentIndex = documentIndex,
            ListIndex = listIndex,
            Ordinal = lowest - index - 1,
        }));
        await transaction.ExecuteAsync(Place, order.Select((id, index) => new
        {
            DistrictId = districtId,
            Id = id,
            DocumentIndex = documentIndex,
            ListIndex = listIndex,
            Ordinal = index + 1,
        }));
    }

    private sealed record EditItemRow
    {
        public long EditId { get; init; }

        public long ItemId { get; init; }

        public string? StateBefore { get; init; }

        public string StateAfter { get; init; } = "";
    }

    private const string SelectStates = """
        select id, version, document_index, list_index, ordinal, item, task_id, excluded, removed, printed_words, merged_into
          from draft_items
         where district_id = @DistrictId and document_id = @DocumentId and id in @Ids
        """;

    private const string InsertEdit = """
        insert into draft_edits (district_id, document_id, kind, reason, undoes, edited_at, edited_by)
        values (@DistrictId, @DocumentId, @Kind, @Reason, @Undoes, @EditedAt, @EditedBy)
        returning id
        """;

    private const string InsertEditItem = """
        insert into draft_edit_items (district_id, edit_id, item_id, state_before, state_after)
        values (@DistrictId, @EditId, @ItemId, @StateBefore, @StateAfter)
        """;

    private const string SelectEdits = """
        select id, kind, reason, undoes, edited_at, edited_by
          from draft_edits
         where district_id = @DistrictId and document_id = @DocumentId and id > @AfterId
         order by id
         limit @Fetch
        """;

    private const string SelectEditItems = """
        select edit_id, item_id, state_before, state_after
          from draft_edit_items
         where district_id = @DistrictId and edit_id in @Ids
         order by edit_id, item_id
        """;

    private const string SelectLater = """
        select distinct e.id, e.undoes
          from draft_edit_items edited
          join draft_edit_items later
            on later.district_id = edited.district_id and later.item_id = edited.item_id and later.edit_id > edited.edit_id
          join draft_edits e on e.district_id = later.district_id and e.id = later.edit_id
         where edited.district_id = @DistrictId and edited.edit_id = @EditId
        """;

    private const string InsertItem = """
        insert into draft_items (district_id, document_id, document_index, list_index, ordinal, item, updated_at)
        select @DistrictId, @DocumentId, @DocumentIndex, @ListIndex, max(ordinal) + 1, @Item, @Now
          from draft_items
         where district_id = @DistrictId and document_id = @DocumentId and document_index = @DocumentIndex and list_index = @ListIndex
        returning id
        """;

    private const string TakeAway = """
        update draft_items
           set removed = 1, merged_into = @MergedInto, updated_at = @Now, version = version + 1,
               ordinal = (select case when min(other.ordinal) > 0 then 0 else min(other.ordinal) - 1 end
                            from draft_items other
                           where other.district_id = draft_items.district_id and other.document_id = draft_items.document_id
                             and other.document_index = draft_items.document_index and other.list_index = draft_items.list_index)
         where district_id = @DistrictId and id = @Id
        """;

    private const string SetItem = """
        update draft_items
           set item = @Item, excluded = @Excluded, updated_at = @Now, version = version + 1
         where district_id = @DistrictId and id = @Id
        """;

    private const string DeleteWaivers = "delete from finding_waivers where district_id = @DistrictId and item_id = @ItemId";

    private const string SelectLowest = """
        select case when min(ordinal) < 1 then min(ordinal) else 1 end
          from draft_items
         where district_id = @DistrictId and document_id = @DocumentId and document_index = @DocumentIndex and list_index = @ListIndex
        """;

    private const string Place = """
        update draft_items
           set document_index = @DocumentIndex, list_index = @ListIndex, ordinal = @Ordinal, removed = 0, merged_into = null
         where district_id = @DistrictId and id = @Id
        """;
}
