using System.Text;
using TaskTracker.Commands;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>Runs a command of the executable on a test's database, and keeps what it printed.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    private static readonly PrintedByTest Out = new(Console.Out), Err = new(Console.Error);

    static CommandRun()
    {
        Console.SetOut(Out);
        Console.SetError(Err);
    }

    public static async Task<CommandRun> OnAsync(ScratchDatabase database, params string[] words)
    {
        var settings = database.Settings.Select(setting => $"--{setting.Key}={setting.Value}");
        using var output = new StringWriter();
        using var error = new StringWriter();
        (Out.Own.Value, Err.Own.Value) = (output, error);
        var exitCode = await CommandLine.RunAsync([.. words, .. settings]);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The console has one output, and tests run side by side: what a test's own flow prints goes to its own writer.</summary>
    private sealed class PrintedByTest(TextWriter others) : TextWriter
    {
        public AsyncLocal<TextWriter?> Own { get; } = new();

        public override Encoding Encoding => others.Encoding;

        private TextWriter Target => Own.Value ?? others;

        public override void Write(char value) => Target.Write(value);

        public override void Write(char[] buffer, int index, int count) => Target.Write(buffer, index, count);

        public override void Write(string? value) => Target.Write(value);
    }
}
