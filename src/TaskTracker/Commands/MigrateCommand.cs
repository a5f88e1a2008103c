using System.CommandLine;

namespace TaskTracker.Commands;

/// <summary><c>tasktracker migrate</c>: shows what the schema lacks and applies it; with <c>--show</c> it only shows.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var show = new Option<bool>("--show") { Description = "Only show what would be applied." };
        var command = new Command("migrate", "Show and apply the migrations that the database lacks.") { show };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var host = CommandHost.Create(parsed);
            host.Connections.CreateFolder();
            var migrations = parsed.GetValue(show)
                ? await host.Migrator.PendingAsync(cancellation)
                : await host.Migrator.ApplyAsync(cancellation);
            var jobs = parsed.GetValue(show) ? await host.JobsSchema.PendingAsync(cancellation) : await host.JobsSchema.ApplyAsync(cancellation);
            string[] lacking = [.. migrations.Select(migration => $"{migration.Number:0000}_{migration.Name}"), .. jobs is null ? [] : new[] { jobs }];
            foreach (var entry in lacking)
                Console.WriteLine($"{(parsed.GetValue(show) ? "pending" : "applied")} {entry}");
            if (lacking.Length == 0)
                Console.WriteLine("The schema is current.");
            return CommandLine.Done;
        });
        return command;
    }
}
