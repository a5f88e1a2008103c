using System.Net;
using System.Net.Sockets;
using TaskTracker.Platform;

namespace TaskTracker.Channels;

/// <summary>
/// Where messages may be posted to: addresses of the open network over HTTPS, and what the operator has allowed by name
/// (<c>Gateways:AllowedHosts</c>). Asked when a gateway is entered, and again for the address that is connected to, so that a name which
/// later points inward reaches nothing.
/// </summary>
internal sealed class GatewayGuard
{
    private const string Setting = "Gateways:AllowedHosts";
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _allowed;

    private GatewayGuard(HashSet<string> allowed) => _allowed = allowed;

    /// <exception cref="SettingException">An entry is no origin.</exception>
    public static GatewayGuard From(IConfiguration configuration)
    {
        var entries = (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new GatewayGuard(entries.Select(entry => Origin(entry.Contains("://", StringComparison.Ordinal) ? entry : $"https://{entry}")
            ?? throw new SettingException(Setting, entry, "origins with commas between, e.g. https://sms.example.gov.cn, http://10.1.2.3:8080")).ToHashSet());
    }

    /// <summary>Why nothing may be posted there, in one sentence; null if it may.</summary>
    public string? FaultOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length == 0)
            return "This is no address of the web.";

        if (address.UserInfo.Length > 0)
            return "An address with a user name in it is not allowed; send `authorization` instead.";

        if (IsAllowed(address))
            return null;

        if (address.Scheme != Uri.UriSchemeHttps)
            return "Only https:// is allowed, unless the operator has allowed this origin (Gateways:AllowedHosts).";

        return address.IsLoopback || (IPAddress.TryParse(address.IdnHost, out var ip) && !IsPublic(ip))
            ? "It points inward; the operator has not allowed this origin (Gateways:AllowedHosts)."
            : null;
    }

    /// <summary>Connects to an address that may be connected to.</summary>
    /// <exception cref="GatewayRefusedException">The name points inward.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ConnectPatience);
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, patience.Token);
        if (!IsAllowed(context.InitialRequestMessage.RequestUri!) && addresses.FirstOrDefault(address => !IsPublic(address)) is { } inward)
            throw new GatewayRefusedException($"{context.DnsEndPoint.Host} points inward, to {inward}.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, patience.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address belongs to the open network.</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return address.AddressFamily is AddressFamily.InterNetwork
            ? bytes switch
            {
                [0 or 10 or 127, ..] or [>= 224, ..] => false,
                [100, >= 64 and <= 127, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [198, 18 or 19, ..] => false,
                [192, 0, 0 or 2, _] or [198, 51, 100, _] or [203, 0, 113, _] => false,
                _ => true,
            }
            : !(IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal
                || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || bytes is [0x00, 0x64, 0xff, 0x9b, ..] or [0x20, 0x02, ..] or [0x20, 0x01, 0x00, 0x00, ..]);
    }

    private bool IsAllowed(Uri address) => Origin(address.OriginalString) is { } origin && _allowed.Contains(origin);

    private static string? Origin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0
            ? $"{address.Scheme}://{address.IdnHost}:{address.Port}"
            : null;
}

/// <summary>Nothing is posted there.</summary>
internal sealed class GatewayRefusedException(string message) : Exception(message);
