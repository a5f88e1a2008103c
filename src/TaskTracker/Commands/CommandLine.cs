using System.CommandLine;
using System.Data.Common;
using TaskTracker.Commands.Drafts;
using TaskTracker.Platform;

namespace TaskTracker.Commands;

/// <summary>The same executable as a service and as a tool: exit codes 0 done, 1 refused with one clear line, 2 wrong usage.</summary>
internal static class CommandLine
{
    public const int Done = 0, Refused = 1, WrongUsage = 2;

    /// <summary>
    /// Where settings go (<c>--Name:Sub=value</c>): left as they stand, a command that takes several values would swallow those after it.
    /// </summary>
    private static readonly Option<string[]> Setting = new("--setting") { Hidden = true, Recursive = true };

    /// <summary>The settings among the words of a command, as <c>--Name=value</c>.</summary>
    public static string[] SettingsOf(ParseResult parsed) =>
        [.. parsed.UnmatchedTokens, .. (parsed.GetValue(Setting) ?? []).Select(setting => $"--{setting}")];

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("TaskTracker follows a government's printed promises until they are kept. Without a command it serves.")
        {
            ServeCommand.Create(),
            MigrateCommand.Create(),
            KeysCommand.Create(),
            UnitsCommand.Create(),
            CalendarCommand.Create(),
            ImportCommand.Create(),
            DraftCommand.Create(),
            HealthCommand.Create(),
            OpenApiCommand.Create(),
            Setting,
        };
        string[] words = args is [] || args[0].StartsWith("--", StringComparison.Ordinal) && !IsHelp(args[0]) ? ["serve", .. args] : args;
        var parsed = root.Parse([.. words.SelectMany(word => IsSetting(word) ? [Setting.Name, word[2..]] : new[] { word })]);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            return WrongUsage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (MessageOf(exception) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return Refused;
        }
    }

    private static bool IsSetting(string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && word.IndexOf('=', StringComparison.Ordinal) > colon;

    private static bool IsHelp(string arg) => arg is "--help" or "--version";

    /// <summary>The one line for a fault that the operator can mend; null for a bug, which shows itself in full.</summary>
    private static string? MessageOf(Exception exception) => exception switch
    {
        SettingException or MigrationException or RefusedException => exception.Message,
        DbException => $"The database cannot be used: {exception.Message}",
        IOException or UnauthorizedAccessException => exception.Message,
        _ => null,
    };
}

/// <summary>A command cannot do what was asked; the message says why, in one line.</summary>
internal sealed class RefusedException(string message) : Exception(message);
