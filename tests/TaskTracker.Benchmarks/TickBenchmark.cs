using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using TaskTracker.Channels;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Reminders;

namespace TaskTracker.Benchmarks;

/// <summary>
/// A tick of a district with many open tasks of which 1,000 are due, on SQLite on a real disk: it costs what is due, not what is stored.
/// Warmed up for as long as the runtime goes on compiling what it runs.
/// </summary>
[WarmupCount(15)]
[IterationCount(15)]
[MedianColumn]
public class TickBenchmark
{
    // A prime: the tasks that fall due, every so many, are led by all units.
    private const int Due = 1_000, Units = 97;
    private static readonly DateOnly Today = new(2018, 12, 28);
    private readonly string _folder = Directory.CreateTempSubdirectory("tasktracker-tick-").FullName;
    private readonly Clock _clock = new();
    private DatabaseConnections _connections = null!;
    private ReminderTick _tick = null!;
    private Database _database = null!;

    /// <summary>Open tasks of the district.</summary>
    [Params(10_000, 1_000_000)]
    public int OpenTasks { get; set; }

    [GlobalSetup]
    public async Task CreateAsync()
    {
        _connections = new DatabaseConnections(new DatabaseSettings(
            DatabaseProvider.Sqlite, $"Data Source={Path.Combine(_folder, $"{OpenTasks}.db")}", MigrateOnStart: true));
        await new Migrator(_connections, TimeProvider.System).ApplyAsync(CancellationToken.None);
        _database = new Database(_connections);
        var configuration = new ConfigurationBuilder().Build();
        _tick = new ReminderTick(
            _database, _clock, TaskLink.From(configuration),
            new ChannelDirectory(MailSettings.Read(configuration), GatewayGuard.From(configuration), _clock), NullLogger<ReminderTick>.Instance);
        await using var transaction = await _database.BeginAsync(CancellationToken.None);
        foreach (var statement in Seed.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            await transaction.ExecuteAsync(statement, new { Count = OpenTasks, Units, Now = _clock.Now(), DueOn = Today.AddDays(7), Later = Today.AddDays(100) });
        await transaction.CommitAsync();
        // The first tick of a district settles by what its tasks' days are reckoned.
        await _tick.RunAsync("east", CancellationToken.None);
    }

    [GlobalCleanup]
    public async Task DeleteAsync()
    {
        await _connections.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A thousand tasks fall due that nobody was reminded of yet.</summary>
    [IterationSetup]
    public void FallDue() => FallDueAsync().GetAwaiter().GetResult();

    [Benchmark]
    public async Task<int> Tick_with_1000_due()
    {
        var result = await _tick.RunAsync("east", CancellationToken.None);
        return result.RemindersSent == Due ? result.RemindersSent : throw new InvalidOperationException($"{result.RemindersSent} reminders instead of {Due}.");
    }

    private async Task FallDueAsync()
    {
        await using var transaction = await _database.BeginAsync(CancellationToken.None);
        await transaction.ExecuteAsync("delete from reminders");
        await transaction.ExecuteAsync(
            "update tasks set remind_on = @AtOnce, due_on = @DueOn where id % @Every = 0", new { AtOnce = DateOnly.MinValue, DueOn = Today.AddDays(7), Every = OpenTasks / Due });
        await transaction.CommitAsync();
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2018, 12, 28, 0, 30, 0, TimeSpan.Zero);
    }

    private const string Seed = """
        insert into districts (code, name, division_code, issuer_marks) values ('east', '东区', '000000', '[]');
        insert into units (district_id, name, kind, updated_at)
        with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < @Units)
        select 'east', '区' || i || '局', 'department', @Now from numbers;
        insert into tasks (district_id, origin, ordinal, section, title, measure, leaders, targets, deadline_kind, deadline, first_deadline,
               milestones, ongoing_afterwards, due_on, due_order, remind_on, state, search_text, created_at, updated_at)
        with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < @Count)
        select 'east', 'other', i, '[]', '完善第' || i || '项制度', '完善制度。', '[]', '[]', 'date', @Later, @Later, '[]', 0, @Later, @Later, @Later, 'assigned', '', @Now, @Now
          from numbers;
        insert into task_units (district_id, task_id, ordinal, role, name, unit_id)
        select 'east', id, 1, 'lead', '区' || (id % @Units + 1) || '局', id % @Units + 1 from tasks;
        insert into task_parties (district_id, task_id, unit_id, role, joined_on)
        select 'east', id, id % @Units + 1, 'lead', '2018-07-01' from tasks
        """;
}
