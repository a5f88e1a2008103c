using TaskTracker.Core.Units;
using TaskTracker.Platform;

namespace TaskTracker.Units;

/// <summary>Reads registries back from the database.</summary>
internal static class UnitStore
{
    public static async Task<UnitRegistry?> ReadRegistryAsync(Session session, string districtId)
    {
        await Task.CompletedTask;
        _ = session;
        return UnitRegistries.Load(districtId);
    }

    public static async Task<IReadOnlyList<UnitRegistry>> RegistriesAsync(Session session)
    {
        await Task.CompletedTask;
        _ = session;
        return UnitRegistries.All;
    }
}
