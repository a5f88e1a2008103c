using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Statistics;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class OverviewTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [OneTimeSetUp]
    public async Task AddTasksAsync()
    {
        await Service.AddTaskAsync(lead: "区甲局", partner: "区乙局", deadline: new DateOnly(2018, 7, 1));
        await Service.AddTaskAsync(lead: "区老局", deadline: new DateOnly(2018, 8, 20));
        await Service.AddTaskAsync(lead: "各街道办事处", deadline: new DateOnly(2018, 8, 1));
        await Service.AddTaskAsync(lead: "区丙局");
        // 区丙局 goes over into 区乙局, but not before the end of the year.
        await Service.ExecuteAsync(
            "update units set successor_id = @Heir, valid_to = @Last where id = @Unit",
            new { Heir = await Service.UnitIdAsync("区乙局"), Last = new DateOnly(2018, 12, 31), Unit = await Service.UnitIdAsync("区丙局") });
        var late = await Service.AddTaskAsync(lead: "区甲局", deadline: new DateOnly(2018, 7, 31));
        var inTime = await Service.AddTaskAsync(lead: "一街道", deadline: new DateOnly(2018, 12, 31));
        using var office = await SupervisorAsync();
        foreach (var (task, unit) in new[] { (late, "区甲局"), (inTime, "一街道") })
        {
            using var lead = await CoordinatorAsync(unit);
            await lead.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
            await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });
        }
    }

    [TestCase(Role.Supervisor, null)]
    [TestCase(Role.Reader, null)]
    [TestCase(Role.Coordinator, "区甲局")]
    [TestCase(Role.Coordinator, "一街道")]
    public async Task Every_number_equals_the_list_that_it_opens(Role role, string? unit)
    {
        using var client = await Service.ClientAsync(role, unit);
        var overview = await client.GetJsonAsync("statistics/overview");
        var numbers = new List<JsonNode> { overview["all"]! };
        numbers.AddRange(overview["units"]!.AsArray().Concat(overview["lists"]!.AsArray()).Select(line => line!["numbers"]!));

        foreach (var (name, count) in numbers.SelectMany(line => line.AsObject()).Append(KeyValuePair.Create("missingReceipts", overview["missingReceipts"])))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, (string)count!["href"]!);
            request.Headers.Add("Prefer", "return=total-count");
            using var list = await client.SendAsync(request);
            Assert.That(list.Headers.GetValues("X-Total-Count").Single(), Is.EqualTo(count["number"]!.ToJsonString()), $"{name} {count["href"]}");
        }
    }

    [Test]
    public async Task The_office_sees_whose_tasks_stand_where()
    {
        using var office = await SupervisorAsync();

        var overview = await office.GetJsonAsync("statistics/overview");

        Assert.That(Numbers(overview["all"]!), Is.EqualTo("total 6, closed 2, closedLate 1, open 4, overdue 1, dueIn30Days 2, openSubtasks 0, overdueSubtasks 0"));
        var unit = overview["units"]!.AsArray().Single(line => (string)line!["name"]! == "区甲局")!;
        Assert.That(Numbers(unit["numbers"]!), Is.EqualTo("total 3, closed 1, closedLate 1, open 2, overdue 1, dueIn30Days 1, openSubtasks 0, overdueSubtasks 0"));
        Assert.That(overview["units"]!.AsArray().Select(line => (string)line!["name"]!), Does.Not.Contain("区老局").And.Contain("区丙局").And.Not.Contain("区乙局"));
    }

    private static string Numbers(JsonNode numbers) =>
        string.Join(", ", numbers.AsObject().Select(pair => $"{pair.Key} {pair.Value!["number"]}"));
}
