using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>Says that text is text: the generator cannot know it of a type that has a converter of its own (<see cref="StorableText"/>).</summary>
internal sealed class TextSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo;
        if (type.Type == typeof(string))
            schema.Type ??= context.JsonPropertyInfo?.IsGetNullable == true ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
        else if (type.Kind is JsonTypeInfoKind.Enumerable && type.ElementType == typeof(string))
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        else if (type.Kind is JsonTypeInfoKind.Dictionary && type.ElementType == typeof(string))
            schema.AdditionalProperties ??= new OpenApiSchema { Type = JsonSchemaType.String };
        return Task.CompletedTask;
    }
}
