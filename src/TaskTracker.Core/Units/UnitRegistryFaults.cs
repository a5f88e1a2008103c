namespace TaskTracker.Core.Units;

/// <summary>Something wrong in a registry: one sentence for whoever sent it, and the places that it is about.</summary>
public sealed record UnitRegistryFault(string Message, params IReadOnlyList<UnitRegistryPlace> Places);

/// <summary>A field of an entry, named as in the data file; a name that two entries share has two places.</summary>
public sealed record UnitRegistryPlace(string Entry, string Field);

/// <summary>What must not be wrong in a registry before it is used: looked for on import and in the embedded ones.</summary>
public static class UnitRegistryFaults
{
    /// <returns>In the registry's order; empty if it is sound.</returns>
    public static IReadOnlyList<UnitRegistryFault> Of(UnitRegistry registry) =>
        [.. SharedNames(registry), .. Successors(registry), .. Periods(registry), .. Members(registry)];

    private static IEnumerable<UnitRegistryFault> SharedNames(UnitRegistry registry)
    {
        var entries = registry.Units
            .Select(unit => (unit.Name, Names: NamesOf(unit.Name, unit.FullName, unit.Aliases)))
            .Concat(registry.Groups.Select(group => (group.Name, Names: NamesOf(group.Name, null, group.Aliases))));
        var owners = new Dictionary<string, UnitRegistryPlace>();

        foreach (var (owner, names) in entries)
        {
            foreach (var (field, name) in names.DistinctBy(named => named.Name))
            {
                var place = new UnitRegistryPlace(owner, field);
                if (name.Length == 0)
                    yield return new UnitRegistryFault($"“{owner}” has an empty name.", place);
                else if (owners.TryGetValue(name, out var other))
                    yield return new UnitRegistryFault(Shared(name, other, place), other, place);
                else
                    owners.Add(name, place);
            }
        }
    }

    private static string Shared(string name, UnitRegistryPlace one, UnitRegistryPlace other) =>
        one.Entry == other.Entry ? $"{one.Entry} is registered twice." : $"“{name}” is a name of both {one.Entry} and {other.Entry}.";

    private static IEnumerable<(string Field, string Name)> NamesOf(string name, string? fullName, IReadOnlyList<string> aliases)
    {
        yield return ("name", UnitText.Fold(name));
        if (fullName is not null)
            yield return ("fullName", UnitText.Fold(fullName));
        foreach (var alias in aliases)
            yield return ("aliases", UnitText.Fold(alias));
    }

    private static IEnumerable<UnitRegistryFault> Successors(UnitRegistry registry)
    {
        var successors = registry.Units.DistinctBy(unit => unit.Name).ToDictionary(unit => unit.Name, unit => unit.Successor);
        foreach (var unit in registry.Units.Where(unit => unit.Successor is not null))
        {
            var place = new UnitRegistryPlace(unit.Name, "successor");
            if (!successors.ContainsKey(unit.Successor!))
            {
                yield return new UnitRegistryFault($"The successor of {unit.Name}, {unit.Successor}, is not registered.", place);
                continue;
            }

            var steps = 0;
            for (var next = unit.Successor; next is not null && steps <= successors.Count; steps++)
                next = successors.GetValueOrDefault(next);
            if (steps > successors.Count)
                yield return new UnitRegistryFault($"The successors of {unit.Name} lead in a circle.", place);
        }
    }

    private static IEnumerable<UnitRegistryFault> Periods(UnitRegistry registry) =>
        registry.Units
            .Where(unit => unit.ValidFrom > unit.ValidTo)
            .Select(unit => new UnitRegistryFault($"{unit.Name} ends before it begins.", new UnitRegistryPlace(unit.Name, "validTo")));

    private static IEnumerable<UnitRegistryFault> Members(UnitRegistry registry)
    {
        var names = registry.Units.Select(unit => unit.Name).ToHashSet();
        return registry.Groups.SelectMany(group => group.Members
            .Where(member => !names.Contains(member))
            .Select(member => new UnitRegistryFault(
                $"The member {member} of {group.Name} is not registered.", new UnitRegistryPlace(group.Name, "members"))));
    }
}
