using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskTracker.Tests.Contract;

/// <summary>A body after the contract, with every field that its schema has, and what becomes of it when one place is damaged.</summary>
internal sealed class DamagedBodies(JsonNode document, JsonNode schema, JsonNode? example)
{
    private const string Mark = "@@HERE@@";
    private const int DeepestSample = 6;

    /// <summary>Whole values, as raw JSON, that stand for the one that was there.</summary>
    public static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "2147483648", "-9223372036854775808", "9223372036854775808", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"",
        "\"no_such_word\"", "\"1, 2\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"2018-02-30\"", "\"9999-99-99\"", "\"25:61\"", "{}", "[]", "[null]", "[[]]", "{\"x\":null}",
        "[null,null]", "nul", "", new string('[', 100) + new string(']', 100), $"\"{new string('长', 20_000)}\"", $"[{string.Join(',', Enumerable.Repeat("1", 3_000))}]",
    ];

    /// <summary>The value that was there and something beside it: an item of null, the field twice, a field that is not known.</summary>
    private static readonly string[] Beside =
    [
        Mark + ",null", "null," + Mark, Mark + ",\"noSuchField\":1", Mark + ",\"\\ud800\":1", Mark + ",\"\\u0000\":1", Mark + ",{NAME}:" + Mark, Mark + ",{NAME}:null",
    ];

    private readonly JsonNode _whole = WholeOf(document, schema, example, 0) ?? new JsonObject();

    /// <summary>Null in each place, by itself and as an item beside what is there.</summary>
    public IEnumerable<string> Nulls()
    {
        foreach (var path in PathsIn(_whole).ToArray())
        {
            yield return Damage(path, "null");
            if (path.LastOrDefault() is int)
                yield return Damage(path, Mark + ",null");
        }
    }

    /// <summary>One place damaged in one way.</summary>
    public string Next(Random random)
    {
        var paths = PathsIn(_whole).ToArray();
        var path = paths[random.Next(paths.Length)];
        return random.Next(4) == 0
            ? Damage(path, Beside[random.Next(Beside.Length)])
            : Damage(path, Values[random.Next(Values.Length)]);
    }

    private string Damage(object[] path, string replacement)
    {
        var copy = _whole.DeepClone();
        if (path.Length == 0)
            return replacement.Replace(Mark, copy.ToJsonString(), StringComparison.Ordinal);

        var parent = path[..^1].Aggregate(copy, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        var name = path[^1] as string;
        var before = (name is null ? parent[(int)path[^1]] : parent[name])?.ToJsonString() ?? "null";
        if (name is null)
            parent[(int)path[^1]] = Mark;
        else
            parent[name] = Mark;
        var raw = replacement.Replace(Mark, before, StringComparison.Ordinal).Replace("{NAME}", JsonSerializer.Serialize(name ?? "x"), StringComparison.Ordinal);
        return copy.ToJsonString().Replace($"\"{Mark}\"", raw, StringComparison.Ordinal);
    }

    private static IEnumerable<object[]> PathsIn(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => PathsIn(field.Value).Select(path => (object[])[field.Key, .. path])).Prepend([]),
        JsonArray items => items.SelectMany((item, index) => PathsIn(item).Select(path => (object[])[index, .. path])).Prepend([]),
        _ => [[]],
    };

    /// <summary>The example, with what it leaves out filled in from the schema.</summary>
    private static JsonNode? WholeOf(JsonNode document, JsonNode? schema, JsonNode? example, int depth)
    {
        if (schema is null || depth > DeepestSample)
            return example?.DeepClone();

        if ((string?)schema["$ref"] is { } reference)
            return WholeOf(document, reference.Split('/').Skip(1).Aggregate(document, (node, name) => node[name]!), example, depth);

        if (schema["oneOf"] is JsonArray choices)
            return WholeOf(document, choices.Last(), example, depth);

        if (schema["properties"] is JsonObject properties)
        {
            var whole = new JsonObject();
            foreach (var (name, part) in properties)
                whole[name] = WholeOf(document, part, (example as JsonObject)?[name], depth + 1);
            return whole;
        }

        if (schema["items"] is { } items)
            return new JsonArray([.. (example as JsonArray is { Count: > 0 } given ? given : new JsonArray((JsonNode?)null)).Select(item => WholeOf(document, items, item, depth + 1))]);

        if (schema["additionalProperties"] is JsonObject values)
            return example?.DeepClone() ?? new JsonObject { ["x"] = WholeOf(document, values, null, depth + 1) };

        return example?.DeepClone() ?? SampleOf(schema);
    }

    private static JsonNode? SampleOf(JsonNode schema) => schema["enum"] is JsonArray { Count: > 0 } words
        ? words[0]!.DeepClone()
        : (schema["type"] is JsonArray several ? several.Select(name => (string?)name).First(name => name != "null") : (string?)schema["type"]) switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "string" => (string?)schema["format"] switch
            {
                "date" => "2018-12-31",
                "date-time" => "2018-12-31T08:30:00+08:00",
                "time" => "09:30:00",
                _ => "文",
            },
            _ => null,
        };
}
