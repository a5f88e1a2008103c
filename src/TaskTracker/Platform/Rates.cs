using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace TaskTracker.Platform;

/// <summary>How much this instance answers: <c>Rates:*</c>. Each instance counts for itself.</summary>
/// <param name="PerKeyPerMinute">Requests a minute of one key, of which as many may come at once; 0 is no limit.</param>
/// <param name="CostlyAtOnce">Costly reads that run at the same time.</param>
/// <param name="CostlyWaiting">Costly reads that wait for one of those to end; beyond, the answer is 503.</param>
/// <param name="WrongKeysPerMinute">Wrong keys a minute of one address that are answered at once.</param>
internal sealed record RateSettings(int PerKeyPerMinute, int CostlyAtOnce, int CostlyWaiting, int WrongKeysPerMinute)
{
    private const int Most = 1_000_000;

    /// <exception cref="SettingException">A setting is no whole number, or outside its limits.</exception>
    public static RateSettings From(IConfiguration configuration) => new(
        Read(configuration, nameof(PerKeyPerMinute), 6_000, least: 0),
        Read(configuration, nameof(CostlyAtOnce), Math.Max(4, 2 * Environment.ProcessorCount), least: 1),
        Read(configuration, nameof(CostlyWaiting), 100, least: 0),
        Read(configuration, nameof(WrongKeysPerMinute), 30, least: 1));

    private static int Read(IConfiguration configuration, string name, int standard, int least)
    {
        var set = configuration[$"Rates:{name}"];
        if (string.IsNullOrEmpty(set))
            return standard;

        return int.TryParse(set, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= Most
            ? number
            : throw new SettingException($"Rates:{name}", set, $"a whole number from {least} to {Most}");
    }
}

/// <summary>On an endpoint that reads so much that only a few run at the same time.</summary>
internal sealed class CostlyRead;

/// <summary>
/// 429 for a key that asks too often, 503 when too many costly reads wait. The framework's limiters drop the state of a key that is idle;
/// they run on the system's timer, not on <see cref="TimeProvider"/>.
/// </summary>
internal static class Rates
{
    private static readonly TimeSpan CostlyRetry = TimeSpan.FromSeconds(5);

    public static void AddRates(this IServiceCollection services)
    {
        services.AddSingleton(provider => RateSettings.From(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<WrongKeys>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<RateSettings>((limiter, settings) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, long>(http => OfKey(http, settings)),
                PartitionedRateLimiter.Create<HttpContext, bool>(http => OfCost(http, settings)));
            limiter.OnRejected = RefuseAsync;
        });
    }

    /// <exception cref="SettingException">A setting is wrong: said here, before anything listens.</exception>
    public static void UseRates(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<RateSettings>();
        app.UseRateLimiter();
    }

    public static TBuilder IsCostly<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint => endpoint.Metadata.Add(new CostlyRead()));
        return builder;
    }

    /// <summary>A bucket that holds a minute's requests and fills evenly.</summary>
    private static RateLimitPartition<long> OfKey(HttpContext http, RateSettings settings) =>
        settings.PerKeyPerMinute > 0 && http.Features.Get<ICallerIdentity>() is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter(caller.KeyId, _ => Bucket(settings.PerKeyPerMinute))
            : RateLimitPartition.GetNoLimiter(0L);

    public static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var each = Math.Max(1, perMinute / 60);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = each,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) * each / perMinute,
            QueueLimit = 0,
        };
    }

    private static RateLimitPartition<bool> OfCost(HttpContext http, RateSettings settings) =>
        IsCostly(http)
            ? RateLimitPartition.GetConcurrencyLimiter(true, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = settings.CostlyAtOnce,
                QueueLimit = settings.CostlyWaiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            : RateLimitPartition.GetNoLimiter(false);

    private static bool IsCostly(HttpContext http) =>
        http.Features.Get<ICallerIdentity>() is not null
        && (http.GetEndpoint()?.Metadata.GetMetadata<CostlyRead>() is not null || TotalCount.IsAsked(http));

    private static async ValueTask RefuseAsync(OnRejectedContext context, CancellationToken cancellation)
    {
        _ = cancellation;
        var http = context.HttpContext;
        if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter))
        {
            await RefuseAsync(http, retryAfter, "This key asks too often; the header Retry-After says when to go on.");
            return;
        }

        SetRetryAfter(http, CostlyRetry);
        await Problems.Of(StatusCodes.Status503ServiceUnavailable, "too-busy", "Too many costly reads wait already. Try again.").ExecuteAsync(http);
    }

    public static Task RefuseAsync(HttpContext http, TimeSpan retryAfter, string detail)
    {
        SetRetryAfter(http, retryAfter);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "rate-limited", detail).ExecuteAsync(http);
    }

    private static void SetRetryAfter(HttpContext http, TimeSpan retryAfter) =>
        http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
