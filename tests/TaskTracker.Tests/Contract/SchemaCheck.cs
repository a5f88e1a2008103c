using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskTracker.Tests.Contract;

/// <summary>Whether a value fits a schema of the document: the part of JSON Schema that the document uses.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    public IEnumerable<string> Faults(JsonNode? value, JsonNode schema, string where)
    {
        if ((string?)schema["$ref"] is { } reference)
            return Faults(value, Resolve(reference), where);

        if (schema["oneOf"] is JsonArray choices)
            return choices.Count(choice => !Faults(value, choice!, where).Any()) == 1 ? [] : [$"{where}: fits none, or more than one, of its schemas"];

        return schema["type"] is { } type && !TypesOf(type).Any(name => IsOfType(value, name))
            ? [$"{where}: {value?.ToJsonString() ?? "null"} is not of the type {type.ToJsonString()}"]
            : value switch
            {
                JsonObject fields => FaultsOfFields(fields, schema, where),
                JsonArray items => items.SelectMany((item, index) => schema["items"] is { } each ? Faults(item, each, $"{where}[{index}]") : []),
                JsonValue single => FaultsOfValue(single, schema, where),
                _ => [],
            };
    }

    private IEnumerable<string> FaultsOfFields(JsonObject fields, JsonNode schema, string where)
    {
        foreach (var name in schema["required"]?.AsArray().Select(name => (string)name!) ?? [])
        {
            if (!fields.ContainsKey(name))
                yield return $"{where}: {name} is missing";
        }

        foreach (var (name, value) in fields)
        {
            var part = schema["properties"]?[name] ?? schema["additionalProperties"];
            if (part is JsonObject property)
            {
                foreach (var fault in Faults(value, property, $"{where}.{name}"))
                    yield return fault;
            }
            else
            {
                yield return $"{where}: {name} is not described";
            }
        }
    }

    private static IEnumerable<string> FaultsOfValue(JsonValue value, JsonNode schema, string where)
    {
        if (schema["enum"] is JsonArray allowed && !allowed.Any(choice => JsonNode.DeepEquals(choice, value)))
            yield return $"{where}: {value.ToJsonString()} is not allowed";
        if (value.GetValueKind() is not JsonValueKind.String)
            yield break;

        var text = (string)value!;
        if ((int?)schema["maxLength"] < text.Length || (int?)schema["minLength"] > text.Length)
            yield return $"{where}: the length of \"{text}\" is not allowed";
        if ((string?)schema["format"] switch
        {
            "date" => !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            // A time of day alone would be read as today's.
            "date-time" => !DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            _ => false,
        })
            yield return $"{where}: \"{text}\" is no {schema["format"]}";
    }

    private JsonNode Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(document, (node, name) => node[name] ?? throw new InvalidOperationException($"{reference} leads nowhere."));

    private static IEnumerable<string> TypesOf(JsonNode type) => type is JsonArray several ? several.Select(name => (string)name!) : [(string)type!];

    private static bool IsOfType(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null, type) switch
    {
        (JsonValueKind.Null, "null") or (JsonValueKind.Object, "object") or (JsonValueKind.Array, "array") or (JsonValueKind.String, "string") => true,
        (JsonValueKind.True or JsonValueKind.False, "boolean") or (JsonValueKind.Number, "number") => true,
        (JsonValueKind.Number, "integer") => long.TryParse(value!.ToJsonString(), CultureInfo.InvariantCulture, out _),
        _ => false,
    };
}
