using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Assigning;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Outbox;

namespace TaskTracker.Tests.Supervision;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class HandOverTests(DatabaseProvider provider) : AssigningTests(provider)
{
    [Test]
    public async Task A_granted_hand_over_changes_the_lead_visibly_and_leaves_the_deadline()
    {
        var (_, target) = await NewUnitAsync();
        var task = await Service.AddTaskAsync(lead: "区甲局", deadline: new DateOnly(2018, 12, 31));
        using var lead = await CoordinatorAsync("区甲局");
        using var office = await SupervisorAsync();
        using var next = await CoordinatorAsync(target);
        var asked = await lead.PostCreatedAsync($"tasks/{task}/hand-over-requests", new { toUnit = target, reason = "职能已划转。" });
        using var unseen = await next.GetAsync($"tasks/{task}");
        Assert.That(unseen.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        var ruled = await office.PostCreatedAsync($"tasks/{task}/hand-over-requests/{asked["id"]}/ruling", new { decision = "grant" });

        Assert.That((string?)ruled["decision"], Is.EqualTo("grant"));
        var shown = await next.GetJsonAsync($"tasks/{task}");
        Assert.That(NamesOf(shown["leadUnits"]), Is.EqualTo(new[] { target }));
        Assert.That((string?)shown["deadline"], Is.EqualTo("2018-12-31"));
        Assert.That(await AnsweringAsync(task), Is.EqualTo(new[] { target }));
        var change = (await office.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray().Single(entry => (string?)entry!["act"] == "handed_over")!["changes"]![0]!;
        Assert.That($"{change["field"]} {change["from"]} {change["to"]}", Is.EqualTo($"leadUnits 区甲局 {target}"));
        await ReportAsync(target, task, 10);
        await Service.DispatchAsync();
        Assert.That(await TitlesAsync(next), Has.Some.StartsWith("【移交】"));
    }

    [Test]
    public async Task It_is_asked_for_once_even_after_a_refusal()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局", partner: "区乙局");
        using var lead = await CoordinatorAsync("区甲局");
        using var partner = await CoordinatorAsync("区乙局");
        using var office = await SupervisorAsync();
        var path = $"tasks/{task}/hand-over-requests";
        await AssertRefusedAsync(partner, path, new { toUnit = "区丙局", reason = "x" }, HttpStatusCode.Forbidden, "not-lead-unit");
        await AssertRefusedAsync(lead, path, new { toUnit = "区甲局", reason = "x" }, HttpStatusCode.Conflict, "leads-already");
        await AssertRefusedAsync(lead, path, new { toUnit = "各街道办事处", reason = "x" }, HttpStatusCode.BadRequest, "unit-unknown");
        var asked = await lead.PostCreatedAsync(path, new { toUnit = "区丙局", reason = "职能已划转。" });
        await AssertRefusedAsync(lead, path, new { toUnit = "区丙局", reason = "x" }, HttpStatusCode.Conflict, "hand-over-asked");

        await AssertRefusedAsync(office, $"{path}/{asked["id"]}/ruling", new { decision = "refuse" }, HttpStatusCode.BadRequest, "validation");
        await office.PostCreatedAsync($"{path}/{asked["id"]}/ruling", new { decision = "refuse", reason = "职能未变。" });

        await AssertRefusedAsync(lead, path, new { toUnit = "区丙局", reason = "x" }, HttpStatusCode.Conflict, "hand-over-asked");
        await AssertRefusedAsync(office, $"{path}/{asked["id"]}/ruling", new { decision = "grant" }, HttpStatusCode.Conflict, "already-ruled");
        Assert.That(await AnsweringAsync(task), Is.EqualTo(new[] { "区甲局", "区乙局" }));
    }

    [Test]
    public async Task A_member_of_a_group_cannot_pass_the_groups_task_on()
    {
        var task = await Service.AddTaskAsync(lead: "各街道办事处");
        using var member = await CoordinatorAsync("一街道");

        await AssertRefusedAsync(member, $"tasks/{task}/hand-over-requests", new { toUnit = "区丙局", reason = "x" }, HttpStatusCode.Conflict, "group-cannot-hand-over");
    }

    [Test]
    public async Task Of_many_requests_and_many_rulings_at_once_one_counts()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局");
        using var lead = await CoordinatorAsync("区甲局");
        using var office = await SupervisorAsync();
        var path = $"tasks/{task}/hand-over-requests";

        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => lead.PostAsJsonAsync(path, new { toUnit = "区丙局", reason = "职能已划转。" })));
        var id = (await (asked.Single(answer => answer.StatusCode == HttpStatusCode.Created)).JsonAsync())["id"];
        var ruled = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => office.PostAsJsonAsync($"{path}/{id}/ruling", new { decision = "grant" })));

        Assert.That(ruled.Select(answer => answer.StatusCode), Is.EquivalentTo(Enumerable.Repeat(HttpStatusCode.Conflict, 5).Append(HttpStatusCode.Created)));
        Assert.That(await AnsweringAsync(task), Is.EqualTo(new[] { "区丙局" }));
    }
}
