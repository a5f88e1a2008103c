using System.Diagnostics;
using FluentValidation.Results;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TaskTracker.Core;

namespace TaskTracker.Platform;

/// <summary>Every "no" of the service, as RFC 9457 problems with a stable <c>type</c> of <c>urn:tasktracker:code</c>.</summary>
internal static class Problems
{
    public const string TypePrefix = "urn:tasktracker:";

    public static ProblemHttpResult Of(int status, string code, string detail, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, null, status, TitleOf(status), TypePrefix + code, extensions);

    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "not-found", $"There is no such {what}.");

    /// <summary>A rule said no: 403 where the caller may see but not do it, 409 where the record's state forbids it.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal) =>
        Of(refusal.Forbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict, refusal.Code, refusal.Reason);

    /// <summary>A refusal that has its own status.</summary>
    public static ProblemHttpResult ToProblem(this Refusal refusal, int status) => Of(status, refusal.Code, refusal.Reason);

    public static ProblemHttpResult ChangedMeanwhile() =>
        Of(StatusCodes.Status409Conflict, "changed-meanwhile", "Somebody else has changed the record since it was read; read it again.");

    /// <summary>The input is wrong; <paramref name="errors"/> is keyed by the JSON field or the parameter as sent.</summary>
    public static ProblemHttpResult Invalid(string code, IDictionary<string, string[]> errors, int status = StatusCodes.Status400BadRequest) =>
        Of(status, code, "The request cannot be understood as sent; see errors.", new Dictionary<string, object?> { ["errors"] = errors });

    public static ProblemHttpResult Invalid(string field, string message) =>
        Invalid("validation", new Dictionary<string, string[]> { [field] = [message] });

    public static ProblemHttpResult ToProblem(this ValidationResult result) =>
        Invalid("validation", result.Errors
            .GroupBy(failure => JsonNames.PathOf(failure.PropertyName))
            .ToDictionary(group => group.Key, group => group.Select(failure => failure.ErrorMessage).ToArray()));

    /// <summary>Gives the problems that the framework makes itself (404 on an unknown route, 405, 415 …) their stable type.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith(TypePrefix, StringComparison.Ordinal) != true)
        {
            var status = problem.Status ?? context.HttpContext.Response.StatusCode;
            problem.Type = TypePrefix + CodeOf(status);
            problem.Title = TitleOf(status);
            problem.Detail ??= DetailOf(status, context.HttpContext);
        }

        if (Activity.Current?.TraceId.ToString() is { } trace)
            problem.Extensions.TryAdd("traceId", trace);
    }

    public static string TitleOf(int status) => status switch
    {
        400 => "Bad request",
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Method not allowed",
        408 => "Request timeout",
        409 => "Conflict",
        412 => "Precondition failed",
        413 => "Too large",
        414 => "Address too long",
        415 => "Unsupported media type",
        422 => "Cannot be processed",
        428 => "Precondition required",
        429 => "Too many requests",
        431 => "Headers too large",
        500 => "Internal error",
        503 => "Not available",
        505 => "HTTP version not supported",
        _ => "Error",
    };

    public static string CodeOf(int status) => status switch
    {
        400 => "bad-request",
        401 => "unauthorized",
        403 => "forbidden",
        404 => "not-found",
        405 => "method-not-allowed",
        408 => "request-timeout",
        413 => "too-large",
        414 => "address-too-long",
        415 => "unsupported-media-type",
        429 => "rate-limited",
        431 => "headers-too-large",
        503 => "unavailable",
        505 => "http-version",
        _ => "internal-error",
    };

    private static string? DetailOf(int status, HttpContext http) => status switch
    {
        404 => $"There is nothing at {http.Request.Path}.",
        405 => $"{http.Request.Method} is not possible here; allowed: {http.Response.Headers.Allow}.",
        415 => "The body must be JSON: Content-Type: application/json.",
        _ => null,
    };
}

/// <summary>Names of JSON fields in messages: camelCase, as the caller sent them.</summary>
internal static class JsonNames
{
    public static string PathOf(string propertyPath) =>
        string.Join('.', propertyPath.Split('.').Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName));
}

/// <summary>Adds a problem response to an endpoint's description.</summary>
internal static class ProblemMetadata
{
    /// <summary>Says which problems the endpoint answers with; 401, 500 and 503 are said of every endpoint.</summary>
    public static TBuilder ProducesProblems<TBuilder>(this TBuilder builder, params int[] statuses)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            foreach (var status in statuses)
                endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), ["application/problem+json"]));
        });
        return builder;
    }
}
