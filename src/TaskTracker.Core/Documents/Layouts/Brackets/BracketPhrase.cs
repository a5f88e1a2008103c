using System.Buffers;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>What a bracket says: who leads, who helps, who answers for it, by when.</summary>
internal sealed record BracketPhrase
{
    private static readonly char[] Separators = ['；', ';', '。', '，', ','];

    private static readonly SearchValues<char> TimeWords = SearchValues.Create("年月日季底前内期");

    public IReadOnlyList<string> Leads { get; init; } = [];

    public IReadOnlyList<string> Partners { get; init; } = [];

    public IReadOnlyList<string> Leaders { get; init; } = [];

    public IReadOnlyList<string> Deadlines { get; init; } = [];

    public IReadOnlyList<Doubt> Doubts { get; init; } = [];

    /// <summary>True if a label or a verb says what the units have to do; false for bare names.</summary>
    public bool StatesRole { get; init; }

    /// <returns>Null if the bracket names neither a unit nor, behind its label, a deadline.</returns>
    public static BracketPhrase? Read(string inner, UnitDirectory? directory, CellShape shape)
    {
        var units = new List<string>();
        var deadlines = new List<string>();
        var leaders = new List<string>();
        var isLabelled = false;
        foreach (var clause in Clauses(inner))
        {
            var (role, value) = LabelOf(clause);
            if (role == Role.Deadline)
            {
                deadlines.Add(value.Trim(Separators));
                isLabelled = true;
            }
            else if (role == Role.Leader)
                leaders.Add(value.Trim(Separators));
            else if (role == Role.None && MayBeDeadline(clause) && shape.IsDeadline(clause.Trim(Separators)))
                deadlines.Add(clause.Trim(Separators));
            else
                units.Add(clause);
        }

        var reading = units.Count > 0 ? UnitPhraseReader.Read(string.Concat(units), directory) : null;
        if (reading is null)
            return isLabelled && units.Count == 0 ? new BracketPhrase { Deadlines = deadlines, Leaders = leaders, StatesRole = true } : null;

        return new BracketPhrase
        {
            Leads = reading.LeadUnits,
            Partners = reading.PartnerUnits,
            Leaders = leaders,
            Deadlines = deadlines,
            Doubts = reading.Doubts,
            StatesRole = reading.StatesRole,
        };
    }

    /// <summary>The clauses, each with the separator that ends it.</summary>
    private static IEnumerable<string> Clauses(string inner)
    {
        var depth = 0;
        var start = 0;
        for (var at = 0; at < inner.Length; at++)
        {
            depth += inner[at] switch { '（' or '(' => 1, '）' or ')' => -1, _ => 0 };
            if (depth > 0 || !Separators.Contains(inner[at]))
                continue;

            yield return inner[start..(at + 1)];
            start = at + 1;
        }

        if (start < inner.Length)
            yield return inner[start..];
    }

    private static (Role Role, string Value) LabelOf(string clause)
    {
        var colon = clause.AsSpan(0, Math.Min(16, clause.Length)).IndexOfAny('：', ':');
        return colon < 2 ? (Role.None, clause) : (RoleVocabulary.OfLabel(Printed.Squash(clause.AsSpan(0, colon))), clause[(colon + 1)..]);
    }

    private static bool MayBeDeadline(string clause) => clause.AsSpan().IndexOfAny(TimeWords) >= 0;
}
