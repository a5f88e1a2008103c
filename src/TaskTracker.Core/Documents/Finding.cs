namespace TaskTracker.Core.Documents;

/// <summary>Something a reviewer must look at, on an item, a list or a document. A clean item carries none.</summary>
public sealed record Finding
{
    /// <summary>Stable kebab-case code; the known ones stand in <see cref="FindingCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence: what was found and what was made of it.</summary>
    public required string Message { get; init; }

    /// <summary>First line of the source that it speaks of, 1-based.</summary>
    public required int LineStart { get; init; }

    /// <summary>Last line of the source that it speaks of, 1-based, inclusive.</summary>
    public required int LineEnd { get; init; }

    /// <summary>True if the item makes no record until this is settled or waived.</summary>
    public bool Blocking => FindingCodes.IsBlocking(Code);
}
