using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TaskTracker.Platform;

/// <summary>
/// Turns what escapes a handler into one clear answer: bad bodies into 400 and 413 that name the field, a database that is full,
/// locked, read-only or away into 503, and everything else into a 500 that shows nothing of the inside.
/// </summary>
internal sealed partial class Faults(IProblemDetailsService problems, ILogger<Faults> logger) : IExceptionHandler
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteReadOnly = 8, SqliteIoError = 10, SqliteFull = 13, SqliteCannotOpen = 14;
    private const int LinuxNoSpace = 28, LinuxQuota = 122, WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellation)
    {
        if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
            return true;

        var answer = AnswerTo(exception, http);
        if (answer.StatusCode >= StatusCodes.Status500InternalServerError)
            Log.RequestFailed(logger, exception, http.Request.Method, http.Request.Path, answer.ProblemDetails.Type);

        http.Response.StatusCode = answer.StatusCode;
        if (answer.StatusCode == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "5";

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = http,
            ProblemDetails = answer.ProblemDetails,
        });
    }

    private static ProblemHttpResult AnswerTo(Exception exception, HttpContext http) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(http),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } =>
            Problems.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body must be JSON: Content-Type: application/json."),
        BadHttpRequestException { InnerException: JsonException json } => OfJson(json),
        JsonException json => OfJson(json),
        BadHttpRequestException bad => Problems.Of(bad.StatusCode, "bad-request", bad.Message),
        SqliteException sqlite => OfSqlite(sqlite),
        IOException { HResult: LinuxNoSpace or LinuxQuota or WindowsDiskFull or WindowsHandleDiskFull } => StorageFull,
        NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: System.Net.Sockets.SocketException } =>
            Problems.Of(503, "database-unavailable", "The database does not answer; nothing was changed. Try again."),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StorageFull,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => ReadOnly,
        _ => Problems.Of(500, "internal-error", "Something went wrong inside the service; nothing was changed. The log has the details under this trace id."),
    };

    private static ProblemHttpResult TooLarge(HttpContext http)
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        return Problems.Of(413, "too-large", $"The body is larger than the {limit:N0} bytes that are allowed here.");
    }

    private static ProblemHttpResult OfJson(JsonException json)
    {
        var line = json.LineNumber is { } number ? $" (line {number + 1})" : "";
        var message = json switch
        {
            BadValueException => json.Message,
            _ when json.Message.Contains("could not be mapped", StringComparison.Ordinal) => "This field is not known here.",
            _ when json.Message.Contains(ConvertedTo, StringComparison.Ordinal) => $"This field has a value of the wrong type{line}; {Expected(json.Message)} is expected.",
            _ when json.Message.Contains("required", StringComparison.Ordinal) => "Required fields are missing: " + Required(json.Message),
            _ => $"This is not valid JSON{line}.",
        };
        return Problems.Invalid((json as BadValueException)?.Code ?? "invalid-json", new Dictionary<string, string[]> { [FieldOf(json)] = [message] });
    }

    private static string FieldOf(JsonException json)
    {
        var path = json.Path is ['$', '.', .. var fields] ? fields : json.Path?.TrimStart('$') ?? "";
        var below = (json as BadValueException)?.Below;
        return (path.Length, below) switch
        {
            (0, null) => "body",
            (0, _) => below,
            (_, null) => path,
            _ => $"{path}.{below}",
        };
    }

    /// <summary>The form of value that was expected, from the name of the type in the serializer's message.</summary>
    private static string Expected(string message)
    {
        var type = message[(message.IndexOf(ConvertedTo, StringComparison.Ordinal) + ConvertedTo.Length)..];
        return Forms.FirstOrDefault(form => type.Contains(form.Type, StringComparison.Ordinal)).Form ?? "an object";
    }

    private const string ConvertedTo = "could not be converted to ";

    /// <summary>In this order: the name of a list contains that of its items.</summary>
    private static readonly (string Type, string Form)[] Forms =
    [
        ("Dictionary`", "an object"), ("List`", "a list"), ("Collection`", "a list"), ("Enumerable`", "a list"), ("[]", "a list"),
        ("System.DateOnly", "a date as YYYY-MM-DD"), ("System.DateTimeOffset", "an instant of RFC 3339, e.g. 2019-01-02T08:30:00+08:00"),
        ("System.TimeOnly", "a time as HH:MM"), ("System.Int", "a whole number within its limits"), ("System.Decimal", "a number"), ("System.Double", "a number"),
        ("System.Boolean", "true or false"), ("System.String", "text"), ("text", "text"),
    ];

    private static string Required(string message) =>
        string.Join(", ", message.Split('\'').Where((_, index) => index % 2 == 1).Skip(1)) + ".";

    private static ProblemHttpResult OfSqlite(SqliteException sqlite) => sqlite.SqliteErrorCode switch
    {
        SqliteBusy or SqliteLocked => Problems.Of(503, "database-busy", "The database is locked by another process; nothing was changed. Try again."),
        SqliteReadOnly => ReadOnly,
        SqliteFull => StorageFull,
        SqliteIoError or SqliteCannotOpen => Problems.Of(503, "database-unavailable", "The database file cannot be used; nothing was changed."),
        _ => Problems.Of(500, "internal-error", "Something went wrong inside the service; nothing was changed. The log has the details under this trace id."),
    };

    private static ProblemHttpResult StorageFull =>
        Problems.Of(503, "storage-full", "The disk is full; nothing was changed.");

    private static ProblemHttpResult ReadOnly =>
        Problems.Of(503, "storage-read-only", "The database is read-only; nothing was changed.");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed with {Problem}")]
        public static partial void RequestFailed(ILogger logger, Exception exception, string method, string path, string? problem);
    }
}
