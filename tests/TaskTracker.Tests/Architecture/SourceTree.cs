using System.Text.RegularExpressions;

namespace TaskTracker.Tests.Architecture;

/// <summary>A source file, by its path below the repository's root with <c>/</c> between, and its text without comments.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>The folder of the service that it stands in; empty for the composition root itself.</summary>
    public string Folder => Path.Split('/') is [_, _, var folder, _, ..] ? folder : "";
}

/// <summary>The repository that the tests were built from.</summary>
internal static partial class SourceTree
{
    public static readonly string Root = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>The C# files below a folder, in order.</summary>
    public static IReadOnlyList<SourceFile> FilesOf(string folder) =>
        [.. Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Full: path, Short: Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .Where(file => !file.Short.Contains("/obj/", StringComparison.Ordinal) && !file.Short.Contains("/bin/", StringComparison.Ordinal))
            .OrderBy(file => file.Short, StringComparer.Ordinal)
            .Select(file => new SourceFile(file.Short, Comment.Replace(File.ReadAllText(file.Full), "")))];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TaskTracker.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds TaskTracker.sln.");
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment { get; }
}
