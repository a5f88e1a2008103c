using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Outbox;

namespace TaskTracker.Tests.Assigning;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class SubtaskTests(DatabaseProvider provider) : AssigningTests(provider)
{
    [Test]
    public async Task Percents_roll_up_by_weight_through_all_levels()
    {
        var (_, lead) = await NewUnitAsync();
        var top = await Service.AddTaskAsync(lead: lead, partner: "区乙局", deadline: new DateOnly(2018, 12, 31));
        using var own = await CoordinatorAsync(lead);
        var heavy = await AddAsync(own, top, new { measure = "第一步。", weight = 3, deadline = "2018-10-31", persons = new { contact = new { name = "周某" } } });
        var light = await AddAsync(own, top, new { measure = "第二步。", leadUnits = new[] { "区乙局" } });
        var leaf = await AddAsync(own, heavy, new { measure = "第一步之一。" });

        await ReportAsync(lead, leaf, 40);
        Assert.That(await PercentsAsync(top, heavy, light, leaf), Is.EqualTo(new[] { 30, 40, 0, 40 }));
        Assert.That((string?)(await TaskAsync(top))["state"], Is.EqualTo("in_progress"));
        await ReportAsync("区乙局", light, 100);
        Assert.That(await PercentsAsync(top, heavy, light, leaf), Is.EqualTo(new[] { 55, 40, 100, 40 }));

        await ReportAsync(lead, top, 99);
        Assert.That((int)(await TaskAsync(top))["percent"]!, Is.EqualTo(55), "A report on the whole does not overrule its parts.");
        await AssertRefusedAsync(own, $"tasks/{leaf}/subtasks", new { measure = "再分。" }, HttpStatusCode.Conflict, "too-deep");
        var tree = await own.GetJsonAsync($"tasks?parent={top}");
        Assert.That(tree["items"]!.AsArray().Select(part => $"{part!["id"]} {part["level"]} {part["weight"]}"), Is.EqualTo(new[] { $"{heavy} 2 3", $"{light} 2 1" }));
        Assert.That((await TaskAsync(top))["subtasks"]!.ToJsonString(), Is.EqualTo("""{"open":2,"closed":0}"""));
        Assert.That((string?)(await PartiesAsync(heavy))[0]["persons"]!["contact"]!["name"], Is.EqualTo("周某"));
    }

