namespace TaskTracker.Platform.OpenApi;

/// <summary>Says of a list that it tells its total on <c>Prefer: return=total-count</c>.</summary>
internal sealed class CountsOnRequest
{
    private static readonly CountsOnRequest Instance = new();

    private CountsOnRequest()
    {
    }

    public static void AddTo(EndpointBuilder endpoint) => endpoint.Metadata.Add(Instance);
}

internal static class CountsOnRequestMetadata
{
    public static TBuilder WithTotalCount<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(CountsOnRequest.AddTo);
        return builder;
    }
}
