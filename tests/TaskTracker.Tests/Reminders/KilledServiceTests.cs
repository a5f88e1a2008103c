using System.Diagnostics;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>
/// The real process is killed at a random moment of its tick, again and again, on a database where the tick takes many turns; then a tick
/// runs to its end, and the ledger must be what one undisturbed tick would have written.
/// </summary>
internal sealed class KilledServiceTests
{
    private const int KillsARound = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestCase(DatabaseProvider.Sqlite, 2)]
    [TestCase(DatabaseProvider.PostgreSql, 2)]
    public async Task A_tick_that_is_killed_at_any_moment_loses_nothing_and_repeats_nothing(DatabaseProvider provider, int rounds)
    {
        var random = new Random(20_181_228);
        var interrupted = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var service = await TestService.StartAsync(provider);
            await ManyTasks.SeedAsync(service);
            for (var kill = 0; kill < KillsARound; kill++)
                interrupted += await TickAndKillAsync(service, random) ? 1 : 0;

            await service.TickAsync();

            await ManyTasks.AssertCompleteAsync(service);
        }

        TestContext.Out.WriteLine($"{interrupted} of {rounds * KillsARound} kills fell into a tick.");
        Assert.That(interrupted, Is.GreaterThanOrEqualTo(rounds / 2), "the kills must fall into ticks, or this test shows nothing");
    }

    [Test]
    public async Task A_service_that_is_told_to_stop_ends_its_tick_at_a_safe_point()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);
        await ManyTasks.SeedAsync(service);
        using var process = Start(service);
        await UntilAsync(service, 1);

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        var stopped = process.WaitForExit(Patience);
        if (!stopped)
            process.Kill();

        Assert.That(stopped, "the service waits for the tick's transaction, not for the whole tick's end or for ever");
        Assert.That(process.ExitCode, Is.Zero);
        await service.TickAsync();
        await ManyTasks.AssertCompleteAsync(service);
    }

    /// <returns>True if the tick had begun to write and had not come to its end.</returns>
    private static async Task<bool> TickAndKillAsync(TestService service, Random random)
    {
        using var process = Start(service);
        var before = await CountAsync(service);
        var killAt = before + 1 + (long)(((await ManyTasks.ExpectedAsync(service)).Count - before) * random.NextDouble());
        await UntilAsync(service, killAt);
        await Task.Delay(random.Next(10));
        process.Kill();
        await process.WaitForExitAsync();
        return await CountAsync(service) > before && !await HasEndedAsync(service);
    }

    /// <summary>Waits until so many reminders are recorded, or the tick has come to its end.</summary>
    private static async Task UntilAsync(TestService service, long reminders)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < Patience && await CountAsync(service) < reminders && !await HasEndedAsync(service);)
            await Task.Delay(2);
    }

    private static Process Start(TestService service) => ServiceProcess.Start(service.Database, new DateTimeOffset(ManyTasks.Today, new TimeOnly(9, 0), TimeSpan.FromHours(8)));

    private static async Task<long> CountAsync(TestService service) => (await service.ReadAsync<long>("select count(*) from reminders"))[0];

    private static async Task<bool> HasEndedAsync(TestService service) =>
        (await service.ReadAsync<long>("select count(*) from reminder_clocks where district_id = 'east' and last_run_at is not null"))[0] == 1;
}
