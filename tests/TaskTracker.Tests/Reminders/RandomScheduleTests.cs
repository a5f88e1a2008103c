using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Deliveries;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>
/// Random weeks of a district: days pass, the clock jumps forward and back, the service stands still, the mail server misbehaves, tasks are
/// extended, handed in, returned, closed and passed on. What was told by inbox and by mail is compared with an oracle that knows neither
/// ledger nor queue: it tries each day of the rule for itself. TASKTRACKER_SCHEDULES makes more of them, TASKTRACKER_SCHEDULES_SEED others.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class RandomScheduleTests(DatabaseProvider provider)
{
    private const int Steps = 14, Tasks = 3;
    private static readonly int Schedules = Nightly.Number("TASKTRACKER_SCHEDULES", ordinary: 4, nightly: 40);
    private static readonly string[] Units = ["区甲局", "区乙局"];
    private static readonly DateOnly Start = new(2018, 8, 1);

    private enum Act
    {
        Pass,
        JumpBack,
        StandStill,
        Extend,
        HandIn,
        Return,
        Close,
        PassOn,
        Misbehave,
    }

    private sealed record Step(Act Act, int Number, int Task);

    private static readonly Act[] Likely =
    [
        Act.Pass, Act.Pass, Act.Pass, Act.Pass, Act.Pass, Act.Pass, Act.JumpBack, Act.StandStill, Act.Extend, Act.Extend, Act.HandIn, Act.HandIn,
        Act.Return, Act.Return, Act.Close, Act.PassOn, Act.PassOn, Act.Misbehave, Act.Misbehave,
    ];

    [Test]
    public async Task Whatever_happens_each_is_told_once_of_each_date_that_is_reached_and_of_nothing_else()
    {
        var random = new Random(Nightly.Number("TASKTRACKER_SCHEDULES_SEED", 20_181_001, 20_181_001));
        var (told, mails) = (0, 0);
        for (var schedule = 0; schedule < Schedules; schedule++)
        {
            Step[] steps = [.. Enumerable.Range(0, Steps).Select(_ => new Step(Likely[random.Next(Likely.Length)], random.Next(1, 13), random.Next(Tasks)))];
            var played = await PlayAsync(steps, $"schedule {schedule}: {string.Join(", ", steps.Select(step => $"{step.Act} {step.Number} {step.Task}"))}");
            told += played.Told;
            mails += played.Mails;
        }

        TestContext.Out.WriteLine($"{Schedules} schedules of {Steps} steps on {provider}: {told} reminders told, {mails} mails, none twice, none lost.");
        Assert.That(told, Is.GreaterThan(Schedules));
        Assert.That(mails, Is.GreaterThan(Schedules));
    }

    private async Task<(int Told, int Mails)> PlayAsync(Step[] steps, string what)
    {
        await using var mail = new FakeMailServer();
        await using var service = await TestService.StartAsync(provider, mail.Settings(5));
        await service.RemindWeeklyAsync();
        foreach (var unit in Units)
            await service.ReachAsync(unit, ("contact", $"{(unit == Units[0] ? "a" : "b")}@east.example"));
        using var office = await service.ClientAsync(Role.Supervisor);
        var clients = new Dictionary<string, HttpClient>();
        foreach (var unit in Units)
            clients[unit] = await service.ClientAsync(Role.Coordinator, unit);
        service.Clock.SetDay(Start.Year, Start.Month, Start.Day);
        var oracle = new List<TaskOracle>();
        for (var task = 0; task < Tasks; task++)
        {
            var due = Start.AddDays(5 + (task * 9));
            oracle.Add(new TaskOracle(await service.AddTaskAsync(lead: Units[0], deadline: due), due, Units[0]));
        }

        var day = Start;
        foreach (var step in steps)
        {
            var task = oracle[step.Task];
            switch (step.Act)
            {
                case Act.Pass or Act.StandStill:
                    day = day.AddDays(step.Act is Act.StandStill ? step.Number * 33 : step.Number);
                    break;
                case Act.JumpBack:
                    day = day.AddDays(-step.Number) is var back && back < Start ? Start : day.AddDays(-step.Number);
                    break;
                case Act.Extend when task.State is "open" && task.Due != day.AddDays(step.Number * 5):
                    task.Due = day.AddDays(step.Number * 5);
                    task.Told.Clear();
                    using (var extended = await office.PatchAsync($"tasks/{task.Id}", $$"""{"deadline":"{{task.Due:yyyy-MM-dd}}"}""", "*"))
                        Assert.That(extended.IsSuccessStatusCode, what);
                    break;
                case Act.HandIn when task.State is "open":
                    await clients[task.Unit].PostCreatedAsync($"tasks/{task.Id}/completion-requests", new { statement = "已完成。" });
                    task.State = "handed in";
                    break;
                case Act.Return when task.State is "handed in":
                    await office.PostCreatedAsync($"tasks/{task.Id}/reviews", new { decision = "return", reason = "缺佐证。" });
                    task.State = "open";
                    break;
                case Act.Close when task.State is "handed in":
                    await office.PostCreatedAsync($"tasks/{task.Id}/reviews", new { decision = "accept" });
                    task.State = "closed";
                    break;
                case Act.PassOn when task.State is "open":
                    task.Unit = Units.Single(unit => unit != task.Unit);
                    using (var passedOn = await office.PatchAsync($"tasks/{task.Id}", $$"""{"leadUnits":["{{task.Unit}}"]}""", "*"))
                        Assert.That(passedOn.IsSuccessStatusCode, what);
                    break;
                case Act.Misbehave:
                    mail.Behaviour = step.Number % 2 == 0 ? MailBehaviour.Refuse : MailBehaviour.RefuseMessage;
                    break;
            }

            service.Clock.SetDay(day.Year, day.Month, day.Day);
            await service.TickAsync();
            await service.SendAsync();
            if (step.Act is Act.Misbehave)
            {
                mail.Behaviour = MailBehaviour.Accept;
                service.Clock.Advance(TimeSpan.FromMinutes(3));
                await service.SendAsync();
            }

            foreach (var one in oracle)
                one.Look(day);
            await CompareAsync(service, oracle, $"{what}, on {day:yyyy-MM-dd} after {step}");
        }

        // What waits for a working day is sent on one.
        service.Clock.Set(new DateTimeOffset(2030, 1, 7, 9, 0, 0, TimeSpan.FromHours(8)));
        await service.SendAsync();
        var rows = await RowsAsync(service);
        Assert.That(rows.Where(row => row.State is "pending" or "sending" or "failed" or "unknown"), Is.Empty, what);
        Assert.That(mail.Mails.Select(received => received.Header("Message-ID")), Is.Unique, what);
        Assert.That(await service.DeliveriesAsync(), Has.Exactly(mail.Mails.Count).StartsWith("sent"), what);
        foreach (var client in clients.Values)
            client.Dispose();
        return (rows.Count(row => row.State == "sent"), mail.Mails.Count);
    }

    /// <summary>The inbox is told on the day; the mail of the same reminder is sent, waits, or was overtaken by what happened.</summary>
    private static async Task CompareAsync(TestService service, List<TaskOracle> oracle, string when)
    {
        var rows = await RowsAsync(service);
        foreach (var task in oracle)
        {
            Assert.That(
                rows.Where(row => row.TaskId == task.Id && row.Channel == "in_app" && row.State == "sent").Select(row => $"{row.Threshold} {row.Unit} {row.DueOn:yyyy-MM-dd}"),
                Is.EqualTo(task.Expected), when);
            Assert.That(
                rows.Where(row => row.TaskId == task.Id && row.Channel == "mail" && row.State != "superseded").Select(row => $"{row.Threshold} {row.Unit} {row.DueOn:yyyy-MM-dd}"),
                Is.SubsetOf(task.Expected), when);
        }
    }

    private static Task<IReadOnlyList<Row>> RowsAsync(TestService service) => service.ReadAsync<Row>(
        """
        select r.task_id, r.threshold, r.channel, r.state, r.due_on, u.name as unit
          from reminders r
          join units u on 'unit:' || u.id = r.recipient or 'unit:' || u.id || '/contact' = r.recipient
         order by r.id
        """);

    private sealed record Row
    {
        public long TaskId { get; init; }

        public string Threshold { get; init; } = "";

        public string Channel { get; init; } = "";

        public string State { get; init; } = "";

        public DateOnly DueOn { get; init; }

        public string Unit { get; init; } = "";
    }

    /// <summary>30, 7, 1 and 0 days ahead and every 7 days after: by trying each day from far before the date to today.</summary>
    private sealed class TaskOracle(long id, DateOnly due, string unit)
    {
        public long Id { get; } = id;

        public DateOnly Due { get; set; } = due;

        public string Unit { get; set; } = unit;

        public string State { get; set; } = "open";

        /// <summary>By unit, how far the latest thing lies from the date that it was told of, under the present date.</summary>
        public Dictionary<string, int> Told { get; } = [];

        public List<string> Expected { get; } = [];

        public void Look(DateOnly today)
        {
            if (State != "open")
                return;

            int? latest = null;
            for (var day = -400; day <= today.DayNumber - Due.DayNumber; day++)
            {
                if (day is -30 or -7 or -1 or 0 || (day > 0 && day % 7 == 0))
                    latest = day;
            }

            if (latest is not { } reached || (Told.TryGetValue(Unit, out var before) && before >= reached))
                return;

            Told[Unit] = reached;
            Expected.Add($"D{(reached > 0 ? "+" : "")}{reached} {Unit} {Due:yyyy-MM-dd}");
        }
    }
}
