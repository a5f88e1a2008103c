using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>
/// The story of the examples: the lead unit 区甲局 and its partner 区乙局 are to complete a system by the end of 2018, report on it in
/// November, and the supervision office follows. Values go by the field's name; before it go those of a field inside a schema or another field, with a dot between.
/// </summary>
internal static partial class ExampleValues
{
    public const string Cursor = "eyJTb3J0IjoiaWQiLCJWYWx1ZSI6IiIsIklkIjoxN30";
    public const string Key = "区甲局";

    /// <summary>Whether the story leaves this field empty: null where it may be null, a list without items.</summary>
    public static bool IsNull(IReadOnlyList<string> scope, string field) =>
        Null.Contains(field) || scope.Any(outer => Null.Contains($"{outer}.{field}"));

    public static string IdOf(string parameter) => Values.TryGetValue(parameter, out var value) ? value.ToString() : "1";

    public static JsonNode Of(IOpenApiSchema schema, IReadOnlyList<string> scope, string field)
    {
        if (schema.Enum is { Count: > 0 } choices)
        {
            var told = Find(scope, field);
            return (choices.FirstOrDefault(choice => JsonNode.DeepEquals(choice, told)) ?? choices[0]).DeepClone();
        }

        if (Find(scope, field) is { } value && Fits(value, schema))
            return value.DeepClone();

        var type = schema.Type ?? JsonSchemaType.String;
        if (type.HasFlag(JsonSchemaType.Integer) || type.HasFlag(JsonSchemaType.Number))
            return schema.Minimum is { } minimum ? int.Parse(minimum, CultureInfo.InvariantCulture) : 1;
        if (type.HasFlag(JsonSchemaType.Boolean))
            return false;
        return schema.Format switch
        {
            "date" => "2018-12-31",
            "date-time" => "2018-11-20T01:30:00+00:00",
            "uuid" => "7f8a2c34-5d0e-4b6a-9c1d-2e3f4a5b6c7d",
            "uri" => "https://tasktracker.example.cn/",
            _ => "示例",
        };
    }

    private static JsonNode? Find(IReadOnlyList<string> scope, string field) =>
        scope.Select(outer => Values.GetValueOrDefault($"{outer}.{field}")).FirstOrDefault(told => told is not null)
        ?? Values.GetValueOrDefault(field);

    private static bool Fits(JsonNode value, IOpenApiSchema schema) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => schema.Type?.HasFlag(JsonSchemaType.Integer) == true || schema.Type?.HasFlag(JsonSchemaType.Number) == true,
        System.Text.Json.JsonValueKind.String => schema.Type?.HasFlag(JsonSchemaType.String) != false && HasFormat(value.GetValue<string>(), schema.Format),
        _ => false,
    };

    /// <summary>Fields of one name can be a moment here and a time of day there.</summary>
    private static bool HasFormat(string text, string? format) => format switch
    {
        "date-time" => DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeOnly.TryParseExact(text, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        _ => true,
    };
}
