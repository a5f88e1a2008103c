namespace TaskTracker.Tests.Infrastructure;

/// <summary>The gazettes and hand-checked records that stand beside the project; tests that need them are skipped where they are not, but never in CI.</summary>
internal static class Shared
{
    /// <summary>The project's root: the folder of TaskTracker.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file below ../shared.</summary>
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.Combine([Root, "..", "shared", .. parts]);
        if (File.Exists(path))
            return path;

        var missing = $"{string.Join('/', parts)} is not in ../shared: tests on real gazettes are skipped.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing + " In CI they must run.");
        Assert.Ignore(missing);
        return path;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "TaskTracker.sln")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The project's root was not found.");
        return folder;
    }
}
