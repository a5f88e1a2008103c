using Dapper;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Timing;

/// <summary>Tasks that were there before their dates became stages have them afterwards.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class TimeMigrationTests(DatabaseProvider provider)
{
    private const int Before = 6;

    [Test]
    public async Task The_milestones_of_old_tasks_become_stages_and_their_duties_are_opened_next()
    {
        var folder = Directory.CreateTempSubdirectory("tasktracker-time-").FullName;
        var connectionString = provider is DatabaseProvider.PostgreSql
            ? PostgresServer.NewEmptyDatabase($"time_{Environment.ProcessId}")
            : $"Data Source={Path.Combine(folder, "m.db")}";
        await using (var connections = new DatabaseConnections(new DatabaseSettings(provider, connectionString, MigrateOnStart: false)))
        {
            var all = Migrator.Embedded(provider);
            await new Migrator(connections, new FakeClock(), [.. all.Where(migration => migration.Number <= Before)]).ApplyAsync(default);
            await using var connection = await connections.OpenAsync(default);
            await connection.ExecuteAsync("insert into districts (code, name, division_code, issuer_marks) values ('east', 'east', '000000', '[]')");
            await AddAsync(connection, "multiple", """[{"text":"6月底前","date":"2018-06-30"},{"text":"适时","date":null}]""");
            await AddAsync(connection, "recurring", "[]");

            await new Migrator(connections, new FakeClock(), all).ApplyAsync(default);

            var stages = await connection.QueryAsync<(string, long, string, string?)>(
                "select kind, cast(ordinal as bigint), words, cast(due_on as text) from task_stages order by ordinal");
            Assert.That(stages, Is.EqualTo(new[] { ("milestone", 1L, "6月底前", (string?)"2018-06-30"), ("milestone", 2L, "适时", null) }));
            var duties = await connection.QueryAsync<string>("select deadline_kind from tasks where expand_on is not null");
            Assert.That(duties, Is.EqualTo(new[] { "recurring" }));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task AddAsync(System.Data.Common.DbConnection connection, string kind, string milestones) => connection.ExecuteAsync(
        """
        insert into tasks (district_id, origin, ordinal, section, measure, leaders, targets, deadline_kind, milestones, ongoing_afterwards, due_order,
               state, search_text, created_at, updated_at)
        values ('east', 'other', 1, '[]', 'x', '[]', '[]', @Kind, @Milestones, 0, '9999-12-31', 'assigned', 'x', '2018-01-01T00:00:00.000Z', '2018-01-01T00:00:00.000Z')
        """,
        new { Kind = kind, Milestones = milestones });
}
