namespace TaskTracker.Platform;

internal enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>Which database is spoken to: <c>Database:Provider</c> and <c>ConnectionStrings:Default</c>.</summary>
internal sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, bool MigrateOnStart)
{
    public const string DefaultConnectionString = "Data Source=data/tasktracker.db";

    /// <exception cref="SettingException">The provider's name is unknown, or PostgreSQL lacks a connection string.</exception>
    public static DatabaseSettings From(IConfiguration configuration)
    {
        var name = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        if (!Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) || int.TryParse(name, out _))
            throw new SettingException("Database:Provider", name, "Sqlite or PostgreSql");

        var connectionString = configuration.GetConnectionString("Default");
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            connectionString = provider is DatabaseProvider.Sqlite
                ? DefaultConnectionString
                : throw new SettingException("ConnectionStrings:Default", connectionString, "a connection string of the PostgreSQL server");
        }

        // An embedded file has one owner, who starts it; a server is shared, so its schema is changed only when somebody says so.
        var migrate = configuration.GetValue("Database:MigrateOnStart", provider is DatabaseProvider.Sqlite);
        return new DatabaseSettings(provider, connectionString, migrate);
    }
}

/// <summary>A setting that the service cannot start with; the message names it, its value and what is allowed.</summary>
internal sealed class SettingException(string setting, string? value, string allowed)
    : Exception($"The setting {setting} is \"{value}\"; allowed is {allowed}.");
