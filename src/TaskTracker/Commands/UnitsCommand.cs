using System.CommandLine;
using System.Text;
using TaskTracker.Core;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;
using TaskTracker.Platform;
using TaskTracker.Units;

namespace TaskTracker.Commands;

/// <summary><c>tasktracker units import|export</c>.</summary>
internal static class UnitsCommand
{
    private const string Actor = "command_line", Csv = "csv", Json = "json";
    private const long MaxFile = 10 * 1024 * 1024;

    public static Command Create() => new("units", "Import and export the registry of a district's units.") { Import(), Export() };

    private static Command Import()
    {
        var file = new Argument<string>("FILE")
        {
            Description = $"A registry as JSON or, if its name ends in .csv, as a table; or the name of a built-in one: {BuiltIn}.",
        };
        var district = new Option<string?>("--district") { Description = "The district's code; needed for a table." };
        var command = new Command("import", "Add and change units and groups; what the file does not name stays.") { file, district };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = CommandHost.Create(parsed);
            await host.PrepareAsync(cancellation);
            await using var database = host.NewDatabase();
            var (path, code) = (parsed.GetValue(file)!, parsed.GetValue(district));
            var registry = Accepted(path, UnitRegistries.Load(path) is { } builtIn
                ? RegistryFile.Of(builtIn)
                : await ReadAsync(database, path, code, cancellation));
            if (code is not null && code != registry.Register.District.Code)
                throw new RefusedException($"{path}: this is the registry of {registry.Register.District.Code}, not of --district {code}.");

            await using var transaction = await database.BeginAsync(cancellation);
            var outcome = Accepted(path, await transaction.ImportRegistryAsync(registry, Actor, host.Clock.Now()));
            await transaction.CommitAsync();
            Console.WriteLine(Said(registry.Register.District.Code, outcome));
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<Decision<RegistryFile>> ReadAsync(Database database, string path, string? districtId, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            throw new RefusedException($"{path}: there is no such file, and no built-in registry of that name; built in: {BuiltIn}.");

        if (new FileInfo(path).Length > MaxFile)
            throw new RefusedException($"{path}: the file is larger than the {MaxFile:N0} bytes that are allowed.");

        var bytes = await File.ReadAllBytesAsync(path, cancellation);
        if (!SourceText.TryDecode(bytes, out var source, out var reason))
            throw new RefusedException($"{path}: {reason}.");

        var text = source.ToString();
        if (!Path.GetExtension(path).Equals($".{Csv}", StringComparison.OrdinalIgnoreCase))
            return RegistryFile.ReadJson(text);

        if (districtId is null)
            throw new RefusedException($"{path}: a table does not say whose units it holds; add --district CODE.");

        await using var session = await database.OpenAsync(cancellation);
        var district = (await session.ReadRegistryAsync(districtId) ?? UnitRegistries.Load(districtId))?.District
            ?? throw new RefusedException($"There is no district \"{districtId}\"; import its registry as JSON first, which names the district.");
        return RegistryCsv.Read(text, district);
    }

    private static string Said(string districtId, ImportRegistry.Outcome outcome)
    {
        var district = outcome.District == "unchanged" ? "" : $" The district was {outcome.District}.";
        var tied = outcome.TasksTied == 0 ? "" : $" {outcome.TasksTied} task(s) name a unit that is known now.";
        return outcome.ChangedNothing
            ? $"{districtId}: nothing changed, {outcome.Unchanged} units and groups are as the file says.{tied}"
            : $"{districtId}: {outcome.Added} added, {outcome.Changed} changed, {outcome.Unchanged} unchanged.{district}{tied}";
    }

    private static Command Export()
    {
        var district = new Option<string>("--district") { Required = true, Description = "The district's code, e.g. xicheng." };
        var format = new Option<string>("--format") { Description = "json or csv.", DefaultValueFactory = _ => Json };
        format.AcceptOnlyFromAmong(Json, Csv);
        var command = new Command("export", "Print the registry of a district, with its contacts.") { district, format };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = CommandHost.Create(parsed);
            await host.PrepareAsync(cancellation);
            await using var database = host.NewDatabase();
            await using var session = await database.OpenAsync(cancellation);
            var code = parsed.GetValue(district)!;
            var register = await session.ReadRegisterAsync(code) ?? throw new RefusedException($"There is no district \"{code}\".");
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            if (parsed.GetValue(format) == Csv)
                // The mark tells a spreadsheet that the table is UTF-8; without it Chinese comes out garbled.
                Console.Write('\uFEFF' + RegistryCsv.Write(register));
            else
                Console.WriteLine(UnitRegistryJson.Write(register.ToRegistry()));
            return CommandLine.Done;
        });
        return command;
    }

    private static T Accepted<T>(string path, Decision<T> decision)
        where T : class =>
        decision.IsAccepted(out var value, out var refusal) ? value : throw new RefusedException($"{path}: {refusal.Reason}");

    private static string BuiltIn => string.Join(", ", UnitRegistries.All.Select(registry => registry.District.Code));
}
