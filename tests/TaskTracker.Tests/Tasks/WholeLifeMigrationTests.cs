using Dapper;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

/// <summary>What was there before rests, lapses, lists of parts and standings were kept has them afterwards.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class WholeLifeMigrationTests(DatabaseProvider provider)
{
    [Test]
    public async Task Old_tasks_get_what_is_kept_of_them_now()
    {
        var folder = Directory.CreateTempSubdirectory("tasktracker-life-").FullName;
        var connectionString = provider is DatabaseProvider.PostgreSql
            ? PostgresServer.NewEmptyDatabase($"life_{Environment.ProcessId}")
            : $"Data Source={Path.Combine(folder, "m.db")}";
        await using (var connections = new DatabaseConnections(new DatabaseSettings(provider, connectionString, MigrateOnStart: false)))
        {
            var all = Migrator.Embedded(provider);
            var number = all.Single(migration => migration.Name == "whole_life").Number;
            await new Migrator(connections, new FakeClock(), [.. all.Where(migration => migration.Number < number)]).ApplyAsync(default);
            await using var connection = await connections.OpenAsync(default);
            await connection.ExecuteAsync(Old);

            await new Migrator(connections, new FakeClock(), all).ApplyAsync(default);

            async Task<string[]> ReadAsync(string sql) => [.. await connection.QueryAsync<string>(sql)];
            Assert.That(
                await ReadAsync("select task_id || ' ' || substr(cast(from_on as text), 1, 10) || ' ' || coalesce(cast(until_on as text), '') from task_rests order by task_id, from_on"),
                Is.EqualTo(new[] { "1 2018-02-01 2018-03-01", "2 2018-04-01 " }));
            Assert.That(await ReadAsync("select id || ' ' || part_of_list_id from tasks where part_of_list_id is not null order by id"), Is.EqualTo(new[] { "3 1", "4 1" }));
            Assert.That(await ReadAsync("select unit_id || ' ' || closed || ' ' || kept from unit_standings"), Is.EqualTo(new[] { "1 1 1" }));
            Assert.That(
                await ReadAsync("select task_id || ' ' || case when lapsed_at is null then 'waits' else 'lapsed' end from hand_over_requests order by id"),
                Is.EqualTo(new[] { "1 waits", "2 lapsed" }));
            Assert.That(await ReadAsync("select case when lapsed_at is null then 'undated' else 'dated' end from extension_requests"), Is.EqualTo(new[] { "dated" }));
            Assert.That(await ReadAsync("select count(*) from hand_over_requests where lapsed_at is not null and lapsed_at = (select max(closed_at) from closures)"), Is.EqualTo(new[] { "1" }));
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A recurring duty that rested once, one that was closed on time with a hand-over waiting, and two parts of a list's task.</summary>
    private const string Old = """
        insert into districts (code, name, division_code, issuer_marks) values ('east', 'east', '000000', '[]');
        insert into units (district_id, name, kind, updated_at) values ('east', 'x', 'department', '2018-01-01T00:00:00.000Z');
        insert into documents (district_id, file_name, sha256, lines, characters, draft, uploaded_at, uploaded_by, updated_at)
        values ('east', 'a.txt', 'x', 1, 1, '{}', '2018-01-01T00:00:00.000Z', 'test', '2018-01-01T00:00:00.000Z');
        insert into source_documents (district_id, document_id, title, source_key, line_start, line_end) values ('east', 1, 'x', 'x', 1, 1);
        insert into task_lists (district_id, source_document_id, title, kind, line_start, line_end, source_key, updated_at)
        values ('east', 1, 'x', 'tasks', 1, 1, 'x', '2018-01-01T00:00:00.000Z');
        insert into tasks (district_id, origin, ordinal, section, measure, leaders, targets, deadline_kind, milestones, ongoing_afterwards, due_order,
               state, outcome, completed_on, closed_at, list_id, parent_id, level, search_text, created_at, updated_at)
        values ('east', 'other', 1, '[]', 'x', '[]', '[]', 'recurring', '[]', 0, '9999-12-31', 'in_progress', null, null, null, 1, null, 1, 'x', '2018-01-01T00:00:00.000Z', '2018-01-01T00:00:00.000Z'),
               ('east', 'other', 1, '[]', 'x', '[]', '[]', 'recurring', '[]', 0, '9999-12-31', 'closed', 'completed', '2018-04-01', '2018-04-02T00:00:00.000Z', 1, null, 1, 'x', '2018-01-01T00:00:00.000Z', '2018-01-01T00:00:00.000Z'),
               ('east', 'other', 1, '[]', 'x', '[]', '[]', 'none', '[]', 0, '9999-12-31', 'assigned', null, null, null, null, 1, 2, 'x', '2018-01-01T00:00:00.000Z', '2018-01-01T00:00:00.000Z'),
               ('east', 'other', 1, '[]', 'x', '[]', '[]', 'none', '[]', 0, '9999-12-31', 'closed', 'completed', '2018-04-01', '2018-04-02T00:00:00.000Z', null, 3, 3, 'x', '2018-01-01T00:00:00.000Z', '2018-01-01T00:00:00.000Z');
        insert into task_parties (district_id, task_id, unit_id, role, joined_on)
        values ('east', 1, 1, 'lead', '2018-01-01'), ('east', 2, 1, 'lead', '2018-01-01'), ('east', 4, 1, 'lead', '2018-01-01');
        insert into suspensions (district_id, task_id, reason, suspended_on, suspended_at, suspended_by, ended_on)
        values ('east', 1, 'x', '2018-02-01', '2018-02-01T00:00:00.000Z', 'test', '2018-03-01');
        insert into closures (district_id, task_id, outcome, goes_on, days_late, closed_on, closed_at, closed_by)
        values ('east', 2, 'completed', 0, 0, '2018-04-02', '2018-04-02T00:00:00.000Z', 'test');
        insert into hand_over_requests (district_id, task_id, unit_id, to_unit_id, reason, requested_at, requested_by)
        values ('east', 1, 1, 1, 'x', '2018-03-01T00:00:00.000Z', 'test'), ('east', 2, 1, 1, 'x', '2018-03-01T00:00:00.000Z', 'test');
        insert into extension_requests (district_id, task_id, reason, progress, former_date, asked_date, new_date, after_expiry, state, steps, requested_at, requested_by)
        values ('east', 2, 'x', 'x', '2018-03-31', '2018-04-30', '2018-04-30', 0, 'lapsed', '[]', '2018-03-01T00:00:00.000Z', 'test');
        """;
}
