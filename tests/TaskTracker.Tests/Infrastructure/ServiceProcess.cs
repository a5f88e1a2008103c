using System.Diagnostics;
using System.Globalization;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>The real executable on a test's database, in a process of its own that can be killed.</summary>
internal static class ServiceProcess
{
    /// <param name="At">Before the so-manieth statement or commit that has to do with reminders and messages.</param>
    /// <param name="From">Counted from the first that holds this text, which is the first; empty: from the beginning.</param>
    public sealed record KillPoint(int At, string From = "");

    /// <summary>Starts it with its jobs on, as if it were this moment.</summary>
    /// <param name="database">The database that it shares with the test.</param>
    /// <param name="startAt">What its clock shows at the start.</param>
    /// <param name="kill">When it kills itself, with SIGKILL; null: never.</param>
    /// <param name="settings">Settings besides the database's.</param>
    public static Process Start(ScratchDatabase database, DateTimeOffset startAt, KillPoint? kill = null, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tasktracker.dll"), "serve", "--Urls=http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["Jobs__Enabled"] = "true";
        start.Environment["Samples__Load"] = "false";
        start.Environment["Outbox__EverySeconds"] = "1";
        start.Environment["Clock__StartAt"] = startAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        foreach (var (name, value) in database.Settings.Select(setting => (setting.Key, setting.Value!)).Concat(settings))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        if (kill is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(ServiceProcess).Assembly.Location;
            start.Environment[StartupHook.KillAt] = kill.At.ToString(CultureInfo.InvariantCulture);
            start.Environment[StartupHook.KillFrom] = kill.From;
        }

        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return process;
    }
}
