namespace TaskTracker.Platform.OpenApi;

/// <summary>A text field of an upload's form, for its description; it need not be sent.</summary>
internal sealed record FormText(string Name, string Description, string Example);

/// <summary>Puts a <see cref="FormText"/> on an endpoint.</summary>
internal static class FormTextMetadata
{
    public static TBuilder WithFormText<TBuilder>(this TBuilder builder, string name, string description, string example)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new FormText(name, description, example)));
        return builder;
    }
}
