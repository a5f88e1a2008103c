using System.CodeDom.Compiler;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Contract;

/// <summary>What every endpoint must say of itself, read from the routing of the running service.</summary>
internal sealed class EndpointTests() : ServiceTests(DatabaseProvider.Sqlite)
{
    [Test]
    public void Every_endpoint_has_name_summary_tag_and_policy_and_says_how_it_refuses()
    {
        var endpoints = Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToArray();

        Assert.That(endpoints, Is.Not.Empty);
        Assert.That(endpoints.SelectMany(Lacks), Is.Empty);
    }

    [Test]
    public void Names_are_unique()
    {
        var names = Service.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).OfType<string>();

        Assert.That(names, Is.Unique);
    }

    [Test]
    public void Canary_an_endpoint_that_says_nothing_is_seen()
    {
        var silent = new RouteEndpointBuilder(_ => Task.CompletedTask, RoutePatternFactory.Parse("/api/v1/silent"), 0)
        {
            Metadata = { new HttpMethodMetadata(["POST"]), new AuthorizeAttribute() },
        }.Build();

        Assert.That(Lacks((RouteEndpoint)silent), Has.Exactly(6).Items);
    }

    private static IEnumerable<string> Lacks(RouteEndpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var methods = metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        var at = $"{string.Join(',', methods)} {endpoint.RoutePattern.RawText}";
        if (metadata.GetMetadata<IEndpointNameMetadata>() is null)
            yield return $"{at}: no name";
        if (metadata.GetMetadata<IEndpointSummaryMetadata>() is null)
            yield return $"{at}: no summary";
        if (metadata.GetMetadata<ITagsMetadata>() is not { Tags.Count: > 0 })
            yield return $"{at}: no tag";
        if (!metadata.OfType<IAuthorizeData>().Any(data => !string.IsNullOrEmpty(data.Policy)))
            yield return $"{at}: no policy";
        // A handler that is mapped through a method of our own escapes the generator and is compiled at each start.
        if (!metadata.OfType<GeneratedCodeAttribute>().Any())
            yield return $"{at}: its delegate is not made by the generator";
        if (methods.Any(method => method is "POST" or "PATCH") && !metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode >= 400))
            yield return $"{at}: no refusal";
    }
}
