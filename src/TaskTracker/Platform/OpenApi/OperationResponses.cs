using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>What an answer carries: headers, 304 for a GET, and every refusal that the endpoint, its method and the platform can give.</summary>
internal sealed class OperationResponses : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var responses = operation.Responses ??= [];
        foreach (var (status, response) in responses)
        {
            if (status.StartsWith('2') && response is OpenApiResponse success)
                AddHeaders(success, status, context);
        }

        if (context.Description.HttpMethod == HttpMethods.Get)
            responses["304"] = new OpenApiResponse { Description = "Not changed since the ETag in If-None-Match.", Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = ETag } };

        var keyed = metadata.OfType<IAuthorizeData>().Any();
        foreach (var status in RefusalsOf(context.Description.HttpMethod, keyed).Concat(DeclaredRefusals(responses)))
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] =
                new OpenApiResponseReference(ProblemResponses.NameOf(status), context.Document);
        }

        operation.Responses = [];
        foreach (var (status, response) in responses.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            operation.Responses[status] = response;
        return Task.CompletedTask;
    }

    private static void AddHeaders(OpenApiResponse response, string status, OpenApiOperationTransformerContext context)
    {
        var headers = response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var body = context.Description.SupportedResponseTypes.FirstOrDefault(type => $"{type.StatusCode}" == status)?.Type;
        if (context.Description.HttpMethod == HttpMethods.Get || body?.GetProperty("Etag") is not null)
            headers["ETag"] = ETag;
        if (status == "201")
            headers["Location"] = Header("The path of the record that was made.", "uri-reference");
        if (body is { IsGenericType: true } && body.GetGenericTypeDefinition() == typeof(Page<>))
            headers["Link"] = Header("`<…>; rel=\"next\"`, absent on the last page.");
        if (metadata.OfType<CountsOnRequest>().Any())
            headers["X-Total-Count"] = Header("How many there are in all; only on `Prefer: return=total-count`.");
        if (headers.Count == 0)
            response.Headers = null;
    }

    /// <summary>The refusals that the platform gives without the endpoint's doing.</summary>
    private static IEnumerable<int> RefusalsOf(string? method, bool keyed) =>
    [
        .. keyed ? [401, 403, 429] : Array.Empty<int>(),
        .. method switch
        {
            "POST" => [400, 409, 422],
            "PUT" or "PATCH" or "DELETE" => [412, 428],
            _ => Array.Empty<int>(),
        },
        500, 503,
    ];

    private static IEnumerable<int> DeclaredRefusals(OpenApiResponses responses) =>
        [.. responses.Keys.Select(status => int.TryParse(status, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(status => status >= 400)];

    private static OpenApiHeader ETag => Header("The version of what was answered, for If-None-Match and If-Match.");

    private static OpenApiHeader Header(string description, string? format = null) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format } };
}
