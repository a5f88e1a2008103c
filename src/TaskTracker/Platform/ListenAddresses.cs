namespace TaskTracker.Platform;

/// <summary>Where the service listens: what ASP.NET is told in any of its ways, else <see cref="Default"/>.</summary>
internal static class ListenAddresses
{
    public const string Default = "http://localhost:5080";

    private static readonly string[] Keys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    /// <summary>
    /// Not in appsettings.json: what stands there comes before the environment, and <c>ASPNETCORE_URLS</c> and <c>ASPNETCORE_HTTP_PORTS</c> would
    /// do nothing.
    /// </summary>
    /// <exception cref="SettingException">One of the addresses is none.</exception>
    public static void ListenByDefault(this WebApplicationBuilder builder)
    {
        if (!Told(builder.Configuration).Any() && !builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            builder.WebHost.UseUrls(Default);
        foreach (var url in (builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (!IsAddress(url))
                throw new SettingException("Urls", url, "addresses like http://localhost:5080 or http://*:8080, with semicolons between");
    }

    /// <summary>Kestrel takes a port that is no number for a part of the host's name, and listens on port 80 of every address.</summary>
    private static bool IsAddress(string url) =>
        url.StartsWith("http://unix:/", StringComparison.OrdinalIgnoreCase)
        || Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal), UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>The addresses and ports that it was told.</summary>
    public static IEnumerable<string> Told(IConfiguration configuration) =>
        Keys.Select(key => configuration[key]).Where(text => !string.IsNullOrEmpty(text)).OfType<string>();
}
