using System.CommandLine;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskTracker.Platform;
using TaskTracker.Platform.Scheduling;
using TaskTracker.Units;

namespace TaskTracker.Commands;

/// <summary>What a command other than <c>serve</c> needs: the settings and the database, without the web.</summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private CommandHost(ServiceProvider services) => _services = services;

    public DatabaseConnections Connections => _services.GetRequiredService<DatabaseConnections>();

    public Migrator Migrator => _services.GetRequiredService<Migrator>();

    public JobsSchema JobsSchema => _services.GetRequiredService<JobsSchema>();

    public TimeProvider Clock => _services.GetRequiredService<TimeProvider>();

    public IConfiguration Configuration => _services.GetRequiredService<IConfiguration>();

    /// <param name="parsed">The command's own words; what is left over of the form <c>--Name=value</c> are settings.</param>
    public static CommandHost Create(ParseResult parsed)
    {
        var environment = Settings.EnvironmentName;
        var configuration = ConfigurationOf(parsed);
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton<IHostEnvironment>(new CommandEnvironment(environment));
        services.TryAddSingleton(provider => ShiftedClock.From(configuration, provider.GetRequiredService<IHostEnvironment>()));
        services.AddDatabase(configuration);
        return new CommandHost(services.BuildServiceProvider());
    }

    /// <summary>The settings alone, for what needs no database.</summary>
    public static IConfiguration ConfigurationOf(ParseResult parsed) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, $"appsettings.{Settings.EnvironmentName}.json"), optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(CommandLine.SettingsOf(parsed))
        .Build();

    /// <summary>A database of its own for one unit of work.</summary>
    public Database NewDatabase() => new(Connections);

    /// <summary>
    /// Makes sure that the schema is there: applied on an embedded file, asked for on a server. An empty database that is not in production
    /// gets the built-in registries of units.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        Connections.CreateFolder();
        if (Connections.Settings.MigrateOnStart)
            await Migrator.ApplyAsync(cancellation);
        else if ((await Migrator.PendingAsync(cancellation)).Count > 0)
            throw new MigrationException("The database's schema is not current; run `tasktracker migrate`.");

        if (!_services.GetRequiredService<IHostEnvironment>().IsProduction())
        {
            await using var database = NewDatabase();
            await database.SeedUnitsAsync(Clock.Now(), cancellation);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class CommandEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "tasktracker";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } =
            new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
