using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TaskTracker.Platform;

/// <summary>What kind of value a query parameter takes.</summary>
internal enum QueryKind
{
    Text,
    Id,
    Number,
    Date,
    Instant,
    Flag,
    Choice,
}

/// <summary>One query parameter: how it is read and how the OpenAPI document describes it.</summary>
internal sealed record QueryParameter(string Name, QueryKind Kind, string Description, IReadOnlyList<string> Choices, bool Many = false);

/// <summary>
/// The query parameters of an endpoint, said once: reads them, refuses unknown ones by naming the allowed, and describes them in OpenAPI.
/// </summary>
internal sealed class QuerySpec
{
    public const int MaxText = 200;
    private readonly List<QueryParameter> _parameters = [];

    public IReadOnlyList<QueryParameter> Parameters => _parameters;

    public QuerySpec Text(string name, string description) => Add(name, QueryKind.Text, description);

    public QuerySpec Id(string name, string description) => Add(name, QueryKind.Id, description);

    public QuerySpec Number(string name, string description) => Add(name, QueryKind.Number, description);

    public QuerySpec Date(string name, string description) => Add(name, QueryKind.Date, description);

    public QuerySpec Instant(string name, string description) => Add(name, QueryKind.Instant, description);

    public QuerySpec Flag(string name, string description) => Add(name, QueryKind.Flag, description);

    public QuerySpec Choice(string name, string description, params IReadOnlyList<string> choices) =>
        Add(name, QueryKind.Choice, description, choices);

    /// <summary>One or more of the choices, separated by commas.</summary>
    public QuerySpec Choices(string name, string description, params IReadOnlyList<string> choices) =>
        Add(name, QueryKind.Choice, description, choices, many: true);

    public QuerySpec Paged() => Number(Paging.LimitParameter, $"How many at most: 1 or more; above {Paging.MaxLimit} it is taken as {Paging.MaxLimit}.")
        .Text("cursor", "Where to go on: the cursor in `next` of the page before.");

    public bool TryRead(HttpRequest request, out QueryValues values, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var errors = new Dictionary<string, string[]>();
        var read = new Dictionary<string, object>();
        foreach (var (name, sent) in request.Query)
        {
            var parameter = _parameters.Find(known => known.Name == name);
            if (parameter is null)
                errors[name] = [$"Unknown parameter; allowed: {string.Join(", ", _parameters.Select(known => known.Name))}."];
            else if (sent.Count > 1)
                errors[name] = ["The parameter stands more than once."];
            else if (ReadValue(parameter, sent.ToString()) is { } value)
                read[name] = value;
            else
                errors[name] = [$"\"{Shorten(sent.ToString())}\" is not allowed; allowed: {Allowed(parameter)}."];
        }

        values = new QueryValues(read);
        problem = errors.Count == 0 ? null : Problems.Invalid("invalid-parameter", errors);
        return problem is null;
    }

    private QuerySpec Add(string name, QueryKind kind, string description, IReadOnlyList<string>? choices = null, bool many = false)
    {
        _parameters.Add(new QueryParameter(name, kind, description, choices ?? [], many));
        return this;
    }

    private static object? ReadValue(QueryParameter parameter, string sent) => parameter.Kind switch
    {
        QueryKind.Text => sent.Length is > 0 and <= MaxText && !sent.Contains('\0') ? sent : null,
        QueryKind.Id => long.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null,
        QueryKind.Number => int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null,
        QueryKind.Date => DateOnly.TryParseExact(sent, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null,
        QueryKind.Instant => DateTimeOffset.TryParse(sent, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null,
        QueryKind.Flag => sent is "true" or "false" ? sent == "true" : null,
        _ => sent.Split(',') is var parts && (parameter.Many || parts.Length == 1) && parts.All(parameter.Choices.Contains) ? parts : null,
    };

    private static string Allowed(QueryParameter parameter) => parameter.Kind switch
    {
        QueryKind.Text => $"1 to {MaxText} characters",
        QueryKind.Id => "the number of a record, 1 or more",
        QueryKind.Number => "a whole number, 1 or more",
        QueryKind.Date => "a date as YYYY-MM-DD",
        QueryKind.Instant => "an instant of RFC 3339, e.g. 2019-01-02T08:30:00+08:00",
        QueryKind.Flag => "true, false",
        _ => string.Join(", ", parameter.Choices) + (parameter.Many ? " (several with commas between)" : ""),
    };

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}

/// <summary>The parameters that a request sent, read.</summary>
internal sealed class QueryValues(IReadOnlyDictionary<string, object> values)
{
    public string? Text(string name) => values.GetValueOrDefault(name) as string;

    public long? Id(string name) => values.GetValueOrDefault(name) as long?;

    public int? Number(string name) => values.GetValueOrDefault(name) as int?;

    public DateOnly? Date(string name) => values.GetValueOrDefault(name) as DateOnly?;

    public DateTimeOffset? Instant(string name) => values.GetValueOrDefault(name) as DateTimeOffset?;

    public bool? Flag(string name) => values.GetValueOrDefault(name) as bool?;

    public string? Choice(string name) => (values.GetValueOrDefault(name) as string[])?[0];

    public IReadOnlyList<string>? Choices(string name) => values.GetValueOrDefault(name) as string[];
}

/// <summary>Puts a <see cref="QuerySpec"/> on an endpoint, for its description.</summary>
internal static class QueryMetadata
{
    public static TBuilder WithQuery<TBuilder>(this TBuilder builder, QuerySpec spec)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(spec));
        return builder;
    }
}
