namespace TaskTracker.Core.Documents.Layouts.Wrapped;

/// <summary>A row of a table whose cells were extracted one below the other, while it is read.</summary>
internal sealed class WrappedRow
{
    public string? No { get; init; }

    public IReadOnlyList<string> Section { get; init; } = [];

    public List<string> Task { get; } = [];

    public List<string> Text { get; } = [];

    public List<WrappedLine> Units { get; } = [];

    public string Deadline { get; set; } = "";

    /// <summary>True if it has no number of its own: what it leaves out is merged with the row above.</summary>
    public bool IsPart { get; init; }

    public required int LineStart { get; init; }

    public int LineEnd { get; set; }

    public List<(string Code, string Message)> Findings { get; } = [];

    public bool HasCells => Units.Count > 0 || Deadline.Length > 0;

    public bool TextEnds => Text.Count > 0 && Printed.EndsSentence(Text[^1]);
}
