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
    private const int Tasks = 2_000, KillsARound = 2;
    private static readonly DateOnly Today = new(2018, 12, 28);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestCase(DatabaseProvider.Sqlite, 6)]
    [TestCase(DatabaseProvider.PostgreSql, 2)]
    public async Task A_tick_that_is_killed_at_any_moment_loses_nothing_and_repeats_nothing(DatabaseProvider provider, int rounds)
    {
        var random = new Random(20_181_228);
        var interrupted = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var service = await TestService.StartAsync(provider);
            service.Clock.SetDay(Today.Year, Today.Month, Today.Day);
            await SeedAsync(service);
            for (var kill = 0; kill < KillsARound; kill++)
                interrupted += await TickAndKillAsync(service, random) ? 1 : 0;

            await service.TickAsync();

            await AssertCompleteAsync(service);
        }

        TestContext.Out.WriteLine($"{interrupted} of {rounds * KillsARound} kills fell into a tick.");
        Assert.That(interrupted, Is.GreaterThan(rounds / 2), "the kills must fall into ticks, or this test shows nothing");
    }

    [Test]
    public async Task A_service_that_is_told_to_stop_ends_its_tick_at_a_safe_point()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);
        service.Clock.SetDay(Today.Year, Today.Month, Today.Day);
        await SeedAsync(service);
        using var process = Process.Start(StartOf(service))!;
        var output = process.StandardOutput.ReadToEndAsync();
        await UntilItWritesAsync(service);

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        var stopped = process.WaitForExit(Patience);
        if (!stopped)
            process.Kill();

        Assert.That(stopped, "the service waits for the tick's transaction, not for the whole tick's end or for ever");
        Assert.That(process.ExitCode, Is.Zero, await output);
        await service.TickAsync();
        await AssertCompleteAsync(service);
    }

    /// <returns>True if the tick had begun to write and had not come to its end.</returns>
    private static async Task<bool> TickAndKillAsync(TestService service, Random random)
    {
        using var process = Process.Start(StartOf(service))!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        var before = await UntilItWritesAsync(service);
        await Task.Delay(random.Next(600));
        process.Kill();
        await process.WaitForExitAsync();
        return await CountAsync(service) > before && !await HasEndedAsync(service);
    }

    /// <returns>How many reminders there were before.</returns>
    private static async Task<long> UntilItWritesAsync(TestService service)
    {
        var before = await CountAsync(service);
        for (var started = Stopwatch.StartNew(); started.Elapsed < Patience && await CountAsync(service) == before && !await HasEndedAsync(service);)
            await Task.Delay(5);
        return before;
    }

    private static ProcessStartInfo StartOf(TestService service)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tasktracker.dll"), "serve", "--Urls=http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["Jobs__Enabled"] = "true";
        start.Environment["Clock__StartAt"] = "2018-12-28T09:00:00+08:00";
        foreach (var (name, value) in service.Database.Settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }

    private static async Task<long> CountAsync(TestService service) => (await service.ReadAsync<long>("select count(*) from reminders"))[0];

    private static async Task<bool> HasEndedAsync(TestService service) =>
        (await service.ReadAsync<long>("select count(*) from reminder_clocks where district_id = 'east' and last_run_at is not null"))[0] == 1;

    private static async Task AssertCompleteAsync(TestService service)
    {
        var rows = await service.ReadAsync<Row>(
            """
            select r.task_id, r.threshold, r.recipient, r.state, r.notification_id, n.unit_id
              from reminders r
              left join notifications n on n.id = r.notification_id
            """);
        var expected = await ExpectedAsync(service);

        Assert.That(rows.Select(row => $"{row.TaskId} {row.Threshold} {row.Recipient} {row.State}").Order(), Is.EqualTo(expected.Order()));
        Assert.That(rows.Where(row => row.State == "sent").Select(row => row.UnitId is { } unit ? $"unit:{unit}" : "office"),
            Is.EqualTo(rows.Where(row => row.State == "sent").Select(row => row.Recipient)), "each stands in a notification to its recipient");
        Assert.That(rows.Where(row => row.State == "sent"), Has.All.Property(nameof(Row.NotificationId)).Not.Null);
        Assert.That(
            (await service.ReadAsync<long>("select count(*) from notifications"))[0],
            Is.EqualTo(rows.Select(row => row.Recipient).Distinct().Count()), "one digest a recipient, whatever was killed between");
    }

    /// <summary>Reckoned from the rule's words, not with the service's code: 30, 7, 1, 0 days ahead and every 7 days late.</summary>
    private static async Task<List<string>> ExpectedAsync(TestService service)
    {
        var (first, one, two) = (await service.UnitIdAsync("区甲局"), await service.UnitIdAsync("一街道"), await service.UnitIdAsync("二街道"));
        var recipients = new Dictionary<string, string[]>
        {
            ["区甲局"] = [$"unit:{first}"],
            ["区老局"] = [$"unit:{first}"],
            ["各街道办事处"] = [$"unit:{one}", $"unit:{two}"],
            ["某某中心"] = ["office"],
        };
        var expected = new List<string>();
        foreach (var task in await service.ReadAsync<SeededTask>(
            "select t.id, t.due_on, u.name as lead from tasks t join task_units u on u.task_id = t.id"))
        {
            var late = Today.DayNumber - task.DueOn.DayNumber;
            var reached = new[] { -30, -7, -1, 0 }.Where(days => days <= late).ToList();
            if (reached.Count == 0)
                continue;

            var sent = late >= 7 ? late / 7 * 7 : reached[^1];
            foreach (var recipient in recipients[task.Lead])
            {
                expected.Add($"{task.Id} {Key(sent)} {recipient} sent");
                expected.AddRange(reached.Where(days => days != sent).Select(days => $"{task.Id} {Key(days)} {recipient} superseded"));
            }
        }

        return expected;
    }

    private static string Key(int days) => days > 0 ? $"D+{days}" : $"D{days}";

    /// <summary>Tasks due from forty days ago to forty days ahead, in four kinds of lead.</summary>
    private static async Task SeedAsync(TestService service)
    {
        var leads = new[] { "区甲局", "各街道办事处", "区老局", "某某中心" };
        var units = new List<long?>();
        foreach (var lead in leads)
            units.Add(lead == "某某中心" ? null : await service.UnitIdAsync(lead));

        await using var transaction = await service.BeginAsync();
        for (var day = 0; day < 80; day++)
        {
            await transaction.ExecuteAsync(
                InsertTasks,
                new { Count = Tasks / 80, DueOn = Today.AddDays(day - 40), AtOnce = DateOnly.MinValue, Now = service.Clock.Now() });
        }

        for (var lead = 0; lead < leads.Length; lead++)
            await transaction.ExecuteAsync(InsertLeads, new { Lead = lead, Leads = leads.Length, Name = leads[lead], Unit = units[lead] });
        await transaction.CommitAsync();
    }

    private sealed record Row
    {
        public long TaskId { get; init; }

        public string Threshold { get; init; } = "";

        public string Recipient { get; init; } = "";

        public string State { get; init; } = "";

        public long? NotificationId { get; init; }

        public long? UnitId { get; init; }
    }

    private sealed record SeededTask
    {
        public long Id { get; init; }

        public DateOnly DueOn { get; init; }

        public string Lead { get; init; } = "";
    }

    private const string InsertTasks = """
        with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < @Count)
        insert into tasks (district_id, origin, ordinal, section, measure, leaders, targets, deadline_kind, deadline, first_deadline,
               milestones, ongoing_afterwards, due_on, due_order, remind_on, state, search_text, created_at, updated_at)
        select 'east', 'other', i, '[]', '完善制度。', '[]', '[]', 'date', @DueOn, @DueOn, '[]', 0, @DueOn, @DueOn, @AtOnce, 'assigned', '', @Now, @Now
          from numbers
        """;

    private const string InsertLeads = """
        insert into task_units (district_id, task_id, ordinal, role, name, unit_id)
        select district_id, id, 1, 'lead', @Name, @Unit from tasks where id % @Leads = @Lead
        """;
}
