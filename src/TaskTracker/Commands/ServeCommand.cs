using System.CommandLine;
using System.Net.Sockets;
using TaskTracker.Documents;
using TaskTracker.Platform;
using TaskTracker.Platform.Scheduling;
using TaskTracker.Units;

namespace TaskTracker.Commands;

/// <summary><c>tasktracker serve</c>: brings the schema up to date where that is its business, then serves until told to stop.</summary>
internal static partial class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Serve the API (the default). Settings: --Name=value, environment Name__Sub=value, or appsettings.json.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction((parsed, cancellation) => RunAsync(CommandLine.SettingsOf(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] settings, CancellationToken cancellation)
    {
        await using var app = Service.Build(settings);
        await PrepareAsync(app, cancellation);
        var keys = await LoadSamplesAsync(app, cancellation);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException or FormatException or InvalidOperationException)
        {
            // The keys of a first start are stored already; they are shown now or never.
            Show(keys);
            throw new RefusedException(
                $"The service cannot listen on {string.Join(", ", ListenAddresses.Told(app.Configuration))}: {exception.Message.ReplaceLineEndings(" ")}");
        }

        Welcome(app, keys);
        await app.WaitForShutdownAsync(cancellation);
        return CommandLine.Done;
    }

    /// <summary>Everything that must hold before the first request.</summary>
    public static async Task PrepareAsync(WebApplication app, CancellationToken cancellation)
    {
        _ = app.Services.GetRequiredService<TimeProvider>();
        var connections = app.Services.GetRequiredService<DatabaseConnections>();
        var migrator = app.Services.GetRequiredService<Migrator>();
        var jobs = app.Services.GetRequiredService<JobsSchema>();
        connections.CreateFolder();
        if (connections.Settings.MigrateOnStart)
        {
            foreach (var migration in await migrator.ApplyAsync(cancellation))
                Log.Migrated(app.Logger, migration.Number, migration.Name);
            await jobs.ApplyAsync(cancellation);
        }
        else if (await migrator.PendingAsync(cancellation) is { Count: > 0 } pending)
        {
            throw new MigrationException(
                $"The database lacks {pending.Count} migration(s), the first is {pending[0].Number:0000}_{pending[0].Name}. Run `tasktracker migrate`, or start with Database:MigrateOnStart=true.");
        }
        else if (app.Services.GetRequiredService<JobsSettings>().Enabled && await jobs.PendingAsync(cancellation) is { } lacking)
        {
            throw new MigrationException($"The database lacks the {lacking}. Run `tasktracker migrate`, or start with Database:MigrateOnStart=true.");
        }
    }

    /// <summary>On the first start of a service that is not in production there is something to see; <c>Samples:Load=false</c> turns it off.</summary>
    private static async Task<IReadOnlyList<SampleLoader.NewKey>> LoadSamplesAsync(WebApplication app, CancellationToken cancellation)
    {
        if (app.Environment.IsProduction() || !app.Configuration.GetValue("Samples:Load", true))
            return [];

        await using var scope = app.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<Database>();
        var now = app.Services.GetRequiredService<TimeProvider>().Now();
        await database.SeedUnitsAsync(now, cancellation);
        return await SampleLoader.LoadAsync(database, now, cancellation);
    }

    /// <summary>Keys are shown once and on the console only: they are no business of the log.</summary>
    private static void Welcome(WebApplication app, IReadOnlyList<SampleLoader.NewKey> keys)
    {
        var address = app.Urls.First();
        Console.WriteLine($"TaskTracker listens on {address}: API {address}/api/v1, Swagger UI {address}/swagger, contract {address}/openapi/v1.json");
        Show(keys);
    }

    private static void Show(IReadOnlyList<SampleLoader.NewKey> keys)
    {
        if (keys.Count == 0)
            return;

        Console.WriteLine("The database was empty: the samples are loaded. These keys are shown once:");
        foreach (var key in keys)
            Console.WriteLine($"  {EnumNames.Of(key.Role),-12} {key.Secret}{(key.Unit is null ? "" : $"  ({key.Unit})")}");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Applied migration {Number} {Name}")]
        public static partial void Migrated(ILogger logger, int number, string name);
    }
}
