using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Commands.Drafts;

/// <summary>
/// Runs use cases of the API in this process, without listening: binding, validation, rules, audit and problems are those of the
/// endpoint itself. Who has the machine and its database needs no key; it stands in the trail as <c>command_line</c>.
/// </summary>
internal sealed class UseCases : IAsyncDisposable
{
    private readonly WebApplication _service;
    private readonly IReadOnlyDictionary<string, RouteEndpoint> _endpoints;

    private UseCases(WebApplication service)
    {
        _service = service;
        _endpoints = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName);
    }

    /// <param name="settings">Settings as <c>--Name=value</c>.</param>
    /// <param name="cancellation">Stops the preparation.</param>
    public static async Task<UseCases> OpenAsync(string[] settings, CancellationToken cancellation)
    {
        // The service's log goes to standard output, which belongs to the command's answer.
        var service = Service.Build(settings, builder => builder.Logging.ClearProviders());
        await ServeCommand.PrepareAsync(service, cancellation);
        service.UseEndpoints(_ => { });
        return new UseCases(service);
    }

    /// <summary>The district of a document.</summary>
    /// <param name="documentId">The document.</param>
    /// <param name="stated">The district that was said; null to take the document's own.</param>
    /// <param name="cancellation">Stops the query.</param>
    /// <exception cref="RefusedException">There is no such document, or not in that district.</exception>
    public async Task<string> DistrictOfAsync(long documentId, string? stated, CancellationToken cancellation)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<Database>().OpenAsync(cancellation);
        var found = await session.QuerySingleOrDefaultAsync<string>(SelectDistrict, new { Id = documentId });
        if (found is null)
            throw new RefusedException($"DOC: there is no document {documentId}; see `tasktracker draft list`.");

        return stated is null || stated == found
            ? found
            : throw new RefusedException($"--district: document {documentId} belongs to {found}, not to \"{stated}\".");
    }

    /// <exception cref="RefusedException">There is no such district.</exception>
    public async Task<IReadOnlyList<string>> DistrictsAsync(string? stated, CancellationToken cancellation)
    {
        await using var scope = _service.Services.CreateAsyncScope();
        await using var session = await scope.ServiceProvider.GetRequiredService<Database>().OpenAsync(cancellation);
        string[] known = [.. await session.QueryAsync<string>(SelectDistricts)];
        return stated is null || known.Contains(stated)
            ? stated is null ? known : [stated]
            : throw new RefusedException($"--district: there is no district \"{stated}\"; there are: {string.Join(", ", known)}.");
    }

    /// <returns>The body of the answer.</returns>
    /// <exception cref="RefusedException">The use case said no; the message names field, value and what is allowed.</exception>
    public async Task<JsonNode> RunAsync(string districtId, UseCase useCase, CancellationToken cancellation)
    {
        var endpoint = _endpoints[useCase.Endpoint];
        await using var scope = _service.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellation };
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        http.SetEndpoint(endpoint);
        http.Features.Set<ICallerIdentity>(Caller.CommandLine(districtId));
        http.Request.QueryString = QueryString.Create(useCase.Query.Where(pair => pair.Value is not null));
        http.Request.RouteValues["documentId"] = useCase.DocumentId?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Request.RouteValues["itemId"] = useCase.ItemId?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        // One process reads and changes: nothing was read before that somebody else could have changed since.
        http.Request.Headers.IfMatch = "*";
        if (useCase.Body is { } body)
        {
            http.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()));
        }

        try
        {
            await endpoint.RequestDelegate!(http);
        }
        catch (BadHttpRequestException exception)
        {
            throw new RefusedException((exception.InnerException ?? exception).Message);
        }

        answer.Position = 0;
        var node = (await JsonNode.ParseAsync(answer, cancellationToken: cancellation))!;
        return http.Response.StatusCode < 400 ? node : throw new RefusedException(Said(node, useCase));
    }

    /// <summary>Every page of a list, as one.</summary>
    public async Task<JsonNode> RunAllAsync(string districtId, UseCase useCase, CancellationToken cancellation)
    {
        var all = new JsonArray();
        var query = new Dictionary<string, string?>(useCase.Query) { [Paging.LimitParameter] = $"{Paging.MaxLimit}" };
        while (true)
        {
            var page = await RunAsync(districtId, useCase with { Query = query }, cancellation);
            foreach (var item in page["items"]!.AsArray())
                all.Add(item!.DeepClone());

            if ((string?)page["next"] is not { } next)
                return new JsonObject { ["items"] = all };

            query["cursor"] = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(next[next.IndexOf('?', StringComparison.Ordinal)..])["cursor"];
        }
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    /// <summary>A problem in one line: the field as it is called here, what was sent, and what is allowed.</summary>
    private static string Said(JsonNode problem, UseCase useCase)
    {
        if (problem["errors"] is not JsonObject { Count: > 0 } errors)
            return (string?)problem["detail"] ?? (string)problem["title"]!;

        return string.Join(" ", errors.Select(error =>
        {
            var field = error.Key.Split('[')[0];
            var sent = useCase.Body?[field] is { } value ? $" {Json.Write(value)}" : useCase.Query.GetValueOrDefault(field) is { } text ? $" \"{text}\"" : "";
            return $"{useCase.Words.GetValueOrDefault(field, field)}{sent}: {string.Join(" ", error.Value!.AsArray().Select(message => (string?)message))}";
        }));
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }

    private const string SelectDistrict = "select district_id from documents where id = @Id";

    private const string SelectDistricts = "select code from districts order by code";
}
