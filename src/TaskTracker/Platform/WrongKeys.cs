using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace TaskTracker.Platform;

/// <summary>
/// Counts wrong keys per address (IPv6 per /64), so that guessing is slowed and seen in the log. Valid keys behind the same address go
/// on: the key is looked up first, and only a wrong one is counted.
/// </summary>
internal sealed partial class WrongKeys(RateSettings settings, ILogger<WrongKeys> logger) : IDisposable
{
    private const int HeldAtOnce = 100, NetworkBytes = 8;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _attempts = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetTokenBucketLimiter(address, _ => Rates.Bucket(settings.WrongKeysPerMinute)));

    private readonly PartitionedRateLimiter<string> _warnings = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = 1, Window = Window }));

    /// <summary>Answers that are held back at once; beyond, the answer is not delayed, so that nobody ties up the service with them.</summary>
    private readonly ConcurrencyLimiter _held = new(new ConcurrencyLimiterOptions { PermitLimit = HeldAtOnce });

    /// <summary>Counts a wrong key.</summary>
    /// <returns>How long the address must wait; null while it has not sent too many.</returns>
    public TimeSpan? Count(IPAddress? address)
    {
        var name = NameOf(address);
        using var lease = _attempts.AttemptAcquire(name);
        if (lease.IsAcquired)
            return null;

        using var warning = _warnings.AttemptAcquire(name);
        if (warning.IsAcquired)
            Log.TooMany(logger, name, settings.WrongKeysPerMinute, _attempts.GetStatistics(name)?.TotalFailedLeases ?? 1);
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : Window;
    }

    /// <summary>Holds the answer to a wrong key back.</summary>
    public async Task SlowDownAsync(CancellationToken cancellation)
    {
        using var place = _held.AttemptAcquire();
        if (place.IsAcquired)
            await Task.Delay(Delay, cancellation);
    }

    public void Dispose()
    {
        _attempts.Dispose();
        _warnings.Dispose();
        _held.Dispose();
    }

    /// <summary>The address that is counted: of IPv6 the network, since a caller has a whole /64 to choose from.</summary>
    internal static string NameOf(IPAddress? address)
    {
        if (address is null)
            return "unknown";

        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();

        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
            return address.ToString();

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Address} sent more than {Limit} wrong keys a minute; answered 429 and slowed down: {Count} so far")]
        public static partial void TooMany(ILogger logger, string address, int limit, long count);
    }
}
