using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace TaskTracker.Core.Units;

/// <summary>
/// Reads and writes a registry in the form of the data files: camelCase members, enum values in snake_case, Chinese
/// characters unescaped, comments and trailing commas allowed.
/// </summary>
public static class UnitRegistryJson
{
    private static readonly UnitRegistryJsonContext Context = new(new JsonSerializerOptions(UnitRegistryJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <exception cref="JsonException">The text is no JSON, lacks a member or names an unknown kind; the message says where.</exception>
    public static UnitRegistry Read(string json) =>
        JsonSerializer.Deserialize(json, Context.UnitRegistry) ?? throw Empty();

    /// <inheritdoc cref="Read(string)"/>
    public static UnitRegistry Read(Stream json) =>
        JsonSerializer.Deserialize(json, Context.UnitRegistry) ?? throw Empty();

    public static string Write(UnitRegistry registry) =>
        JsonSerializer.Serialize(registry, Context.UnitRegistry);

    private static JsonException Empty() => new("A registry is an object with district, units and groups, not null.");
}

/// <summary>Generated at compile time: reading by reflection would cost a command-line run a tenth of a second.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(SnakeCaseEnum<UnitKind>), typeof(SnakeCaseEnum<ContactRole>)])]
[JsonSerializable(typeof(UnitRegistry))]
internal sealed partial class UnitRegistryJsonContext : JsonSerializerContext;

internal sealed class SnakeCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
