using System.Reflection;

namespace TaskTracker.Core.Units;

/// <summary>The registries that the program carries with it, one a district; a service may hold newer ones in its database.</summary>
public static class UnitRegistries
{
    private const string Folder = "registries/";
    private const string Extension = ".json";

    private static readonly Lazy<IReadOnlyList<UnitRegistry>> Embedded = new(LoadAll);

    /// <summary>Every embedded registry, by district code.</summary>
    public static IReadOnlyList<UnitRegistry> All => Embedded.Value;

    /// <returns>Null if no registry is embedded for that district code.</returns>
    public static UnitRegistry? Load(string code) => All.FirstOrDefault(registry => registry.District.Code == code);

    private static List<UnitRegistry> LoadAll()
    {
        var assembly = typeof(UnitRegistries).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => ReadResource(assembly, name))];
    }

    private static UnitRegistry ReadResource(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        return UnitRegistryJson.Read(stream);
    }
}
