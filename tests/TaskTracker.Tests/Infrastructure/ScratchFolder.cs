using System.Globalization;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>
/// Where a run puts its databases and files: into memory where the machine has room there, since on a disk each commit of SQLite and each
/// new database of PostgreSQL waits for it. All of it is removed with the run, or by the next one if this one is killed.
/// </summary>
internal static class ScratchFolder
{
    private const string Memory = "/dev/shm", Prefix = "tasktracker-tests-";
    private const long Room = 2L << 30;
    private static readonly Lazy<string> Root = new(Create);
    private static int s_count;

    /// <summary>A new folder that every user may enter: PostgreSQL's server has one of its own.</summary>
    public static string New(string purpose) =>
        Directory.CreateDirectory(Path.Combine(Root.Value, $"{purpose}-{Interlocked.Increment(ref s_count)}")).FullName;

    /// <summary>Removes all of them, without waiting for so many files to be gone.</summary>
    public static void Remove()
    {
        if (Root.IsValueCreated)
            System.Diagnostics.Process.Start("rm", ["-rf", Root.Value]).Dispose();
    }

    private static string Create()
    {
        var place = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room ? Memory : Path.GetTempPath();
        foreach (var left in Directory.GetDirectories(place, Prefix + "*").Where(IsLeft))
            Directory.Delete(left, recursive: true);
        return Directory.CreateDirectory(Path.Combine(place, $"{Prefix}{Environment.ProcessId}")).FullName;
    }

    /// <summary>Whether the run that made it has ended; a PostgreSQL server that it left stops by itself when its folder is gone.</summary>
    private static bool IsLeft(string folder)
    {
        var process = folder[(folder.IndexOf(Prefix, StringComparison.Ordinal) + Prefix.Length)..];
        return int.TryParse(process, CultureInfo.InvariantCulture, out _) && Directory.Exists("/proc/self") && !Directory.Exists($"/proc/{process}");
    }
}
