using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>One response per error status for the whole document, with an example of each problem type; and the list of the types.</summary>
internal sealed class ProblemResponses : IOpenApiDocumentTransformer
{
    public const string MediaType = "application/problem+json";
    private const string SchemaName = "ProblemDetails";
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    public static string NameOf(int status) =>
        string.Concat(Problems.TitleOf(status).Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var components = document.Components ??= new OpenApiComponents();
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        components.Schemas[SchemaName] = Schema();
        components.Responses ??= new Dictionary<string, IOpenApiResponse>();
        var used = document.Operations().SelectMany(operation => operation.Responses!.Values).OfType<OpenApiResponseReference>()
            .Select(response => response.Reference.Id!).ToHashSet();
        foreach (var types in ProblemTypes.ByStatus.OrderBy(group => group.Key).Where(group => used.Contains(NameOf(group.Key))))
            components.Responses[NameOf(types.Key)] = ResponseOf(types.Key, [.. types], document);

        document.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        document.Extensions["x-problem-types"] = new JsonNodeExtension(new JsonArray([.. ProblemTypes.All.Select(type => new JsonObject
        {
            ["type"] = type.Urn,
            ["status"] = type.Status,
            ["title"] = Problems.TitleOf(type.Status),
            ["description"] = type.Meaning,
        })]));
        return Task.CompletedTask;
    }

    private static OpenApiResponse ResponseOf(int status, IReadOnlyList<ProblemType> types, OpenApiDocument document) => new()
    {
        Description = $"{Problems.TitleOf(status)}: {string.Join(", ", types.Select(type => $"`{type.Code}`"))}.",
        Headers = HeadersOf(status),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [MediaType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(SchemaName, document),
                Examples = types.ToDictionary(type => type.Code, type => (IOpenApiExample)new OpenApiExample { Value = ExampleOf(type) }),
            },
        },
    };

    private static Dictionary<string, IOpenApiHeader>? HeadersOf(int status) => status switch
    {
        401 => new() { ["WWW-Authenticate"] = Header("Always `Bearer`.") },
        412 => new() { ["ETag"] = Header("The record's current ETag.") },
        429 => new() { ["Retry-After"] = Header("Seconds to wait before the next try.") },
        503 => new() { ["Retry-After"] = Header("Seconds to wait before the next try.") },
        _ => null,
    };

    private static OpenApiHeader Header(string description) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static JsonObject ExampleOf(ProblemType type)
    {
        var example = new JsonObject
        {
            ["type"] = type.Urn,
            ["title"] = Problems.TitleOf(type.Status),
            ["status"] = type.Status,
            ["detail"] = type.Meaning,
            ["traceId"] = TraceId,
        };
        if (type.Field is not null)
            example["errors"] = new JsonObject { [type.Field] = new JsonArray(type.Error) };
        return example;
    }

    private static OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A refusal after RFC 9457. `type` is stable and meant for programs, `detail` for people.",
        Required = new HashSet<string> { "type", "title", "status" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Format = "uri",
                Description = "`urn:tasktracker:` and the code; see `x-problem-types`. More types can be added.",
                Extensions = new Dictionary<string, IOpenApiExtension>
                {
                    ["x-extensible-enum"] = new JsonNodeExtension(new JsonArray([.. ProblemTypes.All.Select(type => (JsonNode)type.Urn)])),
                },
            },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The status in words." },
            ["status"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = "400",
                Maximum = "599",
                Description = "The HTTP status.",
            },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What is wrong with this request, in one sentence." },
            ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Under which the service's log speaks of the request." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "What is wrong with each field or parameter, by its name as sent.",
                AdditionalProperties = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            },
        },
    };
}
