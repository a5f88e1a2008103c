using System.Text.Json.Nodes;
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
    public async Task The_district_settles_from_when_on()
    {
        await using var service = await TestService.StartAsync(Provider);
        await service.AddTaskAsync(deadline: new DateOnly(2018, 7, 30));
        using var office = await service.ClientAsync(Core.Tasks.Role.Supervisor);
        Assert.That((await office.GetJsonAsync("attention-proposals"))["items"]!.AsArray(), Is.Empty);

        using var changed = await office.PatchAsync("rules", """{"attention":{"overdueDays":2}}""", "*");

        Assert.That((await office.GetJsonAsync("attention-proposals"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }

    private async Task<long> InListAsync(long list, DateOnly deadline, string lead = "区甲局")
    {
        var task = await Service.AddTaskAsync(lead: lead, deadline: deadline);
        await Service.ExecuteAsync("update tasks set list_id = @list where id = @task", new { list, task });
        return task;
    }

    private static async Task<string[]> ProposedAsync(HttpClient office, long list, string query = "") =>
        [.. (await office.GetJsonAsync($"attention-proposals?list={list}{query}"))["items"]!.AsArray().Select(Line!)];

    private static string Line(JsonNode proposal) =>
        $"{proposal["task"]!["id"]} {string.Join(',', proposal["reasons"]!.AsArray().Select(reason => (string)reason!))}";
}
