using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FluentValidation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>
/// Makes the generated schemas say what holds: an answer always has all its fields and may get more, a request body has the limits of
/// its validator, and descriptions read as sentences.
/// </summary>
internal sealed partial class SchemaFinish : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        schemas.Remove(nameof(IFormFile));
        var sent = new HashSet<string>();
        foreach (var media in document.Operations().SelectMany(operation => operation.RequestBody?.Content?.Values ?? []))
            Collect(media.Schema, schemas, sent);

        foreach (var (name, schema) in schemas.Where(pair => pair.Value is OpenApiSchema).Select(pair => (pair.Key, (OpenApiSchema)pair.Value)))
        {
            Clean(schema);
            if (!sent.Contains(name) && schema.Properties is { Count: > 0 } properties)
            {
                schema.AdditionalPropertiesAllowed = true;
                schema.AdditionalProperties = null;
                schema.Required = properties.Keys.Except(AbsentFields.Of(schema)).ToHashSet();
            }
        }

        var validators = context.DescriptionGroups.SelectMany(group => group.Items)
            .SelectMany(endpoint => endpoint.ActionDescriptor.EndpointMetadata.OfType<ValidatedRequest>());
        foreach (var validated in validators)
            ValidatorLimits.Apply(validated.Validator, schemas);
        return Task.CompletedTask;
    }

    /// <summary>The names of all schemas that can stand in what a caller sends.</summary>
    private static void Collect(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> names)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id })
        {
            if (names.Add(id))
                Collect(schemas.TryGetValue(id, out var target) ? target : null, schemas, names);
        }
        else if (schema is not null)
        {
            foreach (var part in PartsOf(schema))
                Collect(part, schemas, names);
        }
    }

    private static void Clean(IOpenApiSchema schema)
    {
        if (schema.Description is { } description)
            schema.Description = MemberReference.Replace(WebUtility.HtmlDecode(description), match => $"`{JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value)}`");
        if (schema is not OpenApiSchema own)
            return;

        if (own is { Enum.Count: > 0, Type: null })
        {
            own.Type = JsonSchemaType.String;
            // Where a field may be null, its own schema says so beside the reference.
            own.Enum = [.. own.Enum.Where(choice => choice?.GetValueKind() is JsonValueKind.String)];
        }

        foreach (var part in PartsOf(schema))
            Clean(part);
    }

    private static IEnumerable<IOpenApiSchema> PartsOf(IOpenApiSchema schema) =>
        new[] { schema.Items, schema.AdditionalProperties }.OfType<IOpenApiSchema>()
            .Concat(schema.Properties?.Values ?? [])
            .Concat(schema.OneOf ?? [])
            .Concat(schema.AnyOf ?? [])
            .Concat(schema.AllOf ?? []);

    /// <summary>A see-also of a doc comment, as the generator writes it: <c>string? Page&lt;T&gt;.Next</c>.</summary>
    [GeneratedRegex(@"\S+ (?:\w+(?:<[\w, ]+>)?\.)+([A-Z]\w*)")]
    private static partial Regex MemberReference { get; }
}
