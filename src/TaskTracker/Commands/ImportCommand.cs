using System.CommandLine;
using System.Text;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;

namespace TaskTracker.Commands;

/// <summary>
/// <c>tasktracker import FILE… --dry-run</c>: prints what the reader makes of each file. Drafts go to standard output,
/// messages to standard error; 0 if every file was read, 1 if one could not be.
/// </summary>
internal static class ImportCommand
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int WrongUsage = 2;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Text files of gazettes or documents, in UTF-8.", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the draft and store nothing." };
        var district = new Option<string?>("--district") { Description = "The district that issued the documents; told from each issuer if left out." };
        var format = new Option<string>("--format") { Description = "How to print: table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        district.AcceptOnlyFromAmong([.. UnitRegistries.All.Select(registry => registry.District.Code)]);

        var command = new Command("import", "Read documents into drafts of task lists.") { files, dryRun, district, format };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetRequiredValue(files), result.GetValue(dryRun), result.GetValue(district), result.GetRequiredValue(format), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] files, bool dryRun, string? district, string format, CancellationToken cancellation)
    {
        if (!dryRun)
        {
            await Console.Error.WriteLineAsync("import: only --dry-run is available from the command line; upload documents through the API.");
            return WrongUsage;
        }

        var reader = new GazetteReader(UnitRegistries.All);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        var exitCode = Done;
        foreach (var file in files)
        {
            var (draft, reason) = await ReadAsync(reader, file, district, cancellation);
            if (draft is not null)
                await output.WriteLineAsync(format == "json" ? DraftJson.Write(draft) : DraftTable.Format(draft));

            if (reason is null)
                continue;

            await Console.Error.WriteLineAsync($"import: {file}: {reason}");
            exitCode = Refused;
        }

        return exitCode;
    }

    private static async Task<(Draft? Draft, string? Reason)> ReadAsync(
        GazetteReader reader, string file, string? district, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(file, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception is FileNotFoundException or DirectoryNotFoundException ? "file not found" : exception.Message);
        }

        if (!SourceText.TryDecode(bytes, out var source, out var reason))
            return (null, reason);

        var draft = reader.Read(Path.GetFileName(file), source, district, cancellation);
        return (draft, draft.Documents.Any(document => document.Lists.Count > 0) ? null : "no task list was found");
    }
}
