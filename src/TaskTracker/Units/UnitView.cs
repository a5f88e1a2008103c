using TaskTracker.Core.Units;
using TaskTracker.Tasks;

namespace TaskTracker.Units;

/// <summary>A unit or group as the API shows it, in lists and alone.</summary>
internal sealed record UnitView
{
    public required long Id { get; init; }

    /// <summary>The record's ETag, to send in If-Match.</summary>
    public required string Etag { get; init; }

    /// <summary>The short name, unique in the district.</summary>
    public required string Name { get; init; }

    public string? FullName { get; init; }

    /// <summary>department, branch, sub_district, town, party_or_mass, committee, institution, company, higher or group.</summary>
    public required string Kind { get; init; }

    /// <summary>Other names seen in print: variants and misprints.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>First day on which the unit exists under this name; null if unknown.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which the unit exists under this name; null if it still does.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The unit that took its work over.</summary>
    public UnitReference? Successor { get; init; }

    /// <summary>Whose work it is now: the end of the chain of successors; null if there is none.</summary>
    public UnitReference? CurrentUnit { get; init; }

    /// <summary>The units whose work it took over.</summary>
    public required IReadOnlyList<UnitReference> Predecessors { get; init; }

    /// <summary>The groups that it belongs to.</summary>
    public required IReadOnlyList<UnitReference> Groups { get; init; }

    /// <summary>The units of a group; empty for a unit and for an open group.</summary>
    public required IReadOnlyList<UnitReference> Members { get; init; }

    /// <summary>Personal data: null unless the key is the office's, an admin's or that of the unit's own coordinator.</summary>
    public IReadOnlyList<UnitContact>? Contacts { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
