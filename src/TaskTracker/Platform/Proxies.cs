using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace TaskTracker.Platform;

/// <summary>
/// <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are taken from the proxies in <c>Proxy:Trusted</c> and from nobody else; without
/// the setting they mean nothing, and a caller cannot pass for another address.
/// </summary>
internal static class Proxies
{
    public const string Setting = "Proxy:Trusted";

    public static void AddProxies(this IServiceCollection services) =>
        services.AddOptions<ForwardedHeadersOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            var trusted = TrustedOf(configuration);
            options.ForwardedHeaders = trusted.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // The framework trusts localhost unless told otherwise.
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in trusted)
                options.KnownIPNetworks.Add(network);
            // Through as many proxies as are trusted, one behind the other.
            options.ForwardLimit = null;
        });

    /// <exception cref="SettingException">The setting is wrong: said here, before anything listens.</exception>
    public static void UseProxies(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
        app.UseForwardedHeaders();
    }

    /// <exception cref="SettingException">What is set is no address or network.</exception>
    private static IReadOnlyList<IPNetwork> TrustedOf(IConfiguration configuration) =>
    [
        .. (configuration[Setting] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => NetworkOf(text) ?? throw new SettingException(Setting, text, "an address or a network, e.g. 10.1.2.3 or 10.1.0.0/16; several with commas between")),
    ];

    private static IPNetwork? NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
            return network;

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
    }
}
