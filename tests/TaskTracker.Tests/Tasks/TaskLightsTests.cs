using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class TaskLightsTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static readonly DateOnly Due = new(2018, 9, 28);

    [SetUp]
    public void GoToAugust() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task A_task_turns_yellow_and_red_by_itself_and_says_by_which_rule_since_when()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局", deadline: Due);
        using var client = await CoordinatorAsync("区甲局");

        Assert.That(await LightAsync(client, task), Is.EqualTo("green//"));
        Service.Clock.SetDay(2018, 9, 21);
        Assert.That(await LightAsync(client, task), Is.EqualTo("yellow/near_due/2018-09-21"));
        Service.Clock.SetDay(2018, 9, 29);
        Assert.That(await LightAsync(client, task), Is.EqualTo("red/overdue/2018-09-29"));
    }

    [Test]
    public async Task The_list_of_a_colour_holds_the_tasks_that_show_it()
    {
        var red = await Service.AddTaskAsync(lead: "区丙局", deadline: new DateOnly(2018, 7, 1));
        var green = await Service.AddTaskAsync(lead: "区丙局");
        using var client = await CoordinatorAsync("区丙局");

        Assert.That(await IdsAsync(client, "tasks?light=red"), Is.EqualTo(new[] { red }));
        Assert.That(await IdsAsync(client, "tasks?light=green,yellow"), Is.EqualTo(new[] { green }));
    }

    [Test]
    public async Task A_red_task_whose_deadline_was_put_right_turns_yellow_and_says_so()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局", deadline: new DateOnly(2018, 7, 1));
        using var office = await SupervisorAsync();

        using var response = await office.PatchAsync($"tasks/{task}", """{"deadline":"2018-12-31"}""", "*");

        Assert.That(LightOf(await response.JsonAsync()), Is.EqualTo("yellow/made_good/2018-08-01"));
    }

    [Test]
    public async Task Completed_late_is_yellow_for_ever()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局", deadline: new DateOnly(2018, 7, 1));
        using var unit = await CoordinatorAsync("区甲局");
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        Assert.That(await LightAsync(unit, task), Is.EqualTo("red/overdue/2018-07-02"));
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        Assert.That(await LightAsync(unit, task), Is.EqualTo("yellow/closed_late/2018-08-01"));
    }

    [Test]
    public async Task A_rule_of_a_list_holds_from_its_day_for_that_list_only()
    {
        await using var service = await TestService.StartAsync(Provider);
        var (listed, other) = (await service.AddTaskAsync(deadline: Due), await service.AddTaskAsync(deadline: Due));
        var list = await service.AddListAsync("清单", listed);
        using var office = await service.ClientAsync(Core.Tasks.Role.Supervisor);
        await office.PostCreatedAsync("light-rules", new
        {
            listId = list,
            validFrom = "2018-08-10",
            lines = new[] { new { condition = "near_due", colour = "red", days = 60 } },
            reason = "区政府专题会",
        });

        await RelightAsync(service);
        Assert.That(await LightAsync(office, listed), Is.EqualTo("green//"));

        service.Clock.SetDay(2018, 8, 10);
        await RelightAsync(service);
        Assert.That(await LightAsync(office, listed), Is.EqualTo("red/near_due/2018-07-30"));
        Assert.That(await LightAsync(office, other), Is.EqualTo("green//"));

        await office.PostCreatedAsync("light-rules", new { listId = list, validFrom = "2018-08-10", lines = Array.Empty<object>(), reason = "取消" });
        await RelightAsync(service);
        Assert.That(await LightAsync(office, listed), Is.EqualTo("green//"));
        Assert.That((await office.GetJsonAsync($"light-rules?list={list}"))["items"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [TestCase("""{"validFrom":"2018-07-31","lines":[],"reason":"x"}""", "validFrom")]
    [TestCase("""{"validFrom":"2018-08-01","lines":[{"condition":"overdue","colour":"green"}],"reason":"x"}""", "lines")]
    [TestCase("""{"validFrom":"2018-08-01","lines":[],"reason":""}""", "reason")]
    public async Task A_rule_that_cannot_be_is_refused_by_its_field(string json, string field)
    {
        using var office = await SupervisorAsync();

        using var response = await office.PostAsync("light-rules", Answers.RawJson(json));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task A_rule_for_a_list_of_another_district_is_not_taken()
    {
        var list = await Service.AddListAsync("清单", await Service.AddTaskAsync());
        using var foreign = await Service.ClientAsync(Core.Tasks.Role.Supervisor, district: "west");

        using var response = await foreign.PostAsJsonAsync(
            "light-rules", new { listId = list, validFrom = "2018-08-01", lines = Array.Empty<object>(), reason = "x" });

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private static async Task RelightAsync(TestService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RelightTasks>().RunAsync(CancellationToken.None);
    }

    private static async Task<string> LightAsync(HttpClient client, long task) => LightOf(await client.GetJsonAsync($"tasks/{task}"));

    private static string LightOf(JsonNode task) => $"{task["light"]!["colour"]}/{task["light"]!["rule"]}/{task["light"]!["since"]}";

    private static async Task<long[]> IdsAsync(HttpClient client, string path) =>
        [.. (await client.GetJsonAsync(path))["items"]!.AsArray().Select(item => (long)item!["id"]!)];
}
