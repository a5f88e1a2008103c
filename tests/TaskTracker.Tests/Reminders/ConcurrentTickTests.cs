using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ConcurrentTickTests(DatabaseProvider provider)
{
    private const int Rounds = 6, TasksARound = 40;

    [Test]
    public async Task Two_services_that_tick_at_once_remind_each_unit_once()
    {
        await using var one = await TestService.StartAsync(provider);
        await using var other = await TestService.StartOnAsync(one.Database, one.Clock);
        await one.RemindWeeklyAsync();
        var day = new DateOnly(2018, 9, 3);
        for (var round = 0; round < Rounds; round++, day = day.AddDays(1))
        {
            one.Clock.SetDay(day.Year, day.Month, day.Day);
            for (var i = 0; i < TasksARound; i++)
                await one.AddTaskAsync(lead: i % 2 == 0 ? "区甲局" : "各街道办事处", deadline: day);

            var runs = await Task.WhenAll(one.TickAsync(), other.TickAsync(), one.TickAsync(), other.TickAsync());

            Assert.That(runs.Sum(run => (int)run["remindersSent"]!), Is.EqualTo(TasksARound / 2 * 3));
            Assert.That(runs.Sum(run => (int)run["notifications"]!), Is.EqualTo(3));
        }

        foreach (var unit in new[] { "区甲局", "一街道", "二街道" })
            Assert.That(await one.NotificationsOfAsync(unit), Has.Length.EqualTo(Rounds));
    }

    [Test]
    public async Task Two_services_share_a_tick_of_many_turns_and_each_unit_gets_one_digest()
    {
        await using var one = await TestService.StartAsync(provider);
        await using var other = await TestService.StartOnAsync(one.Database, one.Clock);
        await ManyTasks.SeedAsync(one);

        await Task.WhenAll(one.TickAsync(), other.TickAsync(), one.TickAsync(), other.TickAsync());

        await ManyTasks.AssertCompleteAsync(one);
    }

    [Test]
    public async Task A_deadline_that_is_corrected_while_a_tick_runs_is_never_lost()
    {
        await using var service = await TestService.StartAsync(provider);
        await service.RemindWeeklyAsync();
        var day = new DateOnly(2018, 9, 3);
        service.Clock.SetDay(day.Year, day.Month, day.Day);
        using var office = await service.ClientAsync(Core.Tasks.Role.Supervisor);
        var tasks = new List<long>();
        for (var i = 0; i < TasksARound; i++)
            tasks.Add(await service.AddTaskAsync(deadline: day.AddDays(200)));

        var ticking = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await service.TickAsync();
        });
        foreach (var task in tasks)
        {
            using var corrected = await office.PatchAsync($"tasks/{task}", """{"deadline":"2018-09-10"}""", "*");
            Assert.That(corrected.IsSuccessStatusCode, await corrected.Content.ReadAsStringAsync());
        }

        await ticking;
        await service.TickAsync();

        foreach (var task in tasks)
            Assert.That(await service.RemindersOfAsync(task), Is.EqualTo(new[] { "D-30 区甲局 superseded", "D-7 区甲局 sent" }));
    }
}
