using System.Globalization;
using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>A unit or group as the database holds it, or with the id 0 one that is not stored yet; it names others by their short names.</summary>
internal sealed record UnitEntry(long Id, int Version, UnitFields Fields);

/// <summary>All units and groups of a district, with the rules that hold between them.</summary>
internal sealed record UnitRegister(District District, IReadOnlyList<UnitEntry> Entries)
{
    public static UnitRegister Of(UnitRegistry registry) => new(registry.District,
    [
        .. registry.Units.Select(unit => new UnitFields
        {
            Name = unit.Name,
            FullName = unit.FullName,
            Kind = EnumNames.Of(unit.Kind),
            Aliases = unit.Aliases,
            ValidFrom = unit.ValidFrom,
            ValidTo = unit.ValidTo,
            Successor = unit.Successor,
            Contacts = unit.Contacts,
        }).Concat(registry.Groups.Select(group => new UnitFields
        {
            Name = group.Name,
            Kind = UnitFields.Group,
            Aliases = group.Aliases,
            Members = group.Members,
        })).Select(fields => new UnitEntry(0, 0, fields)),
    ]);

    public UnitRegistry ToRegistry() => new()
    {
        District = District,
        Units =
        [
            .. Entries.Select(entry => entry.Fields).Where(unit => unit.Kind != UnitFields.Group).Select(unit => new UnitRecord
            {
                Name = unit.Name,
                FullName = unit.FullName,
                Kind = EnumNames.Parse<UnitKind>(unit.Kind),
                Aliases = unit.Aliases,
                ValidFrom = unit.ValidFrom,
                ValidTo = unit.ValidTo,
                Successor = unit.Successor,
                Contacts = unit.Contacts,
            }),
        ],
        Groups =
        [
            .. Entries.Select(entry => entry.Fields).Where(group => group.Kind == UnitFields.Group).Select(group => new UnitGroupRecord
            {
                Name = group.Name,
                Aliases = group.Aliases,
                Members = group.Members,
            }),
        ],
    };

    public UnitEntry? Find(long id) => Entries.FirstOrDefault(entry => entry.Id == id);

    /// <summary>The short name behind an id or any name; what is not registered stays as it is, for the rules to refuse.</summary>
    public string NameOf(string idOrName)
    {
        var found = long.TryParse(idOrName, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Find(id)
            : Entries.FirstOrDefault(entry => entry.Fields.Name == idOrName)
                ?? Entries.FirstOrDefault(entry => entry.Fields.FullName == idOrName || entry.Fields.Aliases.Contains(idOrName));
        return found?.Fields.Name ?? idOrName;
    }

    /// <summary>
    /// The register with an entry changed, or added if <paramref name="before"/> is null. Who refers to it follows a new name.
    /// </summary>
    public UnitRegister With(UnitEntry? before, UnitFields after)
    {
        if (before is null)
            return this with { Entries = [.. Entries, new UnitEntry(0, 0, after)] };

        var (old, now) = (before.Fields.Name, after.Name);
        return this with
        {
            Entries = [.. Entries.Select(entry => entry with { Fields = Renamed(entry.Id == before.Id ? after : entry.Fields, old, now) })],
        };
    }

    /// <summary>What a change has made wrong; what was wrong before does not stand in its way.</summary>
    public IReadOnlyList<UnitRegistryFault> FaultsSince(UnitRegister before)
    {
        var known = UnitRegistryFaults.Of(before.ToRegistry()).Select(fault => fault.Message).ToHashSet();
        return [.. UnitRegistryFaults.Of(ToRegistry()).Where(fault => !known.Contains(fault.Message))];
    }

    private static UnitFields Renamed(UnitFields fields, string old, string now) => old == now ? fields : fields with
    {
        Successor = fields.Successor == old ? now : fields.Successor,
        Members = [.. fields.Members.Select(member => member == old ? now : member)],
    };
}
