using Microsoft.Data.Sqlite;
using TaskTracker.Platform;
using TaskTracker.Platform.Scheduling;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>A new database with the current schema, of either kind; a copy of one that was migrated once, so that it is quick.</summary>
internal sealed class ScratchDatabase : IDisposable
{
    private static readonly Lock Making = new();
    private static string? s_sqliteTemplate;
    private readonly string _folder;

    public ScratchDatabase(DatabaseProvider provider)
    {
        Provider = provider;
        _folder = ScratchFolder.New("test");
        if (provider is DatabaseProvider.PostgreSql)
        {
            ConnectionString = PostgresServer.NewDatabase(connection => Migrate(provider, connection));
            return;
        }

        File = Path.Combine(_folder, "tasktracker.db");
        System.IO.File.Copy(SqliteTemplate(), File);
        ConnectionString = $"Data Source={File}";
    }

    public DatabaseProvider Provider { get; }

    public string ConnectionString { get; }

    /// <summary>The SQLite file; empty on PostgreSQL.</summary>
    public string File { get; } = "";

    /// <summary>Where the service keeps files of evidence.</summary>
    public string EvidenceFolder => Path.Combine(_folder, "evidence");

    public Dictionary<string, string?> Settings => new()
    {
        ["Database:Provider"] = Provider.ToString(),
        ["ConnectionStrings:Default"] = ConnectionString,
        ["Evidence:Path"] = EvidenceFolder,
    };

    public DatabaseConnections Connect() => new(new DatabaseSettings(Provider, ConnectionString, true));

    public static void Migrate(DatabaseProvider provider, string connectionString)
    {
        var connections = new DatabaseConnections(new DatabaseSettings(provider, connectionString, true));
        new Migrator(connections, new FakeClock()).ApplyAsync(CancellationToken.None).GetAwaiter().GetResult();
        new JobsSchema(connections).ApplyAsync(CancellationToken.None).GetAwaiter().GetResult();
        connections.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        if (Provider is DatabaseProvider.PostgreSql)
            PostgresServer.Drop(ConnectionString);
        else
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        Directory.Delete(_folder, recursive: true);
    }

    private static string SqliteTemplate()
    {
        lock (Making)
        {
            if (s_sqliteTemplate is not null)
                return s_sqliteTemplate;

            var file = Path.Combine(ScratchFolder.New("template"), "template.db");
            Migrate(DatabaseProvider.Sqlite, $"Data Source={file}");
            return s_sqliteTemplate = file;
        }
    }
}
