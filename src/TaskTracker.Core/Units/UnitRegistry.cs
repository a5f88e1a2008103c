namespace TaskTracker.Core.Units;

/// <summary>A district's register of units and groups: a data file, or what the database holds of it.</summary>
public sealed record UnitRegistry
{
    public required District District { get; init; }

    public required IReadOnlyList<UnitRecord> Units { get; init; }

    public required IReadOnlyList<UnitGroupRecord> Groups { get; init; }
}

/// <summary>A government with its own units and documents (区).</summary>
public sealed record District
{
    /// <summary>Stable lower-case code, e.g. <c>xicheng</c>.</summary>
    public required string Code { get; init; }

    /// <summary>e.g. 西城区.</summary>
    public required string Name { get; init; }

    /// <summary>Administrative division code, e.g. 110102.</summary>
    public required string DivisionCode { get; init; }

    /// <summary>Text that marks an issuer as belonging to the district, e.g. 西城.</summary>
    public required IReadOnlyList<string> IssuerMarks { get; init; }
}

/// <summary>A department, sub-district office, committee or company (单位).</summary>
/// <remarks>A list left out of the data file reaches its setter as null: generated JSON readers set every init property.</remarks>
public sealed record UnitRecord
{
    /// <summary>The short name, unique in the district and stable: other entries refer to a unit by it.</summary>
    public required string Name { get; init; }

    public string? FullName { get; init; }

    public required UnitKind Kind { get; init; }

    /// <summary>Other names seen in print: variants and misprints.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>First day on which the unit exists under this name; null if unknown.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which the unit exists under this name; null if it still does.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The <see cref="Name"/> of the unit that took its work over.</summary>
    public string? Successor { get; init; }

    public IReadOnlyList<UnitContact> Contacts { get; init => field = value ?? []; } = [];
}

/// <summary>A collective name (集合单位) with members where they are known.</summary>
public sealed record UnitGroupRecord
{
    /// <summary>The name, unique among the district's units and groups.</summary>
    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>The <see cref="UnitRecord.Name"/> of each member; empty if the group is open (各相关部门).</summary>
    public IReadOnlyList<string> Members { get; init => field = value ?? []; } = [];
}

/// <summary>A person or desk of a unit that is told of its tasks.</summary>
public sealed record UnitContact
{
    public required ContactRole Role { get; init; }

    public required string Name { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }
}

/// <summary>第一责任人, 分管负责同志, 联络员.</summary>
public enum ContactRole
{
    Head,
    Deputy,
    Contact,
}

/// <summary>What kind of body a unit is.</summary>
public enum UnitKind
{
    /// <summary>A department of the district government (委、办、局).</summary>
    Department,

    /// <summary>A district branch of a city or state body (分局, 支队, 税务局).</summary>
    Branch,

    /// <summary>街道办事处.</summary>
    SubDistrict,

    /// <summary>镇.</summary>
    Town,

    /// <summary>A party or mass organisation (区委组织部, 团区委, 区工商联).</summary>
    PartyOrMass,

    /// <summary>A committee, headquarters or leading group for one matter (指挥部, 领导小组).</summary>
    Committee,

    /// <summary>A public institution (中心, 医院, 学校).</summary>
    Institution,

    /// <summary>A company.</summary>
    Company,

    /// <summary>A body above the district.</summary>
    Higher,
}
