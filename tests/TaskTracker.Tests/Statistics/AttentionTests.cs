using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Statistics;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class AttentionTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void GoToAugust() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task Long_overdue_stuck_and_often_extended_tasks_are_proposed_each_with_its_reasons()
    {
        var list = await Service.AddListAsync("清单");
        var fresh = await InListAsync(list, new DateOnly(2019, 12, 31));
        var overdue = await InListAsync(list, new DateOnly(2018, 8, 10));
        var extended = await InListAsync(list, new DateOnly(2019, 12, 31));
        await Service.ExecuteAsync("update tasks set extension_count = 2 where id = @extended", new { extended });
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();

        Service.Clock.SetDay(2018, 9, 8);
        Assert.That(await ProposedAsync(office, list), Is.EqualTo(new[] { $"{extended} often_extended" }));

        Service.Clock.SetDay(2018, 9, 9);
        Assert.That(await ProposedAsync(office, list), Is.EqualTo(new[] { $"{overdue} overdue", $"{extended} often_extended" }));

        Service.Clock.SetDay(2018, 9, 20);
        await unit.PostCreatedAsync($"tasks/{fresh}/progress-reports", new { percent = 90, done = "x" });
        Service.Clock.SetDay(2018, 9, 30);
        Assert.That(await ProposedAsync(office, list), Is.EqualTo(new[] { $"{overdue} overdue,stuck", $"{extended} stuck,often_extended" }));
        Assert.That(await ProposedAsync(office, list, "&reason=overdue"), Is.EqualTo(new[] { $"{overdue} overdue,stuck" }));
    }

    [Test]
    public async Task Within_a_list_the_unit_that_kept_the_smallest_share_stands_last()
    {
        var list = await Service.AddListAsync("清单");
        using var office = await SupervisorAsync();
        foreach (var (lead, kept) in new[] { ("区甲局", true), ("区乙局", false) })
        {
            var task = await InListAsync(list, new DateOnly(2018, 8, 10), lead);
            if (!kept)
                continue;

            using var unit = await CoordinatorAsync(lead);
            await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "x" });
            await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });
        }

        var later = await InListAsync(list, new DateOnly(2019, 12, 31), "区乙局");
        await InListAsync(list, new DateOnly(2019, 12, 31), "区甲局");
        Service.Clock.SetDay(2018, 8, 20);

        Assert.That((await ProposedAsync(office, list)).Select(line => line.Split(' ')[1]), Is.EqualTo(new[] { "lowest_rank", "lowest_rank" }));
        Assert.That(await ProposedAsync(office, list), Has.Member($"{later} lowest_rank"));
    }

    [Test]
    public async Task Without_a_list_the_rank_is_that_of_the_district_over_all_whole_tasks()
    {
        await using var service = await TestService.StartAsync(Provider);
        var (one, other) = (await service.AddListAsync("一"), await service.AddListAsync("二"));
        using var office = await service.ClientAsync(Role.Supervisor);
        // 区甲局 keeps two of three over both lists, 区乙局 one of two; 区丙局 nothing was due of.
        foreach (var (list, lead, kept) in new[] { (one, "区甲局", true), (one, "区乙局", false), (other, "区甲局", true), (other, "区甲局", false), (other, "区乙局", true) })
        {
            var task = await InListAsync(list, new DateOnly(2018, 8, 10), lead, service);
            if (kept)
                await office.PostCreatedAsync($"tasks/{task}/closures", new { outcome = "completed", reason = "x" });
        }

        var later = new Dictionary<string, long>();
        foreach (var lead in new[] { "区甲局", "区乙局", "区丙局" })
            later[lead] = await service.AddTaskAsync(lead: lead, deadline: new DateOnly(2019, 12, 31));
        service.Clock.SetDay(2018, 8, 20);

        Assert.That(await ProposedAsync(office, null, "reason=lowest_rank"), Has.Length.EqualTo(2).And.Member($"{later["区乙局"]} lowest_rank"));
        Assert.That((await ProposedAsync(office, other)).Select(line => line.Split(' ')[1]), Is.EqualTo(new[] { "lowest_rank" }), "in the other list 区甲局 stands last");
    }

    [Test]
    public async Task A_standing_is_kept_through_closings_reopenings_and_many_at_once()
    {
        await using var service = await TestService.StartAsync(Provider);
        using var office = await service.ClientAsync(Role.Supervisor);
        var tasks = new List<long>();
        for (var number = 0; number < 6; number++)
            tasks.Add(await service.AddTaskAsync(deadline: new DateOnly(2018, 8, number < 4 ? 10 : 1)));
        var part = (long)(await office.PostCreatedAsync($"tasks/{tasks[0]}/subtasks", new { measure = "x", leadUnits = new[] { "区甲局" } }))["id"]!;
        service.Clock.SetDay(2018, 8, 5);
        string[] outcomes = ["completed", "completed", "cancelled", "not_completed", "completed", "completed"];

        await office.PostCreatedAsync($"tasks/{part}/closures", new { outcome = "completed", reason = "x" });
        await Task.WhenAll(tasks.Select((task, number) => office.PostCreatedAsync(
            $"tasks/{task}/closures", new { outcome = outcomes[number], reason = "x", cause = outcomes[number] == "not_completed" ? "slack_work" : null })));
        Assert.That(await StandingAsync(service), Is.EqualTo((5, 2)));
        await office.PostCreatedAsync($"tasks/{tasks[0]}/rechecks", new { finding = "failed", report = "x" });
        await office.PostCreatedAsync($"tasks/{tasks[2]}/rechecks", new { finding = "failed", report = "x" });

        Assert.That(await StandingAsync(service), Is.EqualTo((4, 1)));
    }

    [Test]
    public async Task The_district_settles_from_when_on()
    {
        await using var service = await TestService.StartAsync(Provider);
        await service.AddTaskAsync(deadline: new DateOnly(2018, 7, 30));
        using var office = await service.ClientAsync(Role.Supervisor);
        Assert.That((await office.GetJsonAsync("attention-proposals"))["items"]!.AsArray(), Is.Empty);

        using var changed = await office.PatchAsync("rules", """{"attention":{"overdueDays":2}}""", "*");

        Assert.That((await office.GetJsonAsync("attention-proposals"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    private static async Task<(int Closed, int Kept)> StandingAsync(TestService service) =>
        (await service.QueryAsync<(int, int)>("select closed, kept from unit_standings where unit_id = @Unit", new { Unit = await service.UnitIdAsync("区甲局") })).Single();

    private async Task<long> InListAsync(long list, DateOnly deadline, string lead = "区甲局", TestService? of = null)
    {
        var task = await (of ?? Service).AddTaskAsync(lead: lead, deadline: deadline);
        await (of ?? Service).ExecuteAsync("update tasks set list_id = @list where id = @task", new { list, task });
        return task;
    }

    private static async Task<string[]> ProposedAsync(HttpClient office, long? list, string query = "") =>
        [.. (await office.GetJsonAsync($"attention-proposals?{(list is null ? "" : $"list={list}")}{query}"))["items"]!.AsArray().Select(Line!)];

    private static string Line(JsonNode proposal) =>
        $"{proposal["task"]!["id"]} {string.Join(',', proposal["reasons"]!.AsArray().Select(reason => (string)reason!))}";
}
