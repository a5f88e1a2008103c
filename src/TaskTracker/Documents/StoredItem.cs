using TaskTracker.Core.Documents;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

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
