namespace TaskTracker.Platform;

/// <summary>What the process is told from outside, before the service is built.</summary>
internal static class Settings
{
#if DEBUG
    private const string DefaultEnvironment = "Development";
#else
    private const string DefaultEnvironment = "Production";
#endif

    /// <summary>
    /// A build for development is a development service unless told otherwise, a release build a production one; so the first
    /// <c>dotnet run</c> shows the samples and no file of launch settings is needed.
    /// </summary>
    public static string EnvironmentName =>
        Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? DefaultEnvironment;
}
