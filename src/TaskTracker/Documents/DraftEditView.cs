using TaskTracker.Core.Deadlines;

namespace TaskTracker.Documents;

/// <summary>One edit of a draft: who did what, when, and what it changed.</summary>
internal sealed record DraftEditView
{
    public required long Id { get; init; }

    /// <summary>exclude, include, split, merge, move, correct, waive, alias or undo.</summary>
    public required string Kind { get; init; }

    public string? Reason { get; init; }

    /// <summary>The edit that an undo takes back.</summary>
    public long? Undoes { get; init; }

    public required DateTimeOffset EditedAt { get; init; }

    /// <summary>The key that made it.</summary>
    public required string EditedBy { get; init; }

    /// <summary>The items that it touched.</summary>
    public required IReadOnlyList<EditedItemView> Items { get; init; }

    public static DraftEditView Of(StoredEdit edit, IEnumerable<EditedItem> items) => new()
    {
        Id = edit.Id,
        Kind = edit.Kind,
        Reason = edit.Reason,
        Undoes = edit.Undoes,
        EditedAt = edit.EditedAt,
        EditedBy = edit.EditedBy,
        Items =
        [
            .. items.Select(item => new EditedItemView(
                item.ItemId, item.Before is { Removed: false } before ? ItemStateView.Of(before) : null,
                item.After.Removed ? null : ItemStateView.Of(item.After))),
        ],
    };
}

/// <summary>An item before and after an edit.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Before">Null if the edit made it.</param>
/// <param name="After">Null if the edit took it away.</param>
internal sealed record EditedItemView(long ItemId, ItemStateView? Before, ItemStateView? After);

/// <summary>What an edit can change of an item.</summary>
internal sealed record ItemStateView
{
    /// <summary>Position of its list in the printed document, from 1.</summary>
    public required int List { get; init; }

    /// <summary>Position in the list, from 1.</summary>
    public required int Ordinal { get; init; }

    public string? No { get; init; }

    public string? Task { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> LeadUnits { get; init; }

    public required IReadOnlyList<string> PartnerUnits { get; init; }

    public DateOnly? Deadline { get; init; }

    public required DeadlineKind DeadlineKind { get; init; }

    /// <summary>Why it is left out; null if it is not.</summary>
    public string? Excluded { get; init; }

    /// <summary>Codes of its findings that are neither settled nor waived.</summary>
    public required IReadOnlyList<string> OpenFindings { get; init; }

    public static ItemStateView Of(ItemState state) => new()
    {
        List = state.ListIndex + 1,
        Ordinal = state.Ordinal,
        No = state.Item.No,
        Task = state.Item.Task,
        Text = state.Item.Text,
        LeadUnits = state.Item.LeadUnits,
        PartnerUnits = state.Item.PartnerUnits,
        Deadline = state.Item.Deadline.Date,
        DeadlineKind = state.Item.Deadline.Kind,
        Excluded = state.Excluded,
        OpenFindings = [.. state.Item.Findings.Select(finding => finding.Code).Distinct().Except(state.Waivers.Select(waiver => waiver.Code))],
    };
}
