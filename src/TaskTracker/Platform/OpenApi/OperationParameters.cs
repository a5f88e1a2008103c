using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>What a request carries beside its body: the ids of its path, its <see cref="QuerySpec"/>, and the headers of its method.</summary>
internal sealed partial class OperationParameters : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.In is ParameterLocation.Path))
            Describe(parameter);

        foreach (var parameter in metadata.OfType<QuerySpec>().SelectMany(spec => spec.Parameters))
            operation.Parameters.Add(OfQuery(parameter));

        var method = context.Description.HttpMethod;
        if (method == HttpMethods.Get)
            operation.Parameters.Add(Header("If-None-Match", "The ETag that is known already; if it still holds, the answer is 304 without a body.", "\"3\""));
        if (method == HttpMethods.Post)
            operation.Parameters.Add(Header(Idempotency.Header, IdempotencyNote, "3f0c7a52-report-17", maxLength: Idempotency.MaxKey));
        if (method == HttpMethods.Put || method == HttpMethods.Patch || method == HttpMethods.Delete
            || metadata.OfType<NeedsIfMatch>().Any())
            operation.Parameters.Add(Header("If-Match", "The ETag of the record as it was read: without it 428, with an old one 412.", "\"3\"", required: true));
        if (metadata.OfType<CountsOnRequest>().Any())
            operation.Parameters.Add(Header("Prefer", "`return=total-count` adds `X-Total-Count`.", "return=total-count"));

        if (operation.Parameters.Count == 0)
            operation.Parameters = null;
        if (operation.RequestBody?.Content?.TryGetValue(Form, out var form) == true)
            form.Schema = FileForm(metadata.OfType<FormText>());
        return Task.CompletedTask;
    }

    private const string Form = "multipart/form-data";

    private const string IdempotencyNote =
        "A new key for every act, the same key for every try of it: the act is done once, and the same body gets the first answer again. Kept for 24 hours.";

    private static void Describe(OpenApiParameter parameter)
    {
        parameter.Description ??= parameter.Name!.EndsWith("Id", StringComparison.Ordinal)
            ? $"The id of the {CapitalLetter.Replace(parameter.Name[..^2], match => $" {match.Value.ToLowerInvariant()}")}."
            : null;
        if (parameter.Schema is OpenApiSchema { Type: JsonSchemaType.Integer } schema)
            schema.Minimum = "1";
    }

    private static OpenApiParameter OfQuery(QueryParameter parameter)
    {
        var schema = SchemaOf(parameter);
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Style = parameter.Many ? ParameterStyle.Form : null,
            Explode = !parameter.Many,
            Schema = parameter.Many ? new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 1, Items = schema } : schema,
        };
    }

    private static OpenApiSchema SchemaOf(QueryParameter parameter) => parameter.Kind switch
    {
        QueryKind.Text => new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = QuerySpec.MaxText },
        QueryKind.Id => new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" },
        QueryKind.Number when parameter.Name == Paging.LimitParameter => new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "1",
            Maximum = Paging.MaxLimit.ToString(CultureInfo.InvariantCulture),
            Default = Paging.DefaultLimit,
        },
        QueryKind.Number => new() { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" },
        QueryKind.Date => new() { Type = JsonSchemaType.String, Format = "date" },
        QueryKind.Instant => new() { Type = JsonSchemaType.String, Format = "date-time" },
        QueryKind.Flag => new() { Type = JsonSchemaType.Boolean },
        _ => new() { Type = JsonSchemaType.String, Enum = [.. parameter.Choices.Select(choice => (JsonNode)choice)] },
    };

    /// <summary>Uploads are forms with one file, in the field <c>file</c>, and texts that need not be sent.</summary>
    private static OpenApiSchema FileForm(IEnumerable<FormText> texts)
    {
        var fields = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        foreach (var text in texts)
            fields[text.Name] = new OpenApiSchema { Type = JsonSchemaType.String, Description = text.Description, Examples = [text.Example] };

        return new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "file" }, Properties = fields };
    }

    private static OpenApiParameter Header(string name, string description, string example, bool required = false, int? maxLength = null) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = maxLength, Examples = [example] },
    };

    [GeneratedRegex("[A-Z]")]
    private static partial Regex CapitalLetter { get; }
}
