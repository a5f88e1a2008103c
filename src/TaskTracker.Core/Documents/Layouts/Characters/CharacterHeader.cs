namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>
/// The header of a table that was extracted one character a line: a run of paragraphs which, one to three taken
/// together, name the columns. It is printed again on most pages.
/// </summary>
internal sealed class CharacterHeader
{
    private const int MostParagraphsOfACell = 3;
    private const int FewestColumns = 4;
    private const int MostLeadingCells = 3;
    private const int MostTrailingCells = 12;
    private const int MostTaskColumns = 3;

    /// <summary>An outline has a column a level.</summary>
    private const int MostOutlineColumns = 5;

    private readonly string[] words;

    private CharacterHeader(int start, string[] words, List<Role> roles)
    {
        Start = start;
        this.words = words;
        Roles = roles;
    }

    /// <summary>Which paragraph it begins with.</summary>
    public int Start { get; }

    /// <summary>True if it is printed again further down.</summary>
    public bool IsRepeated { get; private init; }

    /// <summary>How many paragraphs it takes up.</summary>
    public int Length => words.Length;

    /// <summary>The known columns, in order; of several headings of tasks the last is the measure.</summary>
    public IReadOnlyList<Role> Roles { get; }

    public bool Has(Role role) => Roles.Contains(role);

    public int IndexOf(Role role)
    {
        for (var column = 0; column < Roles.Count; column++)
            if (Roles[column] == role)
                return column;

        return -1;
    }

    public bool IsUnits(Role role) => role is Role.Lead or Role.Responsible or Role.Partner;

    public List<Role> UnitColumns => [.. Roles.Where(IsUnits)];

    /// <summary>The first header in the paragraphs; null if they hold no table of tasks.</summary>
    public static CharacterHeader? Find(IReadOnlyList<CharacterParagraph> paragraphs)
    {
        for (var at = 0; at < paragraphs.Count; at++)
        {
            if (At(paragraphs, at) is not { } header)
                continue;

            // A title can sound like a heading of measures (…工作措施); what is printed again on other pages is the header alone.
            for (var inner = at + 1; inner <= at + MostLeadingCells && !header.IsRepeated; inner++)
                if (At(paragraphs, inner) is { IsRepeated: true } repeated)
                    header = repeated;

            return header;
        }

        return null;
    }

    private static CharacterHeader? At(IReadOnlyList<CharacterParagraph> paragraphs, int at)
    {
        if (at >= paragraphs.Count || paragraphs[at].IsEmpty)
            return null;

        var best = new List<(int Length, Role Role)>();
        Extend(paragraphs, at, [], ref best, MostTaskColumns);
        if (best.Count >= MostTaskColumns && !best.Exists(cell => cell.Role is Role.Lead or Role.Responsible))
            Extend(paragraphs, at, [], ref best, MostOutlineColumns);

        var roles = NameMeasure(best);
        return best.Count >= FewestColumns && roles.Contains(Role.Measure) && roles.Exists(role => role is Role.Lead or Role.Responsible)
            ? Widen(paragraphs, at, best.Sum(cell => cell.Length), roles)
            : null;
    }

    /// <summary>True if the header is printed again from that paragraph on.</summary>
    public bool StandsAt(IReadOnlyList<CharacterParagraph> paragraphs, int at)
    {
        if (at + words.Length > paragraphs.Count)
            return false;

        for (var cell = 0; cell < words.Length; cell++)
            if (paragraphs[at + cell].Text != words[cell])
                return false;

        return true;
    }

    /// <summary>Of all ways to cut the paragraphs into cells with known and different meanings, the one with most cells.</summary>
    private static void Extend(IReadOnlyList<CharacterParagraph> paragraphs, int at, List<(int Length, Role Role)> cells, ref List<(int Length, Role Role)> best, int mostTasks)
    {
        if (cells.Count > best.Count)
            best = [.. cells];

        var joined = "";
        for (var length = 1; length <= MostParagraphsOfACell && at + length <= paragraphs.Count && cells.Count < 16; length++)
        {
            var next = paragraphs[at + length - 1];
            joined += Printed.Squash(next.Text);
            if (next.IsEmpty || joined.Length > 16 || PrintedNumber.TryRead(next.Text, out _))
                return;

            var role = RoleVocabulary.OfHeader(joined);
            var isNew = role is Role.Task or Role.Measure ? cells.Count(cell => cell.Role == role) < mostTasks : !cells.Exists(cell => cell.Role == role);
            if (role == Role.None || !isNew)
                continue;

            cells.Add((length, role));
            Extend(paragraphs, at + length, cells, ref best, mostTasks);
            cells.RemoveAt(cells.Count - 1);
        }
    }

    private static List<Role> NameMeasure(List<(int Length, Role Role)> cells)
    {
        var roles = cells.Select(cell => cell.Role).ToList();
        if (!roles.Contains(Role.Measure) && roles.LastIndexOf(Role.Task) is var last and >= 0)
            roles[last] = Role.Measure;

        return roles;
    }

    /// <summary>Cells that the reader does not know belong to the header if they stand beside it wherever it is repeated.</summary>
    private static CharacterHeader Widen(IReadOnlyList<CharacterParagraph> paragraphs, int at, int length, List<Role> roles)
    {
        var core = Words(paragraphs, at, length);
        var header = new CharacterHeader(at, core, roles);
        var others = new List<int>();
        for (var other = at + length; other + length <= paragraphs.Count; other++)
            if (header.StandsAt(paragraphs, other))
                others.Add(other);

        int before = 0, behind = 0;
        while (others.Count > 0 && before < MostLeadingCells && at - before - 1 >= 0
            && others.TrueForAll(other => Same(paragraphs, at - before - 1, other - before - 1)))
            before++;

        while (others.Count > 0 && behind < MostTrailingCells
            && others.TrueForAll(other => Same(paragraphs, at + length + behind, other + length + behind)))
            behind++;

        return new CharacterHeader(at - before, Words(paragraphs, at - before, before + length + behind), roles) { IsRepeated = others.Count > 0 };
    }

    private static bool Same(IReadOnlyList<CharacterParagraph> paragraphs, int first, int second) =>
        first >= 0 && second < paragraphs.Count && first < paragraphs.Count && !paragraphs[first].IsEmpty && paragraphs[first].Text == paragraphs[second].Text;

    private static string[] Words(IReadOnlyList<CharacterParagraph> paragraphs, int at, int length) =>
        [.. Enumerable.Range(at, length).Select(paragraph => paragraphs[paragraph].Text)];
}
