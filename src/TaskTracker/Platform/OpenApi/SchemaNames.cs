using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;

namespace TaskTracker.Platform.OpenApi;

/// <summary>
/// Names of schemas: a type's own name, made unique by its use case where it is a word of the trade such as <c>Request</c>:
/// <c>ReportProgress.Request</c> is <c>ReportProgressRequest</c>, a page of <c>TaskView</c> is <c>TaskPage</c>.
/// </summary>
internal sealed partial class SchemaNames
{
    private readonly ConcurrentDictionary<string, Type> _taken = [];

    /// <returns>Null for what is written in place: numbers, strings, lists.</returns>
    /// <exception cref="InvalidOperationException">Two types would share a name, and so one schema.</exception>
    public string? Of(JsonTypeInfo type)
    {
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null)
            return null;

        var named = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        var name = NameOf(named);
        var first = _taken.GetOrAdd(name, named);
        return first == named
            ? name
            : throw new InvalidOperationException($"The schemas of {first} and {named} would both be called {name}; rename one of the types.");
    }

    public static string NameOf(Type type)
    {
        if (type.IsGenericType)
        {
            var parts = string.Concat(type.GetGenericArguments().Select(NameOf));
            var generic = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
            return type.GetGenericTypeDefinition() == typeof(Page<>) ? $"{Stem(parts)}Page" : $"{generic}Of{parts}";
        }

        if (type.DeclaringType is not { } useCase)
            return type.Name;

        var words = Words.Matches(type.Name);
        return words[^1].Value switch
        {
            "Request" or "Patch" or "Response" when words.Count == 1 => useCase.Name + type.Name,
            "View" or "Entry" or "Item" or "Line" or "Row" or "Count" or "Counts" or "Numbers" or "Result" or "Run" or "Summary" =>
                SubjectOf(useCase.Name) + type.Name,
            _ => type.Name,
        };
    }

    private static string Stem(string name) => name.EndsWith("View", StringComparison.Ordinal) ? name[..^"View".Length] : name;

    /// <summary>What a use case is about: the name without the verb where it only reads, a list's in the singular.</summary>
    private static string SubjectOf(string useCase) => Words.Match(useCase).Value switch
    {
        "Get" => useCase["Get".Length..],
        "List" => useCase["List".Length..].TrimEnd('s'),
        _ => useCase,
    };

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Words { get; }
}
