namespace TaskTracker.Core.Documents.Layouts;

/// <summary>A list of labelled measures while it is being put together.</summary>
internal sealed class LabelledList
{
    private readonly HashSet<int> headingLines = [];

    public required string Title { get; init; }

    /// <summary>0 if the title does not stand over the list, but at the head of the document.</summary>
    public required int TitleLine { get; init; }

    public List<RawItem> Items { get; } = [];

    /// <summary>The headings over items, with their lines.</summary>
    public List<(string Heading, int Line)> Headings { get; } = [];

    /// <summary>The printed numbers, one run for each time that the numbering begins anew.</summary>
    public List<List<(int Value, int Line)>> Numbers { get; } = [];

    /// <summary>
    /// Where most measures have no number of their own, the heading right over a measure is its number and task, unless
    /// other measures stand under it too.
    /// </summary>
    public void MoveHeadingsToTasks()
    {
        if (Items.Count(item => item.No is null) * 2 <= Items.Count)
            return;

        var itemsUnder = Items.SelectMany(item => item.HeadingLines).CountBy(line => line).ToDictionary();
        foreach (var item in Items.Where(item => item.No is null && item.Section.Count > 0 && itemsUnder[item.HeadingLines[^1]] == 1))
        {
            item.Task = item.Section[^1];
            item.Section = [.. item.Section.SkipLast(1)];
            if (PrintedNumber.TryRead(item.Task, out var number))
            {
                item.No = number.Printed;
                item.Task = number.Rest;
            }
        }
    }

    public void AddHeading(string heading, int line)
    {
        if (headingLines.Add(line))
            Headings.Add((heading, line));
    }
}
