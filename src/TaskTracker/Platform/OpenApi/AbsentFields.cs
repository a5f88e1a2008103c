using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>Fields that an answer leaves out instead of writing null: neither required nor nullable.</summary>
internal sealed class AbsentFields : IOpenApiSchemaTransformer
{
    private const string Key = nameof(AbsentFields);

    public static IEnumerable<string> Of(OpenApiSchema schema) =>
        schema.Metadata?.TryGetValue(Key, out var names) == true ? (IReadOnlyList<string>)names : [];

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is not null)
            return Task.CompletedTask;

        string[] absent = [.. context.JsonTypeInfo.Properties
            .Where(property => property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
                .OfType<JsonIgnoreAttribute>().Any(ignore => ignore.Condition is JsonIgnoreCondition.WhenWritingNull) == true)
            .Select(property => property.Name)];
        if (absent.Length == 0)
            return Task.CompletedTask;

        (schema.Metadata ??= new Dictionary<string, object>())[Key] = absent;
        foreach (var name in absent)
        {
            schema.Required?.Remove(name);
            if (schema.Properties?.TryGetValue(name, out var found) == true && found is OpenApiSchema { Type: { } type } property)
                property.Type = type & ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }
}
