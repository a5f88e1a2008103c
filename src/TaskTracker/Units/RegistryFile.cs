using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskTracker.Core;
using TaskTracker.Core.Units;

namespace TaskTracker.Units;

/// <summary>A registry as sent, and in which line each entry stands, so that a fault can be found.</summary>
internal sealed partial record RegistryFile(UnitRegister Register, IReadOnlyDictionary<string, int> Lines)
{
    private const int ShownValue = 60;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>A registry that the program carries.</summary>
    public static RegistryFile Of(UnitRegistry registry) => new(UnitRegister.Of(registry), new Dictionary<string, int>());

    /// <returns>A refusal that names line and column, and where it is about a value also entry and field.</returns>
    public static Decision<RegistryFile> ReadJson(string json)
    {
        try
        {
            var registry = UnitRegistryJson.Read(json);
            var hasNull = registry is { District: null } or { Units: null } or { Groups: null }
                || registry.Units.Contains(null!) || registry.Groups.Contains(null!);
            return hasNull
                ? new Refusal("registry-unreadable", "district, units and groups and their entries cannot be null.")
                : new RegistryFile(UnitRegister.Of(registry), LinesOfNames(json));
        }
        catch (JsonException exception)
        {
            return new Refusal("registry-unreadable", $"{PlaceOf(json, exception)}{Explanation(json, exception)}");
        }
    }

    /// <summary>"line 12, " for messages; empty where the line is not known.</summary>
    public string LineOf(string entry) => Lines.TryGetValue(entry, out var line) ? string.Create(CultureInfo.InvariantCulture, $"line {line}, ") : "";

    private static Dictionary<string, int> LinesOfNames(string json)
    {
        var lines = new Dictionary<string, int>();
        var (line, read) = (1, 0);
        foreach (Match match in NameProperty.Matches(json))
        {
            line += json.AsSpan(read, match.Index - read).Count('\n');
            read = match.Index;
            lines[JsonSerializer.Deserialize<string>(match.Groups["text"].Value)!] = line;
        }

        return lines;
    }

    private static string PlaceOf(string json, JsonException exception)
    {
        if (exception is not { LineNumber: { } line, BytePositionInLine: { } position })
            return "";

        var bytes = Encoding.UTF8.GetBytes(json.Split('\n').ElementAtOrDefault((int)line) ?? "");
        var column = Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(position, bytes.Length)) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {column}: ");
    }

    private static string Explanation(string json, JsonException exception)
    {
        var message = exception.Message;
        var (entry, field, value) = SubjectOf(json, exception.Path ?? "");
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{entry}{field} is no field of an entry.";
        if (message.Contains("required", StringComparison.Ordinal))
            return $"{entry}{string.Join(", ", message.Split('\'').Where((_, index) => index % 2 == 1).Skip(1))} is missing.";
        if (!message.Contains("could not be converted", StringComparison.Ordinal))
            return "this is not valid JSON.";

        var allowed = field == "kind" ? $"; allowed: {string.Join(", ", UnitFields.Kinds.Where(kind => kind != UnitFields.Group))}" : "";
        return $"{entry}{field} has the value {value}, which is not allowed{allowed}.";
    }

    /// <summary>Entry, field and value that the path of an error leads to.</summary>
    private static (string Entry, string Field, string Value) SubjectOf(string json, string path)
    {
        using var document = ParsedOrNull(json);
        var match = EntryPath.Match(path);
        if (document is null || !match.Success)
            return ("", path.Replace("$.", "", StringComparison.Ordinal), "");

        var index = int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture);
        var field = match.Groups["field"].Value;
        var list = document.RootElement.GetProperty(match.Groups["list"].Value);
        var entry = list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > index ? list[index] : default;
        if (entry.ValueKind is not JsonValueKind.Object)
            return ($"{match.Groups["list"].Value} {index + 1}, ", field, "");

        var name = entry.TryGetProperty("name", out var given) ? given.ToString() : $"{match.Groups["list"].Value} {index + 1}";
        var value = entry.TryGetProperty(field, out var found) ? found.GetRawText() : "";
        return ($"{name}, ", field, value.Length <= ShownValue ? value : value[..ShownValue] + "…");
    }

    private static JsonDocument? ParsedOrNull(string json)
    {
        try
        {
            return JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"""name""\s*:\s*(?<text>""(?:[^""\\]|\\.)*"")")]
    private static partial Regex NameProperty { get; }

    [GeneratedRegex(@"^\$\.(?<list>units|groups)\[(?<index>\d+)\](?:\.(?<field>\w+))?")]
    private static partial Regex EntryPath { get; }
}
