namespace TaskTracker.Platform.OpenApi;

/// <summary>Says of a POST that it changes a record that the caller has read, and needs its ETag.</summary>
internal sealed class NeedsIfMatch
{
    private static readonly NeedsIfMatch Instance = new();

    private NeedsIfMatch()
    {
    }

    public static void AddTo(EndpointBuilder endpoint) => endpoint.Metadata.Add(Instance);
}

internal static class NeedsIfMatchMetadata
{
    public static TBuilder WithIfMatch<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(NeedsIfMatch.AddTo);
        return builder;
    }
}
