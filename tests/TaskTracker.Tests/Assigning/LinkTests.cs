using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Progress;

namespace TaskTracker.Tests.Assigning;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class LinkTests(DatabaseProvider provider) : AssigningTests(provider)
{
    [Test]
    public async Task A_task_printed_twice_is_acknowledged_and_reported_once_but_each_date_stays_its_own()
    {
        var early = await Service.AddTaskAsync(lead: "区甲局", deadline: new DateOnly(2018, 8, 10));
        var late = await Service.AddTaskAsync(lead: "区甲局", partner: "区丙局", deadline: new DateOnly(2018, 12, 31));
        using var office = await SupervisorAsync();
        using var lead = await CoordinatorAsync("区甲局");
        using var partner = await CoordinatorAsync("区丙局");
        var link = await office.PostCreatedAsync($"tasks/{late}/links", new { kind = "duplicate", taskId = early });

        await lead.PostCreatedAsync($"tasks/{early}/receipts", new { });
        await ReportAsync("区甲局", early, 40);
        Service.Clock.SetDay(2018, 8, 11);

        var shown = await TaskAsync(late);
        Assert.That($"{shown["percent"]} {shown["state"]} {shown["overdue"]} {shown["parties"]!["received"]}", Is.EqualTo("40 in_progress false 1"));
        Assert.That((bool)(await TaskAsync(early))["overdue"]!, Is.True);
        var report = (await lead.GetJsonAsync($"tasks/{late}/progress-reports"))["items"]!.AsArray().Single()!;
        Assert.That(((long)report["taskId"]!, (bool)report["onDuplicate"]!), Is.EqualTo((early, true)));
        Assert.That((bool)(await lead.GetJsonAsync($"tasks/{early}/progress-reports"))["items"]![0]!["onDuplicate"]!, Is.False);
        Assert.That((await partner.GetJsonAsync($"tasks/{late}/links"))["items"]!.AsArray(), Is.Empty, "It may not see the other task.");
        await CloseAsync("区甲局", early);
        Assert.That((string?)(await TaskAsync(late))["state"], Is.EqualTo("in_progress"));

        using var request = new HttpRequestMessage(HttpMethod.Delete, $"tasks/{early}/links/{link["id"]}");
        request.Headers.TryAddWithoutValidation("If-Match", (string?)link["etag"]);
        using var removed = await office.SendAsync(request);
        Assert.That(removed.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await lead.GetJsonAsync($"tasks/{late}/progress-reports"))["items"]!.AsArray(), Is.Empty);
        Assert.That(await ActsAsync(late), Is.SupersetOf(new[] { "linked", "unlinked" }));
    }

    [Test]
    public async Task A_report_on_a_task_that_is_printed_twice_counts_for_both_lists_and_its_return_too()
    {
        Service.Clock.SetDay(2018, 8, 10);
        var (list, task) = await Service.AddListAsync();
        var (other, twin) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        await Service.SettleAsync(other, Reporting.MonthlyByTheFifth);
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();
        await office.PostCreatedAsync($"tasks/{task}/links", new { kind = "duplicate", taskId = twin });

        var report = await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 30, done = "已推进。", period = "2018-08" });
        var met = await Service.OwedAsync(twin);
        await office.PostCreatedAsync($"tasks/{task}/progress-reports/{report["id"]}/reviews", new { decision = "return", revision = 1, reason = "x" });
        var returned = (await Service.OwedAsync(task)).Concat(await Service.OwedAsync(twin)).ToArray();
        using var amended = await unit.PatchAsync($"tasks/{task}/progress-reports/{report["id"]}", """{"done":"已补充。"}""", "*");
        using var again = await unit.PostAsJsonAsync($"tasks/{twin}/progress-reports", new { percent = 30, done = "再报。", period = "2018-08" });

        Assert.That(met, Is.EqualTo(["2018-08 区甲局 met"]));
        Assert.That(returned, Is.EqualTo(["2018-08 区甲局 due", "2018-08 区甲局 due"]));
        Assert.That((await Service.OwedAsync(task)).Concat(await Service.OwedAsync(twin)), Is.EqualTo(["2018-08 区甲局 met", "2018-08 区甲局 met"]));
        await again.AssertProblemAsync(HttpStatusCode.Conflict, "already-reported");
        Assert.That(await Service.ReportDueOnAsync(twin), Is.Null);
    }

    [Test]
    public async Task Three_duplicates_are_one_set_and_fall_apart_where_the_link_between_them_goes()
    {
        long[] tasks = [await Service.AddTaskAsync(), await Service.AddTaskAsync(), await Service.AddTaskAsync()];
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{tasks[0]}/links", new { kind = "duplicate", taskId = tasks[1] });
        var link = await office.PostCreatedAsync($"tasks/{tasks[2]}/links", new { kind = "duplicate", taskId = tasks[1] });

        await ReportAsync("区甲局", tasks[0], 30);
        Assert.That((int)(await TaskAsync(tasks[2]))["percent"]!, Is.EqualTo(30));
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"tasks/{tasks[2]}/links/{link["id"]}");
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        using var removed = await office.SendAsync(request);
        await ReportAsync("区甲局", tasks[1], 60);

        Assert.That((int)(await TaskAsync(tasks[0]))["percent"]!, Is.EqualTo(60));
        Assert.That((int)(await TaskAsync(tasks[2]))["percent"]!, Is.EqualTo(30));
    }

    [Test]
    public async Task Links_close_no_circle_and_are_made_once()
    {
        long[] tasks = [await Service.AddTaskAsync(), await Service.AddTaskAsync(), await Service.AddTaskAsync()];
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{tasks[0]}/links", new { kind = "replaces", taskId = tasks[1] });
        await office.PostCreatedAsync($"tasks/{tasks[1]}/links", new { kind = "replaces", taskId = tasks[2] });

        await AssertRefusedAsync(office, $"tasks/{tasks[2]}/links", new { kind = "replaces", taskId = tasks[0] }, HttpStatusCode.Conflict, "link-cycle");
        await AssertRefusedAsync(office, $"tasks/{tasks[0]}/links", new { kind = "replaces", taskId = tasks[1] }, HttpStatusCode.Conflict, "already-linked");
        await AssertRefusedAsync(office, $"tasks/{tasks[0]}/links", new { kind = "related", taskId = tasks[0] }, HttpStatusCode.Conflict, "link-to-itself");
        await AssertRefusedAsync(office, $"tasks/{tasks[0]}/links", new { kind = "related", taskId = 999_999 }, HttpStatusCode.BadRequest, "validation");
    }

    [Test]
    public async Task Links_made_at_once_close_no_circle_either()
    {
        long[] tasks = [await Service.AddTaskAsync(), await Service.AddTaskAsync(), await Service.AddTaskAsync()];
        using var office = await SupervisorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(
            i => office.PostAsJsonAsync($"tasks/{tasks[i]}/links", new { kind = "replaces", taskId = tasks[(i + 1) % 3] })));

        Assert.That(answers.Select(answer => answer.StatusCode), Is.EquivalentTo(new[] { HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict }));
    }
}
