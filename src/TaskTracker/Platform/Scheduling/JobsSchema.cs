using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Hangfire.PostgreSql;
using Npgsql;

namespace TaskTracker.Platform.Scheduling;

/// <summary>
/// The scheduler's tables on PostgreSQL: made by whoever migrates, so that a service whose role may not create anything runs. On SQLite there
/// are none.
/// </summary>
internal sealed partial class JobsSchema(DatabaseConnections connections)
{
    public const string Name = "hangfire";

    /// <summary>The version that the package brings, read from the names of its scripts.</summary>
    private static readonly int Version = typeof(PostgreSqlStorage).Assembly.GetManifestResourceNames()
        .Select(name => Script.Match(name)).Where(match => match.Success)
        .Max(match => int.Parse(match.Groups["version"].ValueSpan, CultureInfo.InvariantCulture));

    private bool HasTables => connections.Settings.Provider is DatabaseProvider.PostgreSql;

    /// <summary>What the schema lacks, in a few words; null if it is current.</summary>
    public async Task<string?> PendingAsync(CancellationToken cancellation)
    {
        if (!HasTables)
            return null;

        await using var connection = (NpgsqlConnection)await connections.OpenAsync(cancellation);
        return await PendingAsync(connection);
    }

    /// <summary>Makes the schema, or brings it up to date; two that start at once take turns.</summary>
    /// <returns>What was lacking; null if nothing was.</returns>
    public async Task<string?> ApplyAsync(CancellationToken cancellation)
    {
        if (!HasTables)
            return null;

        await using var connection = (NpgsqlConnection)await connections.OpenAsync(cancellation);
        if (await PendingAsync(connection) is null)
            return null;

        await connection.ExecuteAsync(Lock);
        try
        {
            var pending = await PendingAsync(connection);
            if (pending is not null)
                PostgreSqlObjectsInstaller.Install(connection, Name);
            return pending;
        }
        finally
        {
            await connection.ExecuteAsync(Unlock);
        }
    }

    private static async Task<string?> PendingAsync(NpgsqlConnection connection)
    {
        var installed = await connection.ExecuteScalarAsync<bool>(Exists) ? await connection.ExecuteScalarAsync<int>(SelectVersion) : 0;
        return installed >= Version ? null
            : installed == 0 ? $"schema {Name} of the scheduler, version {Version}"
            : $"schema {Name} of the scheduler, from version {installed} to {Version}";
    }

    [GeneratedRegex(@"\.Install\.v(?<version>\d+)\.sql$")]
    private static partial Regex Script { get; }

    private const string Exists = $"select to_regclass('{Name}.schema') is not null";

    private const string SelectVersion = $"""select coalesce(max(version), 0) from {Name}."schema" """;

    private const string Lock = "select pg_advisory_lock(7308332046)";

    private const string Unlock = "select pg_advisory_unlock(7308332046)";
}
