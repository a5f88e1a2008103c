using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TaskTracker.Platform;

/// <summary>Strong ETags from a record's version: 304 for who has it already, 428 and 412 against lost updates.</summary>
internal static class Preconditions
{
    /// <param name="version">The record's version.</param>
    /// <param name="dayOfView">
    /// Counts what the day alone changes in the view (days overdue): a caller that polls must see it although nobody has changed the
    /// record. It does not count in If-Match.
    /// </param>
    public static string ETagOf(int version, int dayOfView = 0) =>
        dayOfView == 0 ? $"\"{version}\"" : $"\"{version}.{dayOfView}\"";

    /// <summary>Whether a change may go ahead: If-Match must be sent (428) and name the current version (412, with the current ETag).</summary>
    public static bool IfMatchHolds(HttpContext http, int version, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        problem = null;
        var sent = http.Request.Headers.IfMatch;
        if (StringValues.IsNullOrEmpty(sent))
        {
            problem = Problems.Of(428, "precondition-required", "Send If-Match with the ETag of the record as you read it, so that no change of others is lost.");
        }
        else if (!sent.ToString().Split(',').Select(tag => tag.Trim()).Any(tag => tag == "*" || ETagOf(version) == VersionOf(tag)))
        {
            http.Response.Headers.ETag = ETagOf(version);
            problem = Problems.Of(412, "stale", $"The record has changed since {sent} was read; its ETag is now {ETagOf(version)}. Read it again.");
        }

        return problem is null;
    }

    private static string VersionOf(string etag) => etag.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? etag[..dot] + '"' : etag;

    /// <summary>Sets the record's ETag and answers 304 if the caller has this version already.</summary>
    public static bool IsKnown(HttpContext http, string etag)
    {
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "private, no-cache";
        return EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var known)
            && known.Any(tag => tag.Tag == "*" || tag.Tag == etag);
    }
}
