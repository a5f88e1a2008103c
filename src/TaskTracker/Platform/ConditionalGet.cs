using System.Security.Cryptography;

namespace TaskTracker.Platform;

/// <summary>
/// Cheap polling: every GET answer carries an ETag (a record's own version, a list's digest), and a caller that sends it back
/// in If-None-Match gets 304 without a body.
/// </summary>
internal sealed class ConditionalGet(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || !http.Request.Path.StartsWithSegments("/api")
            || http.GetEndpoint()?.Metadata.GetMetadata<AnswersWithFile>() is not null)
        {
            await next(http);
            return;
        }

        var body = http.Response.Body;
        await using var buffer = new MemoryStream();
        http.Response.Body = buffer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }

        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            var etag = http.Response.Headers.ETag.ToString() is { Length: > 0 } set
                ? set
                : $"\"{Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)))[..32]}\"";
            if (Preconditions.IsKnown(http, etag))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.ContentLength = null;
                http.Response.ContentType = null;
                return;
            }
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(body, http.RequestAborted);
    }
}

/// <summary>On an endpoint that sends a file: it looks at If-None-Match itself, and its answer is not held in memory.</summary>
internal sealed class AnswersWithFile;
