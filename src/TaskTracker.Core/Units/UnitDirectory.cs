namespace TaskTracker.Core.Units;

/// <summary>Finds a unit or a group of one district by a printed name, and follows a unit to the one that took over.</summary>
public sealed class UnitDirectory
{
    private readonly Dictionary<string, UnitMatch> matches;
    private readonly Dictionary<string, UnitRecord> unitsByName;
    private readonly Lazy<NearNames> nearNames;
    private readonly Lazy<NameTrie> trie;

    public UnitDirectory(UnitRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        District = registry.District;
        matches = UnitSpellings.Of(registry);
        unitsByName = registry.Units.DistinctBy(unit => unit.Name).ToDictionary(unit => unit.Name);
        nearNames = new(() => new NearNames(matches));
        trie = new(() => new NameTrie(matches.Keys));
    }

    public District District { get; }

    /// <summary>Every spelling that <see cref="Find"/> knows, for walking along a text.</summary>
    internal NameTrie Names => trie.Value;

    /// <summary>
    /// The unit or group of that name. A second name in brackets may be registered with the first; if it is not, the
    /// name before the bracket decides.
    /// </summary>
    /// <returns>Null if the registry does not know the name; it is never guessed (see <see cref="FindNear"/>).</returns>
    public UnitMatch? Find(string printedName)
    {
        var name = UnitText.Fold(printedName);
        if (matches.TryGetValue(name, out var match))
            return match;

        if (UnitShape.WithoutBracket(name) is { } outer && matches.TryGetValue(outer, out match))
            return match with { Kind = UnitMatchKind.OuterName };

        return UnitShape.IsOpenGroup(name)
            ? new UnitMatch { Group = new UnitGroupRecord { Name = name }, Kind = UnitMatchKind.OpenGroup }
            : null;
    }

    /// <summary>
    /// The one unit that the name is probably a misprint of: one character wrong from four characters on, two from eight.
    /// Bodies of almost one name (区城管委, 区城管执法监察局) are told apart: two equally near units are no match, and a
    /// city's body is no misprint of the district's.
    /// </summary>
    /// <returns>Null if the name is registered, or nothing or more than one unit is near.</returns>
    public UnitMatch? FindNear(string printedName)
    {
        if (Find(printedName) is not null)
            return null;

        var name = UnitText.Fold(printedName);
        return nearNames.Value.Find(name)
            ?? (UnitShape.WithoutBracket(name) is { } outer ? nearNames.Value.Find(outer) : null);
    }

    /// <summary>The unit that does this unit's work on that day.</summary>
    /// <remarks>
    /// Where neither the old unit's last day nor the new one's first is known, the successor is returned: better the
    /// one that answers now than one that is gone.
    /// </remarks>
    public UnitRecord Current(UnitRecord unit, DateOnly on)
    {
        // A registry that came by import may hold a cycle; no chain is longer than the registry.
        for (var step = 0; step < unitsByName.Count; step++)
        {
            if (unit.Successor is null || !unitsByName.TryGetValue(unit.Successor, out var successor) || !HasTakenOver(unit, successor, on))
                return unit;

            unit = successor;
        }

        return unit;
    }

    private static bool HasTakenOver(UnitRecord unit, UnitRecord successor, DateOnly on) =>
        unit.ValidTo is { } last ? on > last
        : successor.ValidFrom is not { } first || on >= first;
}
