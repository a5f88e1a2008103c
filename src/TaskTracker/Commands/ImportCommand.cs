using System.CommandLine;
using System.Text;
using TaskTracker.Commands.Terminal;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Documents;
using TaskTracker.Documents.Readers;
using TaskTracker.Platform;

namespace TaskTracker.Commands;

/// <summary>
/// <c>tasktracker import FILE…</c>: reads each file into a draft and stores it; <c>--confirm</c> makes the records, <c>--dry-run</c> prints
/// the draft and stores nothing. Drafts go to standard output, messages to standard error; 0 if everything was done, 1 if something was
/// refused or stays in draft.
/// </summary>
internal static class ImportCommand
{
    private const string Actor = "command_line";

    /// <summary>Bytes from which on reading can be waited for.</summary>
    private const long LongInput = 1024 * 1024;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Gazettes or documents: text, Markdown, HTML, Word (.docx), Excel (.xlsx), CSV or PDF.", Arity = ArgumentArity.OneOrMore };
        var dryRun = new Option<bool>("--dry-run") { Description = "Print the draft and store nothing." };
        var confirm = new Option<bool>("--confirm") { Description = "Make the records of every item without a blocking finding." };
        var defaults = new Option<bool>("--apply-default-deadlines") { Description = "With --confirm: items without a deadline get the one of their list's heading." };
        var district = new Option<string?>("--district") { Description = "The district that the documents are taken for; told from their issuers if left out." };
        var format = new Option<string>("--format") { Description = "How to print a dry run: table or json.", DefaultValueFactory = _ => "table" };
        var columns = new Option<string?>("--columns") { Description = "What the columns of a spreadsheet mean, e.g. 任务=B,牵头=C,时限=D; told from their headings if left out." };
        format.AcceptOnlyFromAmong("table", "json");

