namespace TaskTracker.Core.Documents.Layouts.Wrapped;

/// <summary>
/// The header of a table whose cells were extracted one below the other: lines that, put together, name its columns. It
/// is printed again, not always whole, on other pages.
/// </summary>
internal sealed class WrappedHeader
{
    private const int FewestColumns = 4;
    private const int MostColumns = 9;
    private const int FewestLines = 3;
    private const int MostWordsOfACell = 4;
    private const int FewestWordsOfARepeat = 3;
    private const int LongestLine = 24;

    private readonly HashSet<string> words;
    private readonly HashSet<string> unitWords;

    private WrappedHeader(int start, int length, List<Role> roles, HashSet<string> words, HashSet<string> unitWords)
    {
        Start = start;
        Length = length;
        Roles = roles;
        this.words = words;
        this.unitWords = unitWords;
    }

    /// <summary>Which line it begins with.</summary>
    public int Start { get; }

    /// <summary>How many lines it takes up.</summary>
    public int Length { get; }

    /// <summary>The columns in order. Of several headings of tasks the last is the measure.</summary>
    public IReadOnlyList<Role> Roles { get; }

    public bool Has(Role role) => Roles.Contains(role);

    /// <summary>The columns of units, in order.</summary>
    public IReadOnlyList<Role> UnitColumns => [.. Roles.Where(role => role is Role.Lead or Role.Responsible or Role.Partner)];

    /// <summary>True if a short line names a column of units: no other document is worth a closer look.</summary>
    public static bool MayStandIn(DocumentText document)
    {
        foreach (var line in document.Lines)
            if (!line.IsRow && line.Text.Length is >= 2 and <= LongestLine && !Printed.EndsSentence(line.Text) && NamesUnits(line.Text))
                return true;

        return false;
    }

    /// <summary>The first header; null if there is none.</summary>
    public static WrappedHeader? Find(IReadOnlyList<WrappedLine> lines)
    {
        for (var at = 0; at < lines.Count; at++)
            if (lines[at].Text.Length <= LongestLine && At(lines, at) is { } header)
                return header;

        return null;
    }

    /// <summary>How many lines the header takes up where it is printed again, in whole or in part; 0 if it is not.</summary>
    public int LengthAt(IReadOnlyList<WrappedLine> lines, int at)
    {
        int end = at, found = 0, units = 0;
        while (end < lines.Count && end - at <= Length && lines[end].Words.All(words.Contains))
        {
            found += lines[end].Words.Count;
            units += lines[end].Words.Count(unitWords.Contains);
            end++;
        }

        return found >= FewestWordsOfARepeat && units > 0 ? end - at : 0;
    }

    private static bool NamesUnits(string line) =>
        line.Contains("单位", StringComparison.Ordinal) || line.Contains("部门", StringComparison.Ordinal)
        || line.Contains("牵头", StringComparison.Ordinal) || line.Contains("责任", StringComparison.Ordinal) || line.Contains("主责", StringComparison.Ordinal);

    private static WrappedHeader? At(IReadOnlyList<WrappedLine> lines, int at)
    {
        var found = new List<(string Text, int Line)>();
        for (var line = at; line < lines.Count && line - at < 2 * MostColumns && found.Count < MostWordsOfACell * MostColumns && lines[line].Width <= 40; line++)
            foreach (var word in lines[line].Words)
                found.Add((word, line));

        var best = new List<(int Length, Role Role)>();
        var steps = 0;
        Extend(found, 0, [], ref best, ref steps);
        var roles = NameMeasure(best);
        if (best.Count < FewestColumns || !roles.Contains(Role.Measure) || !roles.Exists(role => role is Role.Lead or Role.Responsible))
            return null;

        var count = best.Sum(cell => cell.Length);
        var length = found[count - 1].Line - at + 1;
        var isWhole = count == found.Count || found[count].Line != found[count - 1].Line;
        if (length < FewestLines || !isWhole)
            return null;

        var unitWords = new HashSet<string>();
        var first = 0;
        for (var cell = 0; cell < best.Count; first += best[cell].Length, cell++)
            if (best[cell].Role is Role.Lead or Role.Responsible or Role.Partner)
                unitWords.UnionWith(found.Skip(first).Take(best[cell].Length).Select(word => word.Text));

        return new WrappedHeader(at, length, roles, [.. found.Take(count).Select(word => word.Text)], unitWords);
    }

    /// <summary>Of all ways to cut the words into cells with known and different meanings, the one with most cells.</summary>
    private static void Extend(List<(string Text, int Line)> found, int at, List<(int Length, Role Role)> cells, ref List<(int Length, Role Role)> best, ref int steps)
    {
        if (cells.Count > best.Count)
            best = [.. cells];

        var joined = "";
        for (var length = 1; length <= MostWordsOfACell && at + length <= found.Count && cells.Count < MostColumns && steps < 2_000; length++, steps++)
        {
            joined += found[at + length - 1].Text;
            if (joined.Length > 16)
                return;

            var role = RoleVocabulary.OfHeader(joined);
            var isNew = role is Role.Task or Role.Measure ? cells.Count(cell => cell.Role is Role.Task or Role.Measure) < 2 : !cells.Exists(cell => cell.Role == role);
            if (role == Role.None || !isNew)
                continue;

            cells.Add((length, role));
            Extend(found, at + length, cells, ref best, ref steps);
            cells.RemoveAt(cells.Count - 1);
        }
    }

    private static List<Role> NameMeasure(List<(int Length, Role Role)> cells)
    {
        var roles = cells.Select(cell => cell.Role).ToList();
        var last = roles.FindLastIndex(role => role is Role.Task or Role.Measure);
        for (var column = 0; column < roles.Count; column++)
            if (roles[column] is Role.Task or Role.Measure)
                roles[column] = column == last ? Role.Measure : Role.Task;

        return roles;
    }
}
