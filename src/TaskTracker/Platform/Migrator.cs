using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace TaskTracker.Platform;

/// <summary>One numbered file of the migration folder.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    private string? _checksum;

    public string Sql
    {
        get;
        init => (field, _checksum) = (value, null);
    } = Sql;

    /// <summary>Digest of the file's text, line ends folded, so that a checkout on another system is the same file. Worked out once.</summary>
    public string Checksum => _checksum ??=
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}

/// <summary>The schema is not what this version of the service needs; the message says what to do.</summary>
internal sealed class MigrationException(string message) : Exception(message);

/// <summary>Applies the numbered SQL files of one database kind, forwards only, each in one transaction with its record.</summary>
internal sealed class Migrator(DatabaseConnections connections, TimeProvider clock, IReadOnlyList<Migration> migrations)
{
    public Migrator(DatabaseConnections connections, TimeProvider clock)
        : this(connections, clock, Embedded(connections.Settings.Provider))
    {
    }

    /// <summary>The files compiled into the service, in order.</summary>
    public static IReadOnlyList<Migration> Embedded(DatabaseProvider provider)
    {
        var prefix = $"migrations/{(provider is DatabaseProvider.Sqlite ? "sqlite" : "postgresql")}/";
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, name, name[prefix.Length..]))];
    }

    /// <summary>The migrations that this database lacks.</summary>
    /// <exception cref="MigrationException">An applied file was changed, or the database is newer than the service.</exception>
    public async Task<IReadOnlyList<Migration>> PendingAsync(CancellationToken cancellation)
    {
        await using var connection = await connections.OpenAsync(cancellation);
        return await PendingAsync(connection, null);
    }

    /// <summary>Applies what is missing; two services that start at once take turns.</summary>
    /// <returns>What was applied.</returns>
    public async Task<IReadOnlyList<Migration>> ApplyAsync(CancellationToken cancellation)
    {
        await using var connection = await connections.OpenAsync(cancellation);
        var applied = new List<Migration>();
        while (await ApplyNextAsync(connection, cancellation) is { } migration)
            applied.Add(migration);

        return applied;
    }

    private async Task<Migration?> ApplyNextAsync(DbConnection connection, CancellationToken cancellation)
    {
        if ((await PendingAsync(connection, null)).Count == 0)
            return null;

        await using var transaction = await DatabaseConnections.BeginAsync(connection, cancellation);
        if (connections.Settings.Provider is DatabaseProvider.PostgreSql)
            await connection.ExecuteAsync(TakeTurnOnPostgres, transaction: transaction);

        await connection.ExecuteAsync(CreateTable, transaction: transaction);
        if (await PendingAsync(connection, transaction) is not [var migration, ..])
            return null;

        await connection.ExecuteAsync(migration.Sql, transaction: transaction);
        await connection.ExecuteAsync(
            Insert, new { migration.Number, migration.Name, migration.Checksum, AppliedAt = clock.Now() }, transaction);
        await transaction.CommitAsync(cancellation);
        return migration;
    }

    private async Task<IReadOnlyList<Migration>> PendingAsync(DbConnection connection, DbTransaction? transaction)
    {
        var applied = await AppliedAsync(connection, transaction);
        foreach (var row in applied.Values)
        {
            var file = migrations.FirstOrDefault(migration => migration.Number == row.Number)
                ?? throw new MigrationException(
                    $"The database has migration {row.Number:0000}_{row.Name}, which this version of the service does not know; start a newer version.");
            if (file.Checksum != row.Checksum)
            {
                throw new MigrationException(
                    $"The migration {row.Number:0000}_{row.Name} was changed after it was applied (its checksum is {file.Checksum[..12]}…, applied was {row.Checksum[..12]}…); restore the file and put the change into a new migration.");
            }
        }

        return [.. migrations.Where(migration => !applied.ContainsKey(migration.Number))];
    }

    private async Task<Dictionary<int, AppliedRow>> AppliedAsync(DbConnection connection, DbTransaction? transaction)
    {
        var exists = await connection.ExecuteScalarAsync<long>(
            connections.Settings.Provider is DatabaseProvider.Sqlite ? TableExistsOnSqlite : TableExistsOnPostgres, transaction: transaction);
        return exists == 0
            ? []
            : (await connection.QueryAsync<AppliedRow>(SelectApplied, transaction: transaction)).ToDictionary(row => row.Number);
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var stem = Path.GetFileNameWithoutExtension(file);
        return new Migration(int.Parse(stem[..4], CultureInfo.InvariantCulture), stem[5..], reader.ReadToEnd());
    }

    private sealed record AppliedRow
    {
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string Checksum { get; init; } = "";
    }

    private const string TakeTurnOnPostgres = "select pg_advisory_xact_lock(7308332045)";

    private const string TableExistsOnSqlite = "select count(*) from sqlite_master where type = 'table' and name = 'schema_migrations'";

    private const string TableExistsOnPostgres = "select count(*) from pg_tables where schemaname = current_schema() and tablename = 'schema_migrations'";

    private const string CreateTable = """
        create table if not exists schema_migrations (
            number      integer not null primary key,
            name        text not null,
            checksum    text not null,
            applied_at  text not null
        )
        """;

    private const string SelectApplied = "select number, name, checksum from schema_migrations order by number";

    private const string Insert = """
        insert into schema_migrations (number, name, checksum, applied_at)
        values (@Number, @Name, @Checksum, cast(@AppliedAt as text))
        """;
}
