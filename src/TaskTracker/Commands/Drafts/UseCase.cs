using System.Text.Json.Nodes;

namespace TaskTracker.Commands.Drafts;

/// <summary>A use case of the API, as a command asks for it.</summary>
/// <param name="Endpoint">The name of the endpoint that serves it.</param>
/// <param name="DocumentId">The document in its path; null for the list of documents.</param>
internal sealed record UseCase(string Endpoint, long? DocumentId)
{
    /// <summary>The item in the path.</summary>
    public long? ItemId { get; init; }

    public IReadOnlyDictionary<string, string?> Query { get; init; } = new Dictionary<string, string?>();

    /// <summary>Null where nothing is sent.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>What a field of the body or of the query is called on the command line.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();
}
