using System.Diagnostics;
using Dapper;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TaskTracker.Platform;
using TaskTracker.Platform.Scheduling;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Jobs;

/// <summary>The real scheduler on its own clock: these tests wait for seconds to pass.</summary>
internal sealed class SchedulerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(30);

    [Test]
    public async Task A_job_that_still_runs_is_not_begun_again_and_one_that_fails_comes_round_again()
    {
        var counter = new Counter();
        using var host = await StartAsync(counter, [Schedule.Repeated<Slow>(Second), Schedule.Repeated<Failing>(Second)]);

        await UntilAsync(() => counter.Failures >= 3);
        counter.Finish.SetResult();
        await host.StopAsync();

        Assert.That(counter.Failures, Is.GreaterThanOrEqualTo(3));
        Assert.That(counter.Most, Is.EqualTo(1), "runs of one job at the same time");
        Assert.That(counter.Log.Lines.Count(line => line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("The job Failing failed", StringComparison.Ordinal)),
            Is.EqualTo(counter.Failures));
    }

    [Test]
    public async Task A_job_under_way_is_cancelled_and_waited_for_when_the_service_stops()
    {
        var counter = new Counter();
        using var host = await StartAsync(counter, [Schedule.Repeated<Slow>(Second)]);
        await UntilAsync(() => counter.Running == 1);

        await host.StopAsync();

        Assert.That(counter.Cancelled, Is.EqualTo(1));
        Assert.That(counter.Running, Is.Zero);
        Assert.That(counter.Log.Lines, Has.Some.Contains("The job Slow stopped at a safe point"));
    }

    [Test]
    public async Task Of_two_instances_on_PostgreSql_one_runs_each_job_at_its_time()
    {
        using var database = new ScratchDatabase(DatabaseProvider.PostgreSql);
        (string, string)[] settings = [("Jobs:Enabled", "true"), ("Outbox:EverySeconds", "1")];
        await using var one = await TestService.StartOnAsync(database, new FakeClock(), settings);
        await using var two = await TestService.StartOnAsync(database, new FakeClock(), settings);

        await UntilAsync(() => RunsAsync(one).GetAwaiter().GetResult().Count >= 6);

        var runs = await RunsAsync(one);
        Assert.That(runs, Has.Count.GreaterThanOrEqualTo(6));
        Assert.That(runs, Is.Unique);
        Assert.That(one.Log.Lines.Concat(two.Log.Lines).Where(line => line.StartsWith("Error", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_service_whose_role_creates_nothing_runs_its_jobs_with_the_grants_of_the_operators_page()
    {
        using var database = new ScratchDatabase(DatabaseProvider.PostgreSql);
        var owner = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var role = $"service_{owner.Database}";
        var page = await File.ReadAllTextAsync(Path.Combine(Shared.Root, "docs", "operating.md"));
        var grants = page.Split("```sql")[1].Split("```")[0].Replace("tasktracker_service", role, StringComparison.Ordinal);
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
            await connection.ExecuteAsync($"create role {role} login; revoke create on schema public from public; {grants}");
        var restricted = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role };
        await using var service = await TestService.StartOnAsync(
            database, new FakeClock(), [("Jobs:Enabled", "true"), ("ConnectionStrings:Default", restricted.ConnectionString)]);

        await UntilAsync(() => SucceededAsync(service).GetAwaiter().GetResult() >= 8);

        Assert.That(await SucceededAsync(service), Is.GreaterThanOrEqualTo(8));
        Assert.That(service.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_start_without_the_schedulers_schema_is_refused_in_one_line()
    {
        using var database = new ScratchDatabase(DatabaseProvider.PostgreSql);
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
            await connection.ExecuteAsync("drop schema hangfire cascade");

        var refused = await CommandRun.OnAsync(database, "serve", "--Jobs:Enabled=true", "--Urls=http://127.0.0.1:0");
        var shown = await CommandRun.OnAsync(database, "migrate", "--show");
        var made = await CommandRun.OnAsync(database, "migrate");
        var again = await CommandRun.OnAsync(database, "migrate");

        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error.Trim(), Does.StartWith("The database lacks the schema hangfire of the scheduler").And.Not.Contain("\n"));
        Assert.That(shown.Output, Does.Contain("pending schema hangfire"));
        Assert.That(made.Output, Does.Contain("applied schema hangfire"));
        Assert.That(again.Output, Does.Contain("The schema is current."));
    }

    private static async Task<long> SucceededAsync(TestService service) =>
        (await service.ReadAsync<long>("select count(*) from hangfire.job where statename = 'Succeeded'"))[0];

    /// <summary>Each run at its time; those that were started by hand, or by a start, have none.</summary>
    private static async Task<IReadOnlyList<string>> RunsAsync(TestService service) => await service.ReadAsync<string>("""
        select r.value || ' at ' || t.value
          from hangfire.jobparameter r
          join hangfire.jobparameter t on t.jobid = r.jobid and t.name = 'Time'
         where r.name = 'RecurringJobId' and not exists (select 1 from hangfire.jobparameter h where h.jobid = r.jobid and h.name = 'TriggeredBy')
        """);

    private static async Task<IHost> StartAsync(Counter counter, IReadOnlyList<Schedule> schedules)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(counter.Log);
        builder.Services.AddSingleton(counter).AddSingleton(new JobsSettings(true)).AddSingleton(schedules)
            .AddSingleton(new Lazy<JobStorage>(() => new InMemoryStorage())).AddTransient<Slow>().AddTransient<Failing>().AddHostedService<Scheduler>();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < Patience && !holds();)
            await Task.Delay(20);
    }

    private sealed class Counter
    {
        public int Running, Most, Cancelled, Failures;

        public TestLog Log { get; } = new();

        public TaskCompletionSource Finish { get; } = new();
    }

    private sealed class Slow(Counter counter) : IRecurringJob
    {
        public async Task RunAsync(CancellationToken cancellation)
        {
            counter.Most = Math.Max(counter.Most, Interlocked.Increment(ref counter.Running));
            try
            {
                await counter.Finish.Task.WaitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref counter.Cancelled);
                throw;
            }
            finally
            {
                Interlocked.Decrement(ref counter.Running);
            }
        }
    }

    private sealed class Failing(Counter counter) : IRecurringJob
    {
        public Task RunAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref counter.Failures);
            throw new InvalidOperationException("It fails.");
        }
    }
}
