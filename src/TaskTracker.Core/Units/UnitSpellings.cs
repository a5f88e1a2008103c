namespace TaskTracker.Core.Units;

/// <summary>
/// Every spelling under which a registry's units and groups may stand in print: what the registry lists, and the
/// regular long and short forms of it.
/// </summary>
internal static class UnitSpellings
{
    private static readonly (string Short, string Long)[] Endings =
    [
        ("委", "委员会"),
        ("办", "办公室"),
        ("街道", "街道办事处"),
        ("街道", "街道办"),
    ];

    /// <summary>Keys are folded (<see cref="UnitText"/>). A listed name always wins over a derived one.</summary>
    public static Dictionary<string, UnitMatch> Of(UnitRegistry registry)
    {
        var listed = Listed(registry);
        var prefixes = Prefixes(registry);
        var derived = new Dictionary<string, UnitMatch?>();

        foreach (var (name, match) in listed)
        {
            foreach (var spelling in Spellings(name, prefixes))
            {
                if (listed.ContainsKey(spelling))
                    continue;

                // Two units that share a derived spelling are not told apart by it.
                if (derived.TryGetValue(spelling, out var other) && (other?.Unit != match.Unit || other?.Group != match.Group))
                    derived[spelling] = null;
                else
                    derived[spelling] = match with { Kind = UnitMatchKind.Spelling };
            }
        }

        foreach (var (spelling, match) in derived)
        {
            if (match is not null)
                listed.Add(spelling, match);
        }

        return listed;
    }

    private static Dictionary<string, UnitMatch> Listed(UnitRegistry registry)
    {
        var listed = new Dictionary<string, UnitMatch>();

        foreach (var unit in registry.Units)
            Add(unit.Name, new UnitMatch { Unit = unit, Kind = UnitMatchKind.Name });
        foreach (var group in registry.Groups)
            Add(group.Name, new UnitMatch { Group = group, Kind = UnitMatchKind.Name });
        foreach (var unit in registry.Units.Where(unit => unit.FullName is not null))
            Add(unit.FullName!, new UnitMatch { Unit = unit, Kind = UnitMatchKind.FullName });
        foreach (var unit in registry.Units)
            AddAll(unit.Aliases, new UnitMatch { Unit = unit, Kind = UnitMatchKind.Alias });
        foreach (var group in registry.Groups)
            AddAll(group.Aliases, new UnitMatch { Group = group, Kind = UnitMatchKind.Alias });

        return listed;

        void AddAll(IEnumerable<string> names, UnitMatch match)
        {
            foreach (var name in names)
                Add(name, match);
        }

        void Add(string name, UnitMatch match)
        {
            if (UnitText.Fold(name) is { Length: > 0 } folded)
                listed.TryAdd(folded, match);
        }
    }

    /// <summary>区, 西城区 and 北京市西城区 before a department's name mean the same, 市 and 北京市 before a city body's.</summary>
    private static string[][] Prefixes(UnitRegistry registry)
    {
        var name = registry.District.Name;
        var city = registry.Units
            .Select(unit => unit.FullName ?? "")
            .Where(fullName => fullName.IndexOf($"市{name}", StringComparison.Ordinal) > 0)
            .Select(fullName => fullName[..(fullName.IndexOf($"市{name}", StringComparison.Ordinal) + 1)])
            .MinBy(prefix => prefix.Length);
        return city is null ? [[name, "区"]] : [[city + name, name, "区"], [city, "市"]];
    }

    private static IEnumerable<string> Spellings(string name, string[][] prefixes)
    {
        foreach (var ending in WithEndings(name))
        {
            yield return ending;

            foreach (var alike in prefixes)
            {
                var prefix = Array.Find(alike, prefix => ending.StartsWith(prefix, StringComparison.Ordinal));
                if (prefix is null || ending.Length == prefix.Length)
                    continue;

                foreach (var other in alike)
                    yield return other + ending[prefix.Length..];
                break;
            }
        }
    }

    private static IEnumerable<string> WithEndings(string name)
    {
        yield return name;
        foreach (var (brief, full) in Endings)
        {
            if (name.EndsWith(brief, StringComparison.Ordinal))
                yield return name[..^brief.Length] + full;
            if (name.EndsWith(full, StringComparison.Ordinal))
                yield return name[..^full.Length] + brief;
        }
    }
}