    [Test]
    public async Task The_lead_of_the_whole_sees_its_parts_and_a_partner_does_not()
    {
        var (_, lead) = await NewUnitAsync();
        var (_, doer) = await NewUnitAsync();
        var top = await Service.AddTaskAsync(lead: lead, partner: "区丙局");
        using var office = await SupervisorAsync();
        var part = await AddAsync(office, top, new { measure = "由他人办。", leadUnits = new[] { doer } });
        var step = await AddAsync(office, part, new { measure = "再下一级。", leadUnits = new[] { doer } });
        using var own = await CoordinatorAsync(lead);
        using var partner = await CoordinatorAsync("区丙局");
        using var doing = await CoordinatorAsync(doer);

        foreach (var below in new[] { part, step })
        {
            Assert.That((long)(await own.GetJsonAsync($"tasks/{below}"))["id"]!, Is.EqualTo(below));
            using var unseen = await partner.GetAsync($"tasks/{below}");
            Assert.That(unseen.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            await AssertRefusedAsync(own, $"tasks/{below}/receipts", new { }, HttpStatusCode.Forbidden, "not-a-participant");
        }

        using var above = await doing.GetAsync($"tasks/{top}");
        Assert.That(above.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await own.GetJsonAsync($"tasks?parent={part}"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        await AssertRefusedAsync(own, $"tasks/{top}/subtasks", new { measure = "x", leadUnits = new[] { doer } }, HttpStatusCode.Conflict, "unit-not-on-parent");
    }

    [Test]
    public async Task A_part_ends_after_the_whole_only_if_the_office_says_why()
    {
        var top = await Service.AddTaskAsync(lead: "区甲局", deadline: new DateOnly(2018, 12, 31));
        using var lead = await CoordinatorAsync("区甲局");
        using var office = await SupervisorAsync();

        await AssertRefusedAsync(lead, $"tasks/{top}/subtasks", new { measure = "x", deadline = "2019-01-01", reason = "y" }, HttpStatusCode.Conflict, "later-than-parent");
        await AssertRefusedAsync(office, $"tasks/{top}/subtasks", new { measure = "x", leadUnits = new[] { "区甲局" }, deadline = "2019-01-01" }, HttpStatusCode.Conflict, "later-than-parent");
        await AddAsync(office, top, new { measure = "验收。", leadUnits = new[] { "区甲局" }, deadline = "2019-01-01", reason = "验收在次年。" });
        await AssertRefusedAsync(office, $"tasks/{top}/subtasks", new { measure = "x" }, HttpStatusCode.BadRequest, "validation");
    }

    [Test]
    public async Task The_whole_is_not_handed_in_over_open_parts_and_its_lead_hears_when_the_last_is_closed()
    {
        var (_, lead) = await NewUnitAsync();
        var top = await Service.AddTaskAsync(lead: lead);
        using var own = await CoordinatorAsync(lead);
        using var office = await SupervisorAsync();
        long[] parts = [await AddAsync(own, top, new { measure = "第一步。" }), await AddAsync(own, top, new { measure = "第二步。" })];
        await CloseAsync(lead, parts[0]);

        await AssertRefusedAsync(own, $"tasks/{top}/completion-requests", new { statement = "完成。" }, HttpStatusCode.Conflict, "open-subtasks");
        await CloseAsync(lead, parts[1]);
        await Service.DispatchAsync();
        Assert.That(await TitlesAsync(own), Has.Some.StartsWith("【分解任务已结】"));
        await HandInAsync(lead, top);
        await AddAsync(office, top, new { measure = "补一步。", leadUnits = new[] { lead } });

        await AssertRefusedAsync(office, $"tasks/{top}/reviews", new { decision = "accept" }, HttpStatusCode.Conflict, "open-subtasks");
        await office.PostCreatedAsync($"tasks/{top}/reviews", new { decision = "accept", reason = "补办部分另行跟踪。" });
    }

    [Test]
    public async Task However_a_whole_is_ended_over_an_open_part_the_office_says_why()
    {
        var (_, lead) = await NewUnitAsync();
        var top = await Service.AddTaskAsync(lead: lead);
        var other = await Service.AddTaskAsync(lead: lead);
        using var own = await CoordinatorAsync(lead);
        using var office = await SupervisorAsync();
        await AddAsync(own, top, new { measure = "第一步。" });
        var stop = await own.PostCreatedAsync($"tasks/{top}/change-requests", new { kind = "stop", reason = "x", proposed = new { stop = "cancel" } });
        var path = $"tasks/{top}/change-requests/{stop["id"]}/decisions";

        await AssertRefusedAsync(office, path, new { decision = "grant" }, HttpStatusCode.Conflict, "open-subtasks");
        await AssertRefusedAsync(office, $"tasks/{top}/closures", new { outcome = "superseded", supersededByTaskId = other }, HttpStatusCode.Conflict, "open-subtasks");
        await AssertRefusedAsync(office, $"tasks/{top}/closures", new { outcome = "cancelled" }, HttpStatusCode.BadRequest, "validation");
        await office.PostCreatedAsync(path, new { decision = "grant", reason = "余下部分另行跟踪。" });

        Assert.That((string?)(await TaskAsync(top))["outcome"], Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task Numbers_count_whole_tasks_and_say_their_parts_apart()
    {
        var (id, lead) = await NewUnitAsync();
        var top = await Service.AddTaskAsync(lead: lead, deadline: new DateOnly(2018, 8, 10));
        using var own = await CoordinatorAsync(lead);
        await AddAsync(own, top, new { measure = "第一步。", deadline = "2018-08-10" });
        Service.Clock.SetDay(2018, 8, 11);

        var numbers = (await own.GetJsonAsync("statistics/overview"))["units"]!.AsArray().Single(unit => (long)unit!["unitId"]! == id)!["numbers"]!;

        Assert.That(numbers.AsObject().Select(pair => $"{pair.Key} {pair.Value!["number"]}"), Is.SupersetOf(new[] { "total 1", "open 1", "overdue 1", "openSubtasks 1", "overdueSubtasks 1" }));
        foreach (var name in new[] { "total", "overdue", "openSubtasks", "overdueSubtasks" })
            Assert.That((await own.GetJsonAsync((string)numbers[name]!["href"]!))["items"]!.AsArray(), Has.Count.EqualTo(1), name);
        Assert.That((await own.GetJsonAsync("tasks?overdue=true"))["items"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_groups_task_is_fanned_out_once_with_quotas_that_make_the_total()
    {
        var (_, one) = await NewUnitAsync();
        var (_, two) = await NewUnitAsync();
        var (_, group) = await NewGroupAsync(one, two);
        var task = await Service.AddTaskAsync(lead: group, deadline: new DateOnly(2018, 12, 31));
        using var office = await SupervisorAsync();
        object Body(decimal first, decimal second) =>
            new { total = 200, unit = "户", quotas = new[] { new { unit = one, value = first }, new { unit = two, value = second } } };

        using var wrong = await office.PostAsJsonAsync($"tasks/{task}/fan-out", Body(120, 60));
        Assert.That((await wrong.AssertProblemAsync(HttpStatusCode.BadRequest, "quotas-do-not-add-up")).ErrorOf("quotas"), Does.Contain("20 missing"));
        var made = await office.PostCreatedAsync($"tasks/{task}/fan-out", Body(120.5m, 79.5m));

        var parts = made["subtasks"]!.AsArray();
        Assert.That(parts.Select(part => $"{NamesOf(part!["leadUnits"]).Single()} {part["targets"]![0]!["value"]} {part["dueOn"]} {part["parentId"]}"), Is.EqualTo(new[]
        {
            $"{one} 120.5 2018-12-31 {task}", $"{two} 79.5 2018-12-31 {task}",
        }));
        await ReportAsync(one, (long)parts[0]!["id"]!, 50);
        Assert.That((int)(await TaskAsync(task))["percent"]!, Is.EqualTo(25));
        await AssertRefusedAsync(office, $"tasks/{task}/fan-out", new { }, HttpStatusCode.Conflict, "already-fanned-out");
        await AssertRefusedAsync(office, $"tasks/{await Service.AddTaskAsync()}/fan-out", new { }, HttpStatusCode.Conflict, "no-group");
    }

    [Test]
    public async Task Of_many_fan_outs_at_once_one_counts()
    {
        var task = await Service.AddTaskAsync(lead: "各街道办事处");
        using var office = await SupervisorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => office.PostAsJsonAsync($"tasks/{task}/fan-out", new { })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That((await office.GetJsonAsync($"tasks?parent={task}"))["items"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Reports_on_many_parts_at_once_all_reach_the_whole()
    {
        var (_, lead) = await NewUnitAsync();
        var top = await Service.AddTaskAsync(lead: lead);
        using var own = await CoordinatorAsync(lead);
        var parts = new List<long>();
        for (var i = 0; i < 4; i++)
            parts.Add(await AddAsync(own, top, new { measure = $"第{i}步。" }));

        await Task.WhenAll(parts.Select(part => ReportAsync(lead, part, 100)));

        Assert.That((int)(await TaskAsync(top))["percent"]!, Is.EqualTo(100));
    }

    private static async Task<long> AddAsync(HttpClient client, long parent, object body) =>
        (long)(await client.PostCreatedAsync($"tasks/{parent}/subtasks", body))["id"]!;

    private async Task<int[]> PercentsAsync(params long[] tasks)
    {
        var percents = new List<int>();
        foreach (var task in tasks)
            percents.Add((int)(await TaskAsync(task))["percent"]!);
        return [.. percents];
    }
}
