using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace TaskTracker.Platform;

/// <summary>
/// A JSON Merge Patch (RFC 7396): what is absent stays, null empties. The fields allowed are those of <typeparamref name="T"/>, whose
/// properties are all nullable; an unknown field or a wrong type is refused by name.
/// </summary>
internal sealed class MergePatch<T>
    where T : class
{
    private readonly HashSet<string> _sent;

    private MergePatch(T values, HashSet<string> sent) => (Values, _sent) = (values, sent);

    public T Values { get; }

    public bool IsEmpty => _sent.Count == 0;

    /// <summary>Whether the caller sent this field, be it null.</summary>
    public bool Has(string property) => _sent.Contains(JsonNamingPolicy.CamelCase.ConvertName(property));

    public static async ValueTask<MergePatch<T>?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        _ = parameter;
        if (!http.Request.HasJsonContentType())
            throw new BadHttpRequestException("The body must be a merge patch.", StatusCodes.Status415UnsupportedMediaType);

        using var document = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
            throw new JsonException("The value could not be converted to an object.", "$", null, null);

        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var values = document.RootElement.Deserialize<T>(options)!;
        return new MergePatch<T>(values, [.. document.RootElement.EnumerateObject().Select(property => property.Name)]);
    }

    /// <summary>Refuses a null for a field that cannot be empty.</summary>
    public bool RefusesNull(string property, [NotNullWhen(true)] out ProblemHttpResult? problem)
    {
        problem = Has(property) && typeof(T).GetProperty(property)!.GetValue(Values) is null
            ? Problems.Invalid(JsonNamingPolicy.CamelCase.ConvertName(property), "This field cannot be emptied.")
            : null;
        return problem is not null;
    }
}
