using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TaskTracker.Platform;

/// <summary>A connection in use, with the caller's cancellation.</summary>
internal abstract partial class Session(DbConnection connection, DbTransaction? transaction, DatabaseMemory memory, CancellationToken cancellation) : IAsyncDisposable
{
    protected DbConnection Connection { get; } = connection;

    protected CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What is kept of the database between sessions.</summary>
    public DatabaseMemory Memory { get; } = memory;

    public Task<IEnumerable<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        Connection.QueryAsync<T>(Command(sql, parameters));

    public Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) =>
        Connection.QuerySingleAsync<T>(Command(sql, parameters));

    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null) =>
        Connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    /// <returns>How many rows were changed; for a list of parameters, in all.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        Connection.ExecuteAsync(Command(sql, parameters));

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return EndAsync();
    }

    protected virtual ValueTask EndAsync() => Connection.DisposeAsync();

    /// <summary>Says that a statement is about to run.</summary>
    protected void Tell(string sql, object? parameters)
    {
        if (Statements.IsEnabled())
            Statements.Write("statement", new Statement(sql, parameters, Memory));
    }

    private CommandDefinition Command(string sql, object? parameters)
    {
        Tell(sql, parameters);
        var spelled = Connection is NpgsqlConnection ? ListParameter.Replace(sql, "= any($1)") : IdListParameter.Replace(sql, "in (select value from json_each($1))");
        return new(spelled, parameters, transaction, cancellationToken: Cancellation);
    }

    /// <summary>A statement as it was written, and by whose memory the database is known, for whoever listens to <c>Statements</c>.</summary>
    public sealed record Statement(string Sql, object? Parameters, DatabaseMemory Memory);

    private static readonly DiagnosticListener Statements = new("Statements");

    /// <summary>
    /// A list as a parameter is the one place where the common SQL ends: PostgreSQL takes it as an array. For SQLite an <see cref="IdList"/>
    /// is a table, and of a short list, which is passed as an array, Dapper makes <c>in (@a, @b)</c>.
    /// </summary>
    [GeneratedRegex(@"\bin (@\w+)")]
    private static partial Regex ListParameter { get; }

    [GeneratedRegex(@"\bin (@\w*Ids)\b")]
    private static partial Regex IdListParameter { get; }
}

/// <summary>A session without a transaction: for reading, or for statements that stand alone.</summary>
internal sealed class PlainSession(DbConnection connection, DatabaseMemory memory, CancellationToken cancellation) : Session(connection, null, memory, cancellation);

/// <summary>A session whose changes stay only if they are committed.</summary>
internal sealed class Transaction : Session
{
    private readonly DbTransaction _transaction;
    private readonly Database _database;
    private readonly Dictionary<(FollowUp Work, string DistrictId, DateOnly Day), SortedSet<long>> _followUps = [];
    private bool _kept;

    public Transaction(DbConnection connection, DbTransaction transaction, Database database, DatabaseMemory memory, CancellationToken cancellation)
        : base(connection, transaction, memory, cancellation) => (_transaction, _database) = (transaction, database);

    /// <summary>Work that follows from changes of records, done once for all of them however often each was changed.</summary>
    public delegate Task FollowUp(Transaction transaction, string districtId, DateOnly day, long[] ids);

    /// <summary>Asks for the work to be done for a record before the changes are read back or committed.</summary>
    public void Afterwards(FollowUp work, string districtId, DateOnly day, long id)
    {
        if (!_followUps.TryGetValue((work, districtId, day), out var ids))
            _followUps[(work, districtId, day)] = ids = [];
        ids.Add(id);
    }

    /// <summary>Does what was asked for; before records are read back, and before a commit.</summary>
    public async Task SettleAsync()
    {
        while (_followUps.Count > 0)
        {
            var (key, ids) = _followUps.First();
            _followUps.Remove(key);
            await key.Work(this, key.DistrictId, key.Day, [.. ids]);
        }
    }

    public async Task CommitAsync()
    {
        await SettleAsync();
        if (_database.DefersCommit)
        {
            _kept = true;
            _database.Keep(this);
            return;
        }

        await CommitNowAsync();
    }

    /// <summary>Commits; not cancelled half-way by a client that leaves.</summary>
    public Task CommitNowAsync()
    {
        Tell("commit", null);
        return _transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Ends the transaction, undoing it if it was not committed; one that waits for its answer stays open.</summary>
    protected override ValueTask EndAsync() => _kept ? ValueTask.CompletedTask : new ValueTask(CloseAsync());

    public async Task CloseAsync()
    {
        try
        {
            await _transaction.DisposeAsync();
        }
        catch (SqliteException) when (_transaction.Connection is SqliteConnection connection)
        {
            // A full disk has made SQLite undo the transaction itself; an empty one gives the driver's rollback something to end. The
            // fault is on its way up.
            await using var begin = connection.CreateCommand();
            begin.Transaction = (SqliteTransaction)_transaction;
            begin.CommandText = "begin";
            await begin.ExecuteNonQueryAsync();
            await _transaction.DisposeAsync();
        }

        await Connection.DisposeAsync();
    }
}
