namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// A printed row that holds several measures in the paragraphs of its cells. It is cut in single items where the cells of
/// the units have as many paragraphs as the cell of the measure; otherwise it stays one item with all units.
/// </summary>
internal static class CollapsedRow
{
    public static IEnumerable<RawItem> Items(TableRow row)
    {
        var measures = Printed.Paragraphs(row.Measure);
        var leads = Printed.Paragraphs(row.Lead.Length > 0 ? row.Lead : row.Responsible);
        if (measures.Count < 2 || leads.Count < 2)
            return [Item(row, measures, Flat(row.Lead), Flat(row.Responsible), Flat(row.Partner), Flat(row.Deadline))];

        var leadsAreGroups = leads.Any(lead => CellShape.Names(lead).Count > 1);
        var partners = Printed.Paragraphs(row.Partner);
        if (measures.Count == leads.Count && leadsAreGroups && partners.Count != 1 && !row.IsJoined)
            return Split(row, measures, leads);

        // Paragraphs of one name each may be nothing but the lines of a cell, unless a name returns in them.
        var item = Item(row, measures, Flat(row.Lead), Flat(row.Responsible), Flat(row.Partner), Flat(row.Deadline));
        if (!row.IsJoined && (leadsAreGroups || leads.Distinct().Count() < leads.Count || partners.Distinct().Count() < partners.Count))
            item.Find(
                FindingCodes.RowSplit,
                $"This row holds {measures.Count} paragraphs of measures and {leads.Count} of units; they were kept together, with all units.");

        return [item];
    }

    private static IEnumerable<RawItem> Split(TableRow row, IReadOnlyList<string> measures, IReadOnlyList<string> leads)
    {
        var partners = Printed.Paragraphs(row.Partner);
        var deadlines = Printed.Paragraphs(row.Deadline);
        for (var part = 0; part < measures.Count; part++)
        {
            var isLead = row.Lead.Length > 0;
            IReadOnlyList<string> lead = [leads[part]];
            var partner = Share(partners, part, measures.Count);
            var deadline = Share(deadlines, part, measures.Count);
            var item = Item(row, [measures[part]], isLead ? lead : [], isLead ? [] : lead, partner, deadline);
            item.Find(
                FindingCodes.RowSplit,
                $"This printed row holds {measures.Count} measures; this is measure {part + 1}, and which units belong to it is a guess.");
            yield return item;
        }
    }

    /// <summary>As many paragraphs as measures: one each. Fewer: by position, since the order is all that is left.</summary>
    private static IReadOnlyList<string> Share(IReadOnlyList<string> paragraphs, int part, int parts) =>
        paragraphs.Count == 0 ? []
        : paragraphs.Count <= parts ? [paragraphs[part * paragraphs.Count / parts]]
        : paragraphs;

    private static IReadOnlyList<string> Flat(string cell) => Printed.Paragraphs(cell);

    private static RawItem Item(
        TableRow row, IReadOnlyList<string> measures, IReadOnlyList<string> lead, IReadOnlyList<string> responsible,
        IReadOnlyList<string> partner, IReadOnlyList<string> deadline) => new()
        {
            No = row.No.Length > 0 ? Printed.Squash(row.No).TrimEnd('.', '、') : null,
            Section = row.Section,
            HeadingLines = row.HeadingLines,
            Task = row.Task.Length > 0 ? Printed.Squash(string.Concat(Printed.Paragraphs(row.Task))) : null,
            Text = [.. measures],
            Lead = WithoutDash(lead),
            Responsible = WithoutDash(responsible),
            Partner = WithoutDash(partner),
            Leaders = WithoutDash(Printed.Paragraphs(row.Leader)),
            Deadline = WithoutDash(deadline),
            LineStart = row.LineStart,
            LineEnd = row.LineEnd,
            Findings = [.. row.Findings],
        };

    private static List<string> WithoutDash(IReadOnlyList<string> cells) => [.. cells.Where(cell => !CellShape.IsDash(cell))];
}
