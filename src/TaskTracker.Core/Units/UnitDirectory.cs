namespace TaskTracker.Core.Units;

/// <summary>Finds a unit or a group of one district by a printed name.</summary>
public sealed class UnitDirectory
{
    public UnitDirectory(UnitRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        District = registry.District;
    }

    public District District { get; }
}
