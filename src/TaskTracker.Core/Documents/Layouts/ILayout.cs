namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// One way in which documents print their tasks: labelled lines, tables, … Every layout is tried on every document;
/// where two read the same lines, the better reading wins (<see cref="LayoutContest"/>).
/// </summary>
internal interface ILayout
{
    /// <summary>Stable kebab-case name, shown to the reviewer.</summary>
    string Name { get; }

    /// <summary>The lists that the document holds if it is printed in this layout; none if it is not.</summary>
    IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context);
}

/// <summary>A list as one layout reads it.</summary>
/// <param name="List">The list.</param>
internal sealed record LayoutReading(DraftList List)
{
    /// <summary>True for a reading that only counts where no other layout reads the lines, however well it scores.</summary>
    public bool IsLastResort { get; init; }

    /// <summary>
    /// How well the layout explains the lines. Each item counts 1 for its measure, 2 for a unit that leads (what makes a
    /// line of text a task) and 1 for a deadline; each finding takes 1 away, a blocking one 2. A reading that explains
    /// nothing scores nothing and is dropped.
    /// </summary>
    public int Score { get; } = List.Items.Sum(ScoreOf) - List.Findings.Count;

    private static int ScoreOf(DraftItem item) =>
        (item.Text.Length > 0 ? 1 : 0)
        + (item.LeadUnits.Count > 0 ? 2 : 0)
        + (item.Deadline.Kind != Deadlines.DeadlineKind.None ? 1 : 0)
        - item.Findings.Sum(finding => finding.Blocking ? 2 : 1);
}
