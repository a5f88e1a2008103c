using System.Diagnostics;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Deliveries;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>
/// The real process is killed with SIGKILL before single statements and commits of its tick and of its sender, one run a point, while
/// another instance works on the same database; then what is left is finished, and must be what one undisturbed service would have left.
/// Every eighth point of the tick and every fourth of the sender is tried, from one on that TASKTRACKER_KILL_SEED says; each of them in a
/// nightly run, and with TASKTRACKER_KILL_POINTS=all. Each run has a service of its own, so that the tests go side by side.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class KilledAtEachPointTests
{
    private const string First = "a@jia.example", Second = "b@yi.example";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateOnly Due = new(2018, 9, 28);
    private static readonly DateTimeOffset Morning = new(2018, 9, 21, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Processes that are killed side by side.</summary>
    private const int AtOnce = 2;

    private static readonly bool All = Nightly.IsOn || Environment.GetEnvironmentVariable("TASKTRACKER_KILL_POINTS") == "all";
    private static readonly int TickStep = All ? 1 : 8, SenderStep = All ? 1 : 4;
    private static readonly int Seed = Nightly.Number("TASKTRACKER_KILL_SEED", 0, 0);
    private static readonly int FirstOfTick = 1 + (Seed % TickStep), FirstOfSender = 1 + (Seed % SenderStep);

    [Test]
    public async Task A_tick_killed_before_any_statement_loses_nothing_and_repeats_nothing(
        [Values(DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql)] DatabaseProvider provider)
    {
        var killed = new List<bool>();
        do
        {
            killed.AddRange(await Task.WhenAll(Enumerable.Range(killed.Count, AtOnce)
                .Select(place => KillTickAsync(provider, FirstOfTick + (place * TickStep), isAlone: place % 2 == 0))));
        }
        while (!killed.Where((_, place) => place % 2 == 0).Contains(false));

        var points = killed.Count(one => one);
        TestContext.Out.WriteLine($"{points} points of a tick on {provider}, TASKTRACKER_KILL_SEED={Seed}.");
        Assert.That(points, Is.GreaterThan(12 / TickStep));
    }

    /// <summary>The points of one message from putting it together to writing down that it was taken; with the next message they begin anew.</summary>
    private const int PointsOfAMessage = 28;

    [Test]
    public async Task A_sender_killed_before_any_statement_loses_no_message_and_sends_none_twice(
        [Values(DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql)] DatabaseProvider provider)
    {
        var unknown = 0;
        foreach (var some in Enumerable.Range(0, PointsOfAMessage / SenderStep).Chunk(AtOnce))
            unknown += (await Task.WhenAll(some.Select(place => KillSenderAsync(provider, FirstOfSender + (place * SenderStep), isAlone: place % 2 == 0)))).Sum();

        TestContext.Out.WriteLine($"{PointsOfAMessage / SenderStep} points of the sender on {provider}; {unknown} messages of unknown fate, TASKTRACKER_KILL_SEED={Seed}.");
        Assert.That(unknown, Is.GreaterThan(0), "some kills must fall between handing over and writing down, or this test shows nothing");
    }

    /// <param name="provider">The database.</param>
    /// <param name="killAt">The point.</param>
    /// <param name="isAlone">Whether no other instance works all the while.</param>
    /// <returns>Whether the process came so far.</returns>
    private static async Task<bool> KillTickAsync(DatabaseProvider provider, int killAt, bool isAlone)
    {
        await using var mail = new FakeMailServer();
        await using var service = await NewServiceAsync(provider, mail);
        using var process = ServiceProcess.Start(service.Database, Morning, new(killAt), mail.Settings(10));
        var killed = await EndAsync(process, () => HasEndedAsync(service), () => isAlone ? Task.CompletedTask : service.TickAsync());

        await service.TickAsync();
        await AssertLedgerAsync(service, $"killed before statement {killAt}");
        foreach (var unit in new[] { "区甲局", "区乙局" })
            Assert.That(await service.NotificationsOfAsync(unit), Has.Length.EqualTo(1), $"killed before statement {killAt}");
        return killed;
    }

    /// <inheritdoc cref="KillTickAsync"/>
    /// <returns>How many messages are of unknown fate in the end.</returns>
    private static async Task<int> KillSenderAsync(DatabaseProvider provider, int killAt, bool isAlone)
    {
        await using var mail = new FakeMailServer();
        await using var service = await NewServiceAsync(provider, mail);
        await service.TickAsync();
        using var process = ServiceProcess.Start(service.Database, Morning, new(killAt, "insert into deliveries"), mail.Settings(10));
        await EndAsync(process, () => IsSentAsync(service), async () =>
        {
            if (!isAlone && (await service.ReadAsync<long>("select count(*) from deliveries"))[0] > 0)
                await service.SendAsync();
        });

        // The dead process's lease runs out; whoever lives goes on.
        service.Clock.Set(Morning + TimeSpan.FromMinutes(10));
        await service.SendAsync();
        await service.SendAsync();

        await AssertSentAsync(service, mail, $"killed before statement {killAt}");
        return (await service.DeliveriesAsync()).Count(delivery => delivery.StartsWith("unknown", StringComparison.Ordinal));
    }

    /// <summary>Waits until the process has killed itself or all is done, and ends it then.</summary>
    /// <returns>Whether it killed itself.</returns>
    private static async Task<bool> EndAsync(Process process, Func<Task<bool>> isDone, Func<Task> meanwhile)
    {
        for (var started = Stopwatch.StartNew(); started.Elapsed < Patience && !process.HasExited && !await isDone();)
        {
            await meanwhile();
            await Task.Delay(20);
        }

        if (process.HasExited)
            return true;

        process.Kill();
        await process.WaitForExitAsync();
        return false;
    }

    private static async Task<TestService> NewServiceAsync(DatabaseProvider provider, FakeMailServer mail)
    {
        var service = await TestService.StartAsync(provider, mail.Settings(10));
        await service.RemindWeeklyAsync();
        await service.ReachAsync("区甲局", ("contact", First));
        await service.ReachAsync("区乙局", ("contact", Second));
        service.Clock.Set(Morning);
        await service.AddTaskAsync(lead: "区甲局", deadline: Due);
        await service.AddTaskAsync(lead: "区甲局", deadline: Due.AddDays(-30));
        await service.AddTaskAsync(lead: "区乙局", deadline: Due.AddDays(-7));
        return service;
    }

    /// <summary>Reckoned by hand: each of the three tasks by both channels.</summary>
    private static async Task AssertLedgerAsync(TestService service, string when)
    {
        var rows = await service.QueryAsync<Row>("select task_id, threshold, channel, state from reminders order by task_id, channel, id");
        string[] expected =
        [
            "D-30 superseded", "D-7 sent",
            "D-30 superseded", "D-7 superseded", "D-1 superseded", "D0 superseded", "D+21 sent",
            "D-30 superseded", "D-7 superseded", "D-1 superseded", "D0 sent",
        ];
        Assert.That(
            rows.Where(row => row.Channel == "in_app").Select(row => $"{row.Threshold} {row.State}"), Is.EqualTo(expected), when);
        Assert.That(
            rows.Where(row => row.Channel == "mail").Select(row => row.Threshold), Is.EqualTo(expected.Select(row => row.Split(' ')[0])), when);
        using var office = await service.ClientAsync(Role.Supervisor);
        Assert.That((bool)(await office.GetJsonAsync("reminders/ledger?day=2018-09-21"))["holds"]!, when);
    }

    private static async Task AssertSentAsync(TestService service, FakeMailServer mail, string when)
    {
        var deliveries = await service.DeliveriesAsync();
        foreach (var address in new[] { First, Second })
        {
            var received = mail.Mails.Count(received => received.To == address);
            var state = deliveries.Single(delivery => delivery.EndsWith(address, StringComparison.Ordinal)).Split(' ')[0];
            Assert.That(state, Is.EqualTo("sent").Or.EqualTo("unknown"), when);
            Assert.That(received, state == "sent" ? Is.EqualTo(1) : Is.LessThanOrEqualTo(1), $"{when}: {state}");
        }

        var rows = await service.QueryAsync<Row>("select task_id, threshold, channel, state from reminders where channel = 'mail' and state <> 'superseded'");
        Assert.That(rows, Has.Count.EqualTo(3), when);
        Assert.That(rows.Select(row => row.State), Has.All.AnyOf("sent", "unknown"), when);
        using var office = await service.ClientAsync(Role.Supervisor);
        Assert.That((bool)(await office.GetJsonAsync("reminders/ledger?day=2018-09-21"))["holds"]!, when);
    }

    private static async Task<bool> HasEndedAsync(TestService service) =>
        (await service.ReadAsync<long>("select count(*) from reminder_clocks where district_id = 'west' and last_run_at is not null"))[0] == 1;

    private static async Task<bool> IsSentAsync(TestService service) =>
        (await service.ReadAsync<long>("select count(*) from deliveries where state = 'sent'"))[0] == 2;

    private sealed record Row
    {
        public long TaskId { get; init; }

        public string Threshold { get; init; } = "";

        public string Channel { get; init; } = "";

        public string State { get; init; } = "";
    }
}
