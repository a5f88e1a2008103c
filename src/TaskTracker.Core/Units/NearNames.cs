namespace TaskTracker.Core.Units;

/// <summary>
/// Finds names at a small edit distance without comparing with every one: two strings at distance d share what is left
/// after taking at most d characters out of each.
/// </summary>
internal sealed class NearNames
{
    private const int LongestName = 18;

    private readonly Dictionary<string, List<(string Name, UnitMatch Match)>> byRemainder = [];

    public NearNames(IReadOnlyDictionary<string, UnitMatch> matches)
    {
        foreach (var (name, match) in matches)
        {
            // Groups are left out: a collective name is recognised by its pattern, not by likeness.
            if (match.Unit is null || name.Length > LongestName)
                continue;

            foreach (var remainder in Remainders(name, name.Length >= 7 ? 2 : 1))
            {
                if (!byRemainder.TryGetValue(remainder, out var names))
                    byRemainder.Add(remainder, names = []);
                names.Add((name, match));
            }
        }
    }

    /// <returns>The single unit at the smallest distance, or null.</returns>
    public UnitMatch? Find(string name)
    {
        if (name.Length is < 4 or > LongestName)
            return null;

        var allowed = name.Length >= 8 ? 2 : 1;
        var nearest = allowed + 1;
        UnitMatch? found = null;
        var unique = false;

        foreach (var remainder in Remainders(name, allowed))
        {
            if (!byRemainder.TryGetValue(remainder, out var candidates))
                continue;

            foreach (var (candidate, match) in candidates)
            {
                if (IsOfCity(candidate) != IsOfCity(name))
                    continue;

                var distance = EditDistance(name, candidate);
                if (distance < nearest)
                    (nearest, found, unique) = (distance, match, true);
                else if (distance == nearest && match.Unit != found?.Unit)
                    unique = false;
            }
        }

        return unique && found is not null ? found with { Kind = UnitMatchKind.Near } : null;
    }

    private static bool IsOfCity(string name) => name.StartsWith('市');

    /// <summary>The name itself and every string that taking out up to <paramref name="count"/> characters leaves.</summary>
    private static HashSet<string> Remainders(string name, int count)
    {
        HashSet<string> remainders = [name];
        IEnumerable<string> last = [name];
        for (var taken = 0; taken < count; taken++)
        {
            last = [.. last.SelectMany(text => Enumerable.Range(0, text.Length).Select(at => text.Remove(at, 1))).Distinct()];
            remainders.UnionWith(last);
        }

        return remainders;
    }

    private static int EditDistance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var column = 0; column < row.Length; column++)
            row[column] = column;

        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column < row.Length; column++)
            {
                var above = row[column];
                var change = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
                row[column] = Math.Min(change, Math.Min(above, row[column - 1]) + 1);
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
