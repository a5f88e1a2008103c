namespace TaskTracker.Core.Documents.Layouts;

/// <summary>The headings that stand over the current line, outermost first.</summary>
internal sealed class SectionPath
{
    private readonly List<(int Depth, string Text, int Line)> open = [];

    /// <summary>True if a heading was entered since this was last set to false.</summary>
    public bool HasEntered { get; set; }

    /// <summary>True if the outermost headings began again at the first one.</summary>
    public bool BeganAnew { get; private set; }

    public IReadOnlyList<string> Path { get; private set; } = [];

    /// <summary>The lines of those headings.</summary>
    public IReadOnlyList<int> Lines { get; private set; } = [];

    public IEnumerable<(string Text, int Line)> Open => open.Select(heading => (heading.Text, heading.Line));

    public (string Text, int Line)? Last => open.Count > 0 ? (open[^1].Text, open[^1].Line) : null;

    public void Enter(int depth, string text, int line)
    {
        var outermost = open.Count > 0 ? open[0].Depth : int.MaxValue;
        if (depth <= outermost && PrintedNumber.TryRead(text, out var number) && number.Value == 1)
            BeganAnew = true;

        open.RemoveAll(heading => heading.Depth >= depth);
        open.Add((depth, text, line));
        Path = [.. open.Select(heading => heading.Text)];
        Lines = [.. open.Select(heading => heading.Line)];
        HasEntered = true;
    }

    /// <summary>Closes the headings of that depth and below, because text of that depth follows.</summary>
    public void Leave(int depth)
    {
        if (open.RemoveAll(heading => heading.Depth >= depth) > 0)
            Path = [.. open.Select(heading => heading.Text)];
    }

    public void Clear()
    {
        open.Clear();
        Path = [];
        Lines = [];
    }

    public void ForgetBeginning() => BeganAnew = false;
}
