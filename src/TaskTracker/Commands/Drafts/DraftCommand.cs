using System.CommandLine;

namespace TaskTracker.Commands.Drafts;

/// <summary>
/// <c>tasktracker draft …</c>: works through a draft as the API does. Answers go to standard output, as a table or as the API's JSON;
/// a refusal is one line on standard error that names the field, what was said and what is allowed.
/// </summary>
internal static class DraftCommand
{
    public static Command Create()
    {
        var command = new Command("draft", "Review the drafts of imported documents and confirm them.");
        IEnumerable<Command> verbs = [.. DraftReading.All(), DraftCorrection.Correct(), .. DraftEdits.All(), .. DraftDecisions.All()];
        foreach (var verb in verbs)
            command.Add(verb);
        return command;
    }
}

/// <summary>The words that all verbs share.</summary>
internal sealed class DraftVerb
{
    private readonly Option<string?> _district = new("--district") { Description = "The document's district; it is asked only as a check, or to list." };
    private readonly Option<string> _format = new("--format") { Description = "How to print the answer: table or json (the API's).", DefaultValueFactory = _ => "table" };

    public DraftVerb(string name, string description)
    {
        Command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        _format.AcceptOnlyFromAmong("table", "json");
    }

    public Command Command { get; }

    public Argument<long> Document { get; } = new("DOC") { Description = "The document's number, see `draft list`." };

    public Argument<long> Item { get; } = new("ITEM") { Description = "The item's number, see `draft show`." };

    public string? District(ParseResult parsed) => parsed.GetValue(_district);

    public bool AsJson(ParseResult parsed) => parsed.GetValue(_format) == "json";

    /// <param name="act">Runs the verb.</param>
    /// <param name="words">Its own arguments and options, in the order in which the help shows them.</param>
    public Command Does(Func<ParseResult, UseCases, CancellationToken, Task<int>> act, params Symbol[] words)
    {
        foreach (var word in words)
        {
            if (word is Argument argument)
                Command.Add(argument);
            else
                Command.Add((Option)word);
        }

        Command.Add(_district);
        Command.Add(_format);
        Command.SetAction(async (parsed, cancellation) =>
        {
            // What is left over are settings; anything else is a slip of the pen that must not be passed over.
            if (parsed.UnmatchedTokens.FirstOrDefault(word => !word.StartsWith("--", StringComparison.Ordinal) || !word.Contains('=', StringComparison.Ordinal)) is { } unknown)
            {
                await Console.Error.WriteLineAsync($"draft {Command.Name}: \"{unknown}\" is not understood here; see `tasktracker draft {Command.Name} --help`.");
                return CommandLine.WrongUsage;
            }

            await using var useCases = await UseCases.OpenAsync(CommandLine.SettingsOf(parsed), cancellation);
            try
            {
                return await act(parsed, useCases, cancellation);
            }
            catch (RefusedException refused)
            {
                throw new RefusedException($"draft {Command.Name}: {refused.Message}");
            }
        });
        return Command;
    }
}
