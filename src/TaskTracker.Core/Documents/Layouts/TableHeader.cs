namespace TaskTracker.Core.Documents.Layouts;

/// <summary>What the columns of a table mean, told from the words of its header row.</summary>
internal sealed class TableHeader
{
    private const int LongestHeading = 24;

    private readonly Role[] roles;
    private readonly bool[] isBlank;

    private TableHeader(Role[] roles, bool[] isBlank)
    {
        this.roles = roles;
        this.isBlank = isBlank;
    }

    public int Width => roles.Length;

    public bool HasUnits => roles.Any(role => role is Role.Lead or Role.Responsible or Role.Partner);

    public bool HasDeadline => Has(Role.Deadline);

    public Role this[int column] => column < roles.Length ? roles[column] : Role.None;

    public bool Has(Role role) => Array.IndexOf(roles, role) >= 0;

    /// <summary>The columns whose words span several rows, outermost first.</summary>
    public IEnumerable<int> SpanningColumns => Enumerable.Range(0, roles.Length).Where(column => roles[column] == Role.Section);

    /// <summary>
    /// The header that a row is; null if it is none. A table of tasks names what is to be done, and who does it or when.
    /// </summary>
    public static TableHeader? Read(string row)
    {
        var cells = row.Split('\t');
        var roles = new Role[cells.Length];
        var isBlank = new bool[cells.Length];
        int known = 0, named = 0;
        for (var column = 0; column < cells.Length; column++)
        {
            var words = Printed.Squash(string.Concat(Printed.Paragraphs(Printed.Clean(cells[column]))));
            if (words.Length > LongestHeading || words.Contains('。', StringComparison.Ordinal))
                return null;

            isBlank[column] = words.Length == 0;
            roles[column] = RoleVocabulary.OfHeader(words);
            known += roles[column] == Role.None ? 0 : 1;
            named += words.Length == 0 ? 0 : 1;
            if (words.Length > 0 && roles[column] == Role.None && char.IsAsciiDigit(words[0]) && words.All(char.IsAsciiDigit))
                return null;
        }

        if (known < 2 || known * 2 < named)
            return null;

        NameMeasure(roles, cells);
        var header = new TableHeader(roles, isBlank);
        return header.Has(Role.Measure) && (header.HasUnits || header.HasDeadline) ? header : null;
    }

    /// <summary>True if the other header stands over a further page of the same table, with other words or a lost column.</summary>
    public bool IsRepeatedBy(TableHeader other)
    {
        var mine = roles.Where(role => role != Role.None).ToHashSet();
        var theirs = other.roles.Where(role => role != Role.None).ToHashSet();
        return mine.Intersect(theirs).Count() * 3 >= Math.Max(mine.Count, theirs.Count) * 2;
    }

    /// <summary>
    /// A blank heading belongs to the column on its left, which spans both; a column of nothing but whole numbers is the
    /// column of numbers, whatever stands over it.
    /// </summary>
    public TableHeader Refine(IReadOnlyList<string[]> rows)
    {
        var refined = (Role[])roles.Clone();
        for (var column = 1; column < refined.Length; column++)
            if (isBlank[column] && refined[column - 1] is Role.Task or Role.Measure && IsUsed(rows, column))
                refined[column] = refined[column - 1];

        for (var column = 0; column < refined.Length && Array.IndexOf(refined, Role.Number) < 0; column++)
            if (refined[column] is Role.Task or Role.Measure && HoldsNumbers(rows, column))
                refined[column] = Role.Number;

        // What stands left of the number spans the numbers.
        for (var column = Array.IndexOf(refined, Role.Number) - 1; column >= 0; column--)
            if (refined[column] == Role.Task)
                refined[column] = Role.Section;

        return new TableHeader(refined, isBlank);
    }

    /// <summary>
    /// The measure is the column of measures, else the last column of tasks, else the one column that nothing is known
    /// of. Of two columns of tasks before it the nearer one is the task, the others are headings over several rows.
    /// </summary>
    private static void NameMeasure(Role[] roles, string[] cells)
    {
        if (!roles.Contains(Role.Measure))
        {
            var last = Array.LastIndexOf(roles, Role.Task);
            var unknown = Enumerable.Range(0, roles.Length)
                .Where(column => roles[column] == Role.None && !string.IsNullOrWhiteSpace(cells[column])).ToList();
            if (last >= 0)
                roles[last] = Role.Measure;
            else if (unknown.Count == 1)
                roles[unknown[0]] = Role.Measure;
        }

        var tasks = Enumerable.Range(0, roles.Length).Where(column => roles[column] == Role.Task).ToList();
        foreach (var column in tasks.SkipLast(1))
            roles[column] = Role.Section;
    }

    private static bool IsUsed(IReadOnlyList<string[]> rows, int column) =>
        rows.Any(row => column < row.Length && row[column].Length > 0);

    private static bool HoldsNumbers(IReadOnlyList<string[]> rows, int column)
    {
        var used = rows.Where(row => column < row.Length && row[column].Length > 0).Select(row => row[column]).ToList();
        return used.Count >= 2 && used.Count(cell => PrintedNumber.ValueOf(cell) is not null) * 10 >= used.Count * 8;
    }
}
