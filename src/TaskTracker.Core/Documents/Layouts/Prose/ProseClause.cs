namespace TaskTracker.Core.Documents.Layouts.Prose;

/// <summary>A piece of a paragraph that lays a duty on units.</summary>
/// <param name="Text">As printed, without white space.</param>
/// <param name="Lead">The names of those who do it, joined as printed.</param>
/// <param name="Partner">The names of those who help, one string for each place that names them.</param>
/// <param name="IsKnown">True if the registry or the pattern of a collective name knows one of those who do it.</param>
internal sealed record ProseClause(string Text, string Lead, IReadOnlyList<string> Partner, bool IsKnown)
{
    /// <summary>True where the words leave no doubt that this is a duty.</summary>
    public bool IsStrong { get; init; }

    /// <summary>True if the words leave open who does it and who helps (甲协助乙开展…, 甲组织乙…).</summary>
    public bool IsDoubtful { get; init; }
}
