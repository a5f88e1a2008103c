using TaskTracker.Commands;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Platform;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class MigratorTests(DatabaseProvider provider)
{
    private static readonly Migration First = new(1, "first", "create table a (id integer)");
    private static readonly Migration Second = new(2, "second", "create table b (id integer); insert into b (id) values (1)");
    private static int s_count;
    private DatabaseConnections _connections = null!;
    private string? _folder;

    [SetUp]
    public void MakeEmptyDatabase()
    {
        string connectionString;
        if (provider is DatabaseProvider.PostgreSql)
        {
            connectionString = PostgresServer.NewEmptyDatabase($"m{++s_count}_{Environment.ProcessId}");
        }
        else
        {
            _folder = Directory.CreateTempSubdirectory("tasktracker-migrations-").FullName;
            connectionString = $"Data Source={Path.Combine(_folder, "m.db")}";
        }

        _connections = new DatabaseConnections(new DatabaseSettings(provider, connectionString, MigrateOnStart: false));
    }

    [TearDown]
    public async Task DropAsync()
    {
        await _connections.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task What_is_missing_is_applied_in_order_and_once()
    {
        var applied = await Migrator(First).ApplyAsync(default);
        var later = await Migrator(First, Second).ApplyAsync(default);
        var again = await Migrator(First, Second).ApplyAsync(default);

        Assert.That(applied, Is.EqualTo(new[] { First }));
        Assert.That(later, Is.EqualTo(new[] { Second }));
        Assert.That(again, Is.Empty);
    }

    [Test]
    public async Task A_file_changed_after_it_was_applied_stops_everything_with_its_name()
    {
        await Migrator(First).ApplyAsync(default);
        var changed = Migrator(First with { Sql = "create table a (id integer, name text)" }, Second);

        var error = await Assert.ThrowsAsync<MigrationException>(() => changed.ApplyAsync(default));

        Assert.That(error!.Message, Does.Contain("0001_first").And.Contain("changed after it was applied"));
        Assert.That(await Migrator(First, Second).PendingAsync(default), Is.EqualTo(new[] { Second }));
    }

    [Test]
    public async Task Line_ends_of_another_system_are_no_change()
    {
        var unix = new Migration(1, "first", "create table a (\n    id integer\n)");
        await Migrator(unix).ApplyAsync(default);

        Assert.That(await Migrator(new Migration(1, "first", "create table a (\r\n    id integer\r\n)")).PendingAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_database_newer_than_the_service_is_left_alone()
    {
        await Migrator(First, Second).ApplyAsync(default);

        var error = await Assert.ThrowsAsync<MigrationException>(() => Migrator(First).ApplyAsync(default));

        Assert.That(error!.Message, Does.Contain("0002_second").And.Contain("newer version"));
    }

    [Test]
    public async Task A_migration_that_fails_leaves_nothing_of_itself()
    {
        var broken = new Migration(2, "broken", "create table b (id integer); insert into nowhere values (1)");

        Assert.That(() => Migrator(First, broken).ApplyAsync(default), Throws.InstanceOf<System.Data.Common.DbException>());

        Assert.That(await Migrator(First, Second).PendingAsync(default), Is.EqualTo(new[] { Second }));
        await Migrator(First, Second).ApplyAsync(default);
    }

    [Test]
    public async Task Services_that_start_at_once_take_turns()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Migrator(First, Second).ApplyAsync(default))));

        Assert.That(await Migrator(First, Second).PendingAsync(default), Is.Empty);
    }

    [Test]
    public async Task Where_the_service_may_not_migrate_it_does_not_start_on_an_old_schema()
    {
        await using var app = Service.Build([
            $"--Database:Provider={provider}",
            $"--ConnectionStrings:Default={_connections.Settings.ConnectionString}",
            "--Database:MigrateOnStart=false",
        ]);

        var error = await Assert.ThrowsAsync<MigrationException>(() => ServeCommand.PrepareAsync(app, default));

        Assert.That(error!.Message, Does.Contain("tasktracker migrate"));
    }

    private Migrator Migrator(params Migration[] migrations) => new(_connections, new FakeClock(), migrations);
}
