using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>Gives every JSON body an example, made from its schema and one small story (<see cref="ExampleValues"/>).</summary>
internal sealed class Examples : IOpenApiDocumentTransformer
{
    private const int MaxDepth = 16;
    private const string MergePatch = "application/merge-patch+json";
    private const string Reason = "reason";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        foreach (var (path, item) in document.Paths)
        {
            var maker = new Maker(schemas, path);
            foreach (var operation in item.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            {
                var patch = operation.RequestBody?.Content?.ContainsKey(MergePatch) == true;
                AddTo(operation.RequestBody?.Content, schema => patch ? Fewer(maker.Make(schema)) : maker.Make(schema));
                foreach (var response in operation.Responses?.Values.OfType<OpenApiResponse>() ?? [])
                    AddTo(response.Content, maker.Make);
            }
        }

        return Task.CompletedTask;
    }

    private static void AddTo(IDictionary<string, OpenApiMediaType>? content, Func<IOpenApiSchema, JsonNode?> make)
    {
        foreach (var (type, media) in content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (type.EndsWith("json", StringComparison.Ordinal) && media is { Example: null, Examples: null, Schema: { } schema })
                media.Example = make(schema);
        }
    }

    /// <summary>A patch names what it changes: two fields, and the reason where there is one.</summary>
    private static JsonNode? Fewer(JsonNode? example)
    {
        if (example is not JsonObject all)
            return example;

        var kept = all.Where(field => field.Key != Reason && field.Value is JsonValue).Take(2)
            .Concat(all.Where(field => field.Key == Reason));
        return new JsonObject(kept.Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())).ToArray());
    }

    private sealed class Maker(IDictionary<string, IOpenApiSchema> schemas, string path)
    {
        public JsonNode? Make(IOpenApiSchema schema) => Make(schema, [], "");

        /// <param name="schema">What the value must fit.</param>
        /// <param name="scope">The schemas and fields that it stands in, innermost first.</param>
        /// <param name="field">The field's name.</param>
        private JsonNode? Make(IOpenApiSchema schema, IReadOnlyList<string> scope, string field)
        {
            if (schema is OpenApiSchemaReference { Reference.Id: { } id })
                return Make(schemas[id], IsObject(schemas[id]) ? [id, .. scope] : scope, field);

            if (schema.OneOf is { Count: > 0 } choices)
                return ExampleValues.IsNull(scope, field) ? null : Make(choices.First(choice => choice.Type != JsonSchemaType.Null), scope, field);

            if (IsObject(schema))
                return scope.Count > MaxDepth ? new JsonObject() : MakeObject(schema, scope, field);

            if (schema.Type?.HasFlag(JsonSchemaType.Null) == true && ExampleValues.IsNull(scope, field))
                return null;

            if (schema.Type?.HasFlag(JsonSchemaType.Array) == true)
                return scope.Count > MaxDepth || schema.Items is null || ExampleValues.IsNull(scope, field) ? new JsonArray() : new JsonArray(Make(schema.Items, scope, field));

            return field == "next" ? NextPage() : ExampleValues.Of(schema, scope, field);
        }

        private JsonObject MakeObject(IOpenApiSchema schema, IReadOnlyList<string> scope, string field)
        {
            IReadOnlyList<string> inner = field.Length > 0 ? [field, .. scope] : scope;
            var made = new JsonObject();
            foreach (var (name, property) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
                made[name] = Make(property, inner, name);
            if (schema.AdditionalProperties is { } value)
                made[ExampleValues.Key] = Make(value, inner, "");
            return made;
        }

        private string NextPage()
        {
            var filled = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? ExampleValues.IdOf(part.Trim('{', '}')) : part));
            return $"{filled}?cursor={ExampleValues.Cursor}";
        }

        private static bool IsObject(IOpenApiSchema schema) =>
            schema.Type?.HasFlag(JsonSchemaType.Object) == true || schema.Properties is { Count: > 0 };
    }
}
