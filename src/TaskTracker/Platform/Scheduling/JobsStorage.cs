using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace TaskTracker.Platform.Scheduling;

/// <summary>
/// Where the scheduler remembers: in the process on SQLite, in a schema of its own on PostgreSQL, so that of several instances one runs each job.
/// Nothing that must last is in it.
/// </summary>
internal static class JobsStorage
{
    /// <summary>A job that a killed instance had begun is begun by another after this time; the running one renews its claim each fifth of it.</summary>
    private static readonly TimeSpan Invisibility = TimeSpan.FromMinutes(2);

    /// <summary>A lock that a killed instance held is free after this time.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan QueuePoll = TimeSpan.FromSeconds(15), ExpiryCheck = TimeSpan.FromMinutes(15);

    public static JobStorage Create(DatabaseSettings settings)
    {
        if (settings.Provider is DatabaseProvider.Sqlite)
            return new InMemoryStorage();

        var options = new PostgreSqlStorageOptions
        {
            SchemaName = JobsSchema.Name,
            PrepareSchemaIfNecessary = false,
            // A new job is announced by the server; the poll is for an announcement that was lost.
            EnableLongPolling = true,
            QueuePollInterval = QueuePoll,
            InvisibilityTimeout = Invisibility,
            UseSlidingInvisibilityTimeout = true,
            DistributedLockTimeout = LockTimeout,
            JobExpirationCheckInterval = ExpiryCheck,
            CountersAggregateInterval = ExpiryCheck,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(settings.ConnectionString, options), options);
    }
}
