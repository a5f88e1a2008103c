using TaskTracker.Commands;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>Runs a command of the executable on a test's database, and keeps what it printed.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OnAsync(ScratchDatabase database, params string[] words)
    {
        var settings = database.Settings.Select(setting => $"--{setting.Key}={setting.Value}");
        var (output, error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter();
        using var newError = new StringWriter();
        Console.SetOut(newOutput);
        Console.SetError(newError);
        try
        {
            var exitCode = await CommandLine.RunAsync([.. words, .. settings]);
            return new CommandRun(exitCode, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
