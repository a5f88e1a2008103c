namespace TaskTracker.Platform;

/// <summary>Says of an endpoint which <c>Content-Security-Policy</c> its answers carry, where they are pages rather than data.</summary>
internal sealed record ContentPolicy(string Value)
{
    /// <summary>Data is not run, and stands in nobody's frame.</summary>
    public const string OfData = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>A file that somebody handed in is opened as if it came from elsewhere.</summary>
    public const string OfFiles = "sandbox; default-src 'none'";

    /// <summary>A page with its own scripts and styles, such as Swagger UI.</summary>
    public const string OfPages = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
}

/// <summary>
/// What every answer carries, be it a problem, a file or a page: it is taken for what it says it is, gives no address away, and is stored
/// by nobody unless it says how. What an endpoint sets itself stays.
/// </summary>
internal sealed class AnswerHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        // As late as can be: an exception handler clears what was set before.
        http.Response.OnStarting(Set, http);
        return next(http);
    }

    private static Task Set(object state)
    {
        var http = (HttpContext)state;
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = headers.ETag.Count == 0 ? "no-store" : "private, no-cache";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = PolicyOf(http);
        return Task.CompletedTask;
    }

    /// <summary>Swagger UI is a middleware without an endpoint; its path says what it is.</summary>
    private static string PolicyOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>()?.Value
        ?? (http.Request.Path.StartsWithSegments("/swagger") ? ContentPolicy.OfPages : ContentPolicy.OfData);
}
