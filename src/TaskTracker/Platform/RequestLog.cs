using System.Diagnostics;

namespace TaskTracker.Platform;

/// <summary>
/// One structured line a request at Debug: route, status, time, key number; a slow one at Warning. No body, no query, no names.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, RequestLogSettings settings)
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
            var took = Stopwatch.GetElapsedTime(started);
            var level = took >= settings.SlowFrom ? LogLevel.Warning : LogLevel.Debug;
            if (logger.IsEnabled(level))
                Write(http, level, took.TotalMilliseconds);
        }
    }

    private void Write(HttpContext http, LogLevel level, double milliseconds)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        Log.Answered(logger, level, http.Request.Method, route, http.Response.StatusCode, milliseconds, http.Features.Get<ICallerIdentity>()?.KeyId);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Method} {Route} answered {Status} in {Milliseconds:0.0} ms for key {KeyId}")]
        public static partial void Answered(ILogger logger, LogLevel level, string method, string route, int status, double milliseconds, long? keyId);
    }
}

/// <param name="SlowFrom">From which time on a request is logged as slow: <c>Logging:SlowRequestMilliseconds</c>.</param>
internal sealed record RequestLogSettings(TimeSpan SlowFrom)
{
    private const int DefaultMilliseconds = 1_000, MaxMilliseconds = 600_000;

    /// <exception cref="SettingException">The setting is not what it can be.</exception>
    public static RequestLogSettings From(IConfiguration configuration) =>
        new(TimeSpan.FromMilliseconds(configuration.WholeNumber("Logging:SlowRequestMilliseconds", DefaultMilliseconds, 1, MaxMilliseconds)));
}

/// <summary>Logs to the console: readable lines in development, JSON elsewhere; <c>Logging:LogLevel</c> settles what.</summary>
internal static class ServiceLog
{
    public static void UseRequestLog(this WebApplication app) => app.UseMiddleware<RequestLog>(RequestLogSettings.From(app.Configuration));

    public static void AddServiceLog(this ILoggingBuilder logging, IHostEnvironment environment)
    {
        logging.ClearProviders();
        if (environment.IsDevelopment())
            logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // A start that fails is said in one line by the command.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Hangfire", LogLevel.Warning);
    }
}
