using System.Diagnostics;

namespace TaskTracker.Platform;

/// <summary>One structured line a request: route, status, time, key number. No body, no query, no names.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
            Log.Answered(
                logger, http.Request.Method, route, http.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                http.Features.Get<ICallerIdentity>()?.KeyId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Method} {Route} answered {Status} in {Milliseconds:0.0} ms for key {KeyId}")]
        public static partial void Answered(ILogger logger, string method, string route, int status, double milliseconds, long? keyId);
    }
}

/// <summary>Logs to the console: readable lines in development, JSON elsewhere.</summary>
internal static class ServiceLog
{
    public static void AddServiceLog(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.ClearProviders();
        if (environment.IsDevelopment())
            logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        logging.AddFilter("Quartz", LogLevel.Warning);
    }
}
