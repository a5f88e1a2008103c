using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TaskTracker.Platform;

/// <summary>Opens connections to the one database, with what each kind needs to be safe.</summary>
internal sealed class DatabaseConnections : IAsyncDisposable
{
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How much of the file is read where the system keeps it, instead of copied page by page: all that SQLite maps, 2 GiB. Every commit of
    /// somebody else empties a connection's own cache; what is mapped stays.
    /// </summary>
    private const int MappedBytes = int.MaxValue;

    /// <summary>What a connection keeps of the file, in KiB: enough for the pages that a tick over a thousand tasks changes.</summary>
    private const int CacheKib = 8_192;

    /// <summary>
    /// Pages of 4 KiB in the write-ahead log before a commit also brings them into the file: some large turns (a tick, an import) fit, so
    /// that few of them wait for the file besides the log.
    /// </summary>
    private const int CheckpointPages = 8_192;

    private readonly NpgsqlDataSource? _postgres;
    private readonly string _sqlite = "";

    static DatabaseConnections()
    {
        TypeHandlers.Register();
    }

    public DatabaseConnections(DatabaseSettings settings)
    {
        Settings = settings;
        if (settings.Provider is DatabaseProvider.PostgreSql)
        {
            _postgres = NpgsqlDataSource.Create(settings.ConnectionString);
            return;
        }

        var builder = new SqliteConnectionStringBuilder(settings.ConnectionString) { ForeignKeys = true };
        if (!builder.ShouldSerialize("Default Timeout"))
            builder.DefaultTimeout = (int)BusyTimeout.TotalSeconds;
        _sqlite = builder.ToString();
        SqliteFile = Path.GetFullPath(builder.DataSource);
    }

    public DatabaseSettings Settings { get; }

    /// <summary>What is kept of this database between sessions.</summary>
    public DatabaseMemory Memory { get; } = new();

    /// <summary>The full path of the SQLite file; null on PostgreSQL.</summary>
    public string? SqliteFile { get; }

    /// <summary>Creates the folder of an embedded database that is about to be made.</summary>
    public void CreateFolder()
    {
        if (SqliteFile is not null)
            Directory.CreateDirectory(Path.GetDirectoryName(SqliteFile)!);
    }

    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        if (_postgres is not null)
            return await _postgres.OpenConnectionAsync(cancellation);

        var connection = new SqliteConnection(_sqlite);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = $"""
                pragma journal_mode = wal;
                pragma synchronous = full;
                pragma foreign_keys = on;
                pragma cache_size = -{CacheKib};
                pragma wal_autocheckpoint = {CheckpointPages};
                pragma mmap_size = {MappedBytes}
                """;
            await pragmas.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins a transaction that writes: on SQLite it takes the one writer's place at once, so that it cannot fail later.</summary>
    [SuppressMessage("Performance", "CA1859", Justification = "Both databases speak through the base class.")]
    public static async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
        connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        else
            SqliteConnection.ClearPool(new SqliteConnection(_sqlite));
    }
}

/// <summary>
/// What use cases ask for sessions and transactions; one a request or job. While a request carries an idempotency key, a commit
/// waits until the answer is known, so that change and answer are stored together (<see cref="Idempotency"/>).
/// </summary>
internal sealed class Database(DatabaseConnections connections) : IAsyncDisposable
{
    private Transaction? _pending;

    public DatabaseProvider Provider => connections.Settings.Provider;

    /// <summary>True while commits wait for <see cref="CompleteAsync"/>.</summary>
    public bool DefersCommit { get; set; }

    /// <summary>Opens a session for reading, or for single statements.</summary>
    public async Task<Session> OpenAsync(CancellationToken cancellation) =>
        new PlainSession(await connections.OpenAsync(cancellation), connections.Memory, cancellation);

    /// <summary>Begins a transaction; without <see cref="Transaction.CommitAsync"/> nothing of it stays.</summary>
    public async Task<Transaction> BeginAsync(CancellationToken cancellation)
    {
        await CompleteAsync();
        var connection = await connections.OpenAsync(cancellation);
        try
        {
            var transaction = await DatabaseConnections.BeginAsync(connection, cancellation);
            return new Transaction(connection, transaction, this, connections.Memory, cancellation);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The transaction whose commit waits, if any.</summary>
    public Transaction? Pending => _pending;

    /// <summary>Commits the transaction that waits.</summary>
    public async Task CompleteAsync()
    {
        if (_pending is not { } pending)
            return;

        _pending = null;
        await pending.CommitNowAsync();
        await pending.CloseAsync();
    }

    /// <summary>Keeps a transaction open until the answer is known; its own end does not close it.</summary>
    public void Keep(Transaction transaction) => _pending = transaction;

    public async ValueTask DisposeAsync()
    {
        if (_pending is not { } pending)
            return;

        _pending = null;
        await pending.CloseAsync();
    }
}
