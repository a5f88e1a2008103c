using TaskTracker.Core.Documents;
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
