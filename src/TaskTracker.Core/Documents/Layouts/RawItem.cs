namespace TaskTracker.Core.Documents.Layouts;

/// <summary>A task as a layout has cut it out of the lines: printed words by meaning, not yet understood.</summary>
internal sealed class RawItem
{
    private readonly HashSet<(string Code, string Message)> said = [];

    public string? No { get; set; }

    public IReadOnlyList<string> Section { get; set; } = [];

    /// <summary>The lines of the headings over it: headings may have the same words.</summary>
    public IReadOnlyList<int> HeadingLines { get; set; } = [];

    public string? Task { get; set; }

    /// <summary>The measure, in its pieces; white space goes when they are put together.</summary>
    public List<string> Text { get; init; } = [];

    public List<string> Lead { get; init; } = [];

    public List<string> Responsible { get; init; } = [];

    public List<string> Partner { get; init; } = [];

    public List<string> Leaders { get; init; } = [];

    public List<string> Deadline { get; init; } = [];

    public required int LineStart { get; set; }

    public required int LineEnd { get; set; }

    public List<Finding> Findings { get; init; } = [];

    /// <summary>What the labels of that meaning say of who and when.</summary>
    public List<string> ValuesOf(Role role) => role switch
    {
        Role.Lead => Lead,
        Role.Responsible => Responsible,
        Role.Partner => Partner,
        Role.Leader => Leaders,
        Role.Deadline => Deadline,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No values are kept for this role."),
    };

    public void Find(string code, string message) => Find(code, message, LineStart, LineEnd);

    public void Find(string code, string message, int lineStart, int lineEnd)
    {
        if (said.Add((code, message)))
            Findings.Add(new Finding { Code = code, Message = message, LineStart = lineStart, LineEnd = lineEnd });
    }
}