        var command = new Command("import", "Read documents into drafts of task lists, and drafts into records.") { files, dryRun, confirm, defaults, district, format, columns };
        command.TreatUnmatchedTokensAsErrors = false;
        command.Validators.Add(result =>
        {
            if (result.GetValue(dryRun) && result.GetValue(confirm))
                result.AddError("--dry-run stores nothing, so there is nothing to --confirm; leave one of them out.");
        });
        command.SetAction((result, cancellation) => result.GetValue(dryRun)
            ? PrintAsync(result.GetRequiredValue(files), Hand(result, columns), result.GetValue(district), result.GetRequiredValue(format), cancellation)
            : StoreAsync(result, result.GetRequiredValue(files), Hand(result, columns), result.GetValue(district), result.GetValue(confirm), result.GetValue(defaults), cancellation));
        return command;
    }

    /// <summary>How files are taken in hand: the limits, and the columns if they were given.</summary>
    private sealed record Handling(ReadingLimits Limits, ColumnMapping? Columns);

    private static Handling Hand(ParseResult parsed, Option<string?> columns)
    {
        ColumnMapping? mapping = null;
        if (parsed.GetValue(columns) is { } given && !ColumnMapping.TryParse(given, out mapping, out var wrong))
            throw new RefusedException($"--columns: {wrong}");

        return new Handling(ReadingLimits.From(CommandHost.ConfigurationOf(parsed)), mapping);
    }

    /// <summary>By the bytes of the files; a short one is read before a bar could be seen.</summary>
    private static ProgressBar ProgressOf(string[] files) => new(files.Sum(SizeOf), files.Sum(SizeOf) >= LongInput);

    /// <summary>Shows the file, and moves the bar on as it is read.</summary>
    private static Action<double> Within(ProgressBar progress, long done, string file)
    {
        var (name, size) = (Path.GetFileName(file), SizeOf(file));
        progress.Show(done, name);
        return share => progress.Show(done + (long)(share * size), name);
    }

    private static long SizeOf(string file) => new FileInfo(file) is { Exists: true } info ? info.Length : 0;

    private static async Task<int> PrintAsync(
        string[] files, Handling handling, string? district, string format, CancellationToken cancellation)
    {
        if (district is not null && UnitRegistries.Load(district) is null)
            throw new RefusedException($"There is no built-in registry \"{district}\"; there are: {string.Join(", ", UnitRegistries.All.Select(registry => registry.District.Code))}.");

        var reader = new GazetteReader(UnitRegistries.All);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        var table = new DraftTable(Paint.OfOutput());
        using var progress = ProgressOf(files);
        var (exitCode, done) = (CommandLine.Done, 0L);
        foreach (var file in files)
        {
            var (draft, reason) = await ReadAsync(reader, handling, file, district, Within(progress, done, file), cancellation);
            done += SizeOf(file);
            progress.Clear();
            if (draft is not null && format == "json")
            {
                await output.FlushAsync(cancellation);
                DraftJson.Write(output.BaseStream, draft);
                await output.WriteLineAsync();
            }
            else if (draft is not null)
                await output.WriteLineAsync(table.Format(draft));

            if (reason is not null)
            {
                await Console.Error.WriteLineAsync($"import: {file}: {reason}");
                exitCode = CommandLine.Refused;
            }
        }

        return exitCode;
    }

    private static async Task<(Draft? Draft, string? Reason)> ReadAsync(
        GazetteReader reader, Handling handling, string file, string? district, Action<double> progress, CancellationToken cancellation)
    {
        var (bytes, unread) = await BytesAsync(file, handling.Limits, cancellation);
        if (bytes is null)
            return (null, unread);

        var handedIn = new DocumentImport.HandedIn(Path.GetFileName(file), bytes, handling.Columns) { Progress = progress };
        var (draft, _, _, reason) = await DocumentImport.ReadAsync(reader, handling.Limits, handedIn, district, cancellation);
        return draft is null ? (null, reason) : (draft, draft.Documents.Any(document => document.Lists.Count > 0) ? null : "no task list was found");
    }

    private static async Task<int> StoreAsync(
        ParseResult parsed, string[] files, Handling handling, string? district, bool confirm, bool applyDefaultDeadlines, CancellationToken cancellation)
    {
        await using var host = CommandHost.Create(parsed);
        await host.PrepareAsync(cancellation);
        using var progress = ProgressOf(files);
        var (exitCode, done) = (CommandLine.Done, 0L);
        foreach (var file in files)
        {
            var within = Within(progress, done, file);
            done += SizeOf(file);
            if (await StoreAsync(host, handling, file, district, confirm, applyDefaultDeadlines, progress, within, cancellation) is { } reason)
            {
                progress.Clear();
                await Console.Error.WriteLineAsync($"import: {file}: {reason}");
                exitCode = CommandLine.Refused;
            }
        }

        return exitCode;
    }

    /// <returns>Why not all of the file became what was asked for; null if it did.</returns>
    private static async Task<string?> StoreAsync(
        CommandHost host, Handling handling, string file, string? district, bool confirm, bool applyDefaultDeadlines, ProgressBar progress, Action<double> within,
        CancellationToken cancellation)
    {
        var (bytes, unread) = await BytesAsync(file, handling.Limits, cancellation);
        if (bytes is null)
            return unread;

        await using var database = host.NewDatabase();
        DocumentImport.Outcome read;
        await using (var session = await database.OpenAsync(cancellation))
            read = await DocumentImport.ReadAsync(
                session, handling.Limits, new DocumentImport.HandedIn(Path.GetFileName(file), bytes, handling.Columns) { Progress = within }, district, mayDiffer: district is not null, cancellation);
        if (read.Draft is null)
            return read.Reason;

        await using var transaction = await database.BeginAsync(cancellation);
        var now = host.Clock.Now();
        var decision = await transaction.StoreAsync(read.DistrictId, Actor, read.Draft, read.Text, now, handling.Columns?.ToString());
        if (!decision.IsAccepted(out var stored, out var refusal))
            return refusal.Reason;

        progress.Clear();
        var documentId = stored.Id;
        var items = await transaction.ItemsOfAsync(read.DistrictId, documentId);
        Console.WriteLine(stored.Fate switch
        {
            DraftFate.New => $"{file}: document {documentId} of {read.DistrictId}, {items.Count} items in draft.",
            DraftFate.ReadAgain => $"{file}: these bytes were here already as document {documentId} of {read.DistrictId} and were read again with these columns, {items.Count} items in draft.",
            _ => $"{file}: these bytes are here already as document {documentId} of {read.DistrictId}; nothing was imported twice.",
        });
        string? remaining = null;
        if (confirm)
        {
            var document = await transaction.FindDocumentAsync(read.DistrictId, documentId);
            var result = await transaction.ConfirmAsync(read.DistrictId, Actor, document!, applyDefaultDeadlines, now);
            foreach (var list in result.Lists)
                Console.WriteLine($"  list {list.ListId} {list.Title}: {list.Created} records made, {list.AlreadyTracked} tracked already.");
            foreach (var item in result.StillInDraft)
                Console.WriteLine($"  in draft: {item.ListTitle}, item {item.Number ?? $"#{item.Ordinal}"} (lines {item.LineStart}-{item.LineEnd}): {string.Join(" ", item.Findings.Select(finding => finding.Message))}");
            if (result.StillInDraft.Count > 0)
                remaining = $"{result.StillInDraft.Count} items stay in draft; see `tasktracker draft findings {documentId}`, settle or accept them and confirm again.";
        }

        await transaction.CommitAsync();
        return remaining;
    }

    private static async Task<(byte[]? Bytes, string? Reason)> BytesAsync(string file, ReadingLimits limits, CancellationToken cancellation)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true } info && info.Length > limits.MaxBytes)
                return (null, $"the file has {info.Length:N0} bytes; at most {limits.MaxBytes:N0} are allowed");

            return (await File.ReadAllBytesAsync(file, cancellation), null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, exception is FileNotFoundException or DirectoryNotFoundException ? "file not found" : exception.Message);
        }
    }
}
