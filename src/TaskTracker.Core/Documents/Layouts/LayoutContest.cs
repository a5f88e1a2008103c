namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Lets the layouts compete for the lines of a document. Readings are taken from the best to the worst; what a better
/// reading has taken is not read twice: a later reading loses its items there, and is dropped if more than half are lost.
/// </summary>
internal static class LayoutContest
{
    public static IReadOnlyList<DraftList> Decide(IEnumerable<LayoutReading> readings)
    {
        var taken = new List<(int Start, int End)>();
        var lists = new List<DraftList>();
        foreach (var reading in readings.Where(reading => reading.Score > 0).OrderByDescending(reading => reading.Score))
        {
            var free = reading.List.Items.Where(item => !taken.Exists(range => item.LineStart <= range.End && item.LineEnd >= range.Start)).ToList();
            if (free.Count * 2 <= reading.List.Items.Count)
                continue;

            lists.Add(free.Count == reading.List.Items.Count ? reading.List : Renumbered(reading.List, free));
            taken.Add((reading.List.LineStart, reading.List.LineEnd));
        }

        return [.. lists.OrderBy(list => list.LineStart)];
    }

    private static DraftList Renumbered(DraftList list, List<DraftItem> items) => list with
    {
        Items = [.. items.Select((item, index) => item with { Ordinal = index + 1 })],
        LineStart = items.Min(item => item.LineStart),
        LineEnd = items.Max(item => item.LineEnd),
    };
}
