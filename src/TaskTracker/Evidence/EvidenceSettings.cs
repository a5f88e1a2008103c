using TaskTracker.Platform;

namespace TaskTracker.Evidence;

/// <summary>
/// Where files of evidence are kept: <c>Evidence:Path</c>, by default the folder <c>evidence</c> beside the embedded database. Never below the
/// web root, so that nothing but the checked download hands them out. Several instances of the service share one folder.
/// </summary>
internal sealed record EvidenceSettings(string Path)
{
    /// <summary>The largest file, in bytes.</summary>
    public const long MaxBytes = 20 * 1024 * 1024;

    /// <summary>How many files a report takes.</summary>
    public const int MaxFiles = 20;

    /// <exception cref="SettingException">The folder lies below the web root.</exception>
    public static EvidenceSettings From(IConfiguration configuration, DatabaseConnections connections, IWebHostEnvironment environment)
    {
        var path = System.IO.Path.GetFullPath(
            configuration["Evidence:Path"] is { Length: > 0 } set ? set
            : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(connections.SqliteFile ?? System.IO.Path.GetFullPath("data/tasktracker.db"))!, "evidence"));
        var root = environment.WebRootPath is { Length: > 0 } webRoot ? System.IO.Path.GetFullPath(webRoot) + System.IO.Path.DirectorySeparatorChar : null;
        return root is not null && (path + System.IO.Path.DirectorySeparatorChar).StartsWith(root, StringComparison.Ordinal)
            ? throw new SettingException("Evidence:Path", path, $"a folder outside of the web root {root}")
            : new EvidenceSettings(path);
    }
}
