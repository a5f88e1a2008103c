namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Lets the layouts compete for the lines of a document. Readings are taken from the best to the worst; what a better
/// reading has taken is not read twice: a later reading loses its items there, and is dropped if more than half are lost.
/// </summary>
internal static class LayoutContest
{
    public static IReadOnlyList<DraftList> Decide(IEnumerable<LayoutReading> readings)
    {
        var taken = new HashSet<int>();
        var lists = new List<DraftList>();
        foreach (var reading in readings.Where(reading => reading.Score > 0).OrderBy(reading => reading.IsLastResort).ThenByDescending(reading => reading.Score))
        {
            var free = reading.List.Items.Where(item => !IsTaken(item)).ToList();
            if (free.Count * 2 <= reading.List.Items.Count)
                continue;

            lists.Add(free.Count == reading.List.Items.Count ? reading.List : Renumbered(reading.List, free));
            for (var line = reading.List.LineStart; line <= reading.List.LineEnd; line++)
                taken.Add(line);
        }

        return [.. lists.OrderBy(list => list.LineStart)];

        bool IsTaken(DraftItem item)
        {
            for (var line = item.LineStart; line <= item.LineEnd; line++)
                if (taken.Contains(line))
                    return true;

            return false;
        }
    }

    private static DraftList Renumbered(DraftList list, List<DraftItem> items) => list with
    {
        Items = [.. items.Select((item, index) => item with { Ordinal = index + 1 })],
        LineStart = items.Min(item => item.LineStart),
        LineEnd = items.Max(item => item.LineEnd),
    };
}
