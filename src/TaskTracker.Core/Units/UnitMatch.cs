namespace TaskTracker.Core.Units;

/// <summary>What a printed name was found to be: a unit or a group, and how sure that is.</summary>
public sealed record UnitMatch
{
    /// <summary>The unit; null if the name is a group's.</summary>
    public UnitRecord? Unit { get; init; }

    /// <summary>The group; null if the name is a unit's. For a collective name known only by its pattern: that name, open.</summary>
    public UnitGroupRecord? Group { get; init; }

    public required UnitMatchKind Kind { get; init; }

    /// <summary>The registered name.</summary>
    public string Name => Unit?.Name ?? Group?.Name ?? "";
}

/// <summary>How a printed name met the registry.</summary>
public enum UnitMatchKind
{
    /// <summary>The short name.</summary>
    Name,

    /// <summary>The full name.</summary>
    FullName,

    /// <summary>A registered variant or misprint.</summary>
    Alias,

    /// <summary>A regular spelling of one of these: 西城区… for 区…, …委员会 for …委, …街道办事处 for …街道.</summary>
    Spelling,

    /// <summary>The name before a bracket: 区教委（区教育督导室） for 区教委.</summary>
    OuterName,

    /// <summary>A collective name recognised by its pattern (全区各产业促进部门), registered or not.</summary>
    OpenGroup,

    /// <summary>A misprint: one or two characters differ from exactly one registered unit.</summary>
    Near,
}
