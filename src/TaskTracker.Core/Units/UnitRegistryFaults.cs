namespace TaskTracker.Core.Units;

/// <summary>What must not be wrong in a registry before it is used: looked for on import and in the embedded ones.</summary>
public static class UnitRegistryFaults
{
    /// <returns>One sentence a fault, in the registry's order; empty if it is sound.</returns>
    public static IReadOnlyList<string> Of(UnitRegistry registry) =>
        [.. SharedNames(registry), .. Successors(registry), .. Periods(registry), .. Members(registry)];

    private static IEnumerable<string> SharedNames(UnitRegistry registry)
    {
        var entries = registry.Units
            .Select(unit => (unit.Name, Names: unit.Aliases.Append(unit.FullName ?? unit.Name).Append(unit.Name)))
            .Concat(registry.Groups.Select(group => (group.Name, Names: group.Aliases.Append(group.Name))));
        var owners = new Dictionary<string, string>();

        foreach (var (owner, names) in entries)
        {
            foreach (var name in names.Select(UnitText.Fold).Distinct())
            {
                if (name.Length == 0)
                    yield return $"“{owner}” has an empty name.";
                else if (!owners.TryAdd(name, owner))
                    yield return $"“{name}” is a name of both {owners[name]} and {owner}.";
            }
        }
    }

    private static IEnumerable<string> Successors(UnitRegistry registry)
    {
        var successors = registry.Units.DistinctBy(unit => unit.Name).ToDictionary(unit => unit.Name, unit => unit.Successor);
        foreach (var unit in registry.Units.Where(unit => unit.Successor is not null))
        {
            if (!successors.ContainsKey(unit.Successor!))
            {
                yield return $"The successor of {unit.Name}, {unit.Successor}, is not registered.";
                continue;
            }

            var steps = 0;
            for (var next = unit.Successor; next is not null && steps <= successors.Count; steps++)
                next = successors.GetValueOrDefault(next);
            if (steps > successors.Count)
                yield return $"The successors of {unit.Name} lead in a circle.";
        }
    }

    private static IEnumerable<string> Periods(UnitRegistry registry) =>
        registry.Units
            .Where(unit => unit.ValidFrom > unit.ValidTo)
            .Select(unit => $"{unit.Name} ends before it begins.");

    private static IEnumerable<string> Members(UnitRegistry registry)
    {
        var names = registry.Units.Select(unit => unit.Name).ToHashSet();
        return registry.Groups.SelectMany(group => group.Members
            .Where(member => !names.Contains(member))
            .Select(member => $"The member {member} of {group.Name} is not registered."));
    }
}
