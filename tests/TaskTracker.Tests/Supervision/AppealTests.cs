using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Outbox;

namespace TaskTracker.Tests.Supervision;

/// <summary>复核: what a lead can do about the way its task was closed, by when, and who rules on it (DEMANDS 27).</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class AppealTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private HttpClient _lead = null!, _closer = null!, _reviewer = null!;
    private long _task;

    [SetUp]
    public async Task CloseAsync()
    {
        Service.Clock.SetDay(2018, 11, 1);
        _task = await Service.AddTaskAsync(lead: "区甲局", partner: "区乙局", deadline: new DateOnly(2018, 12, 31));
        (_lead, _closer, _reviewer) = (await CoordinatorAsync("区甲局"), await SupervisorAsync(), Service.ClientWith(await Service.CreateKeyAsync(Role.Supervisor, null)));
        await _closer.PostCreatedAsync($"tasks/{_task}/closures", new { outcome = "not_completed", cause = "slack_work", reason = "未见成效。" });
    }

    [TearDown]
    public void HangUp()
    {
        foreach (var client in new[] { _lead, _closer, _reviewer })
            client.Dispose();
    }

    [Test]
    public async Task A_revoked_closing_opens_the_task_under_its_date_and_stays_in_the_history()
    {
        var appeal = await AppealAsync();

        var ruled = await RuleAsync(_reviewer, appeal, "revoke");

        Assert.That(Facts(ruled), Is.EqualTo("revoked 2018-12-01 2018-11-01"));
        var task = await _lead.GetJsonAsync($"tasks/{_task}");
        Assert.That(((string?)task["state"], (string?)task["outcome"], (string?)task["deadline"]), Is.EqualTo(("in_progress", (string?)null, "2018-12-31")));
        Assert.That(await ActsAsync(), Is.EqualTo(new[] { "closed", "appealed", "appeal_revoked" }));
        Assert.That((await _lead.GetJsonAsync($"tasks/{_task}/closures"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        await _lead.PostCreatedAsync($"tasks/{_task}/completion-requests", new { statement = "已完成。" });
    }

    [Test]
    public async Task An_upheld_closing_stands()
    {
        var ruled = await RuleAsync(_reviewer, await AppealAsync(), "uphold");

        Assert.That((string?)ruled["state"], Is.EqualTo("upheld"));
        Assert.That((string?)(await _lead.GetJsonAsync($"tasks/{_task}"))["outcome"], Is.EqualTo("not_completed"));
        using var again = await _lead.PostAsJsonAsync($"tasks/{_task}/appeals", new { grounds = "x" });
        await again.AssertProblemAsync(HttpStatusCode.Conflict, "appealed-before");
    }

    [Test]
    public async Task Whoever_closed_the_task_does_not_rule()
    {
        var appeal = await AppealAsync();

        using var own = await _closer.PostAsJsonAsync($"tasks/{_task}/appeals/{appeal}/ruling", new { ruling = "uphold", reason = "x" });

        await own.AssertProblemAsync(HttpStatusCode.Forbidden, "same-reviewer");
        Assert.That(await StateAsync(), Is.EqualTo("pending"));
    }

    [Test]
    public async Task The_last_day_counts_and_the_day_after_is_too_late()
    {
        Assert.That((string?)(await _lead.GetJsonAsync($"tasks/{_task}/closures"))["items"]![0]!["appealBy"], Is.EqualTo("2018-12-01"));
        Service.Clock.SetDay(2018, 12, 2);
        using (var late = await _lead.PostAsJsonAsync($"tasks/{_task}/appeals", new { grounds = "x" }))
            Assert.That((string?)(await late.AssertProblemAsync(HttpStatusCode.Conflict, "appeal-too-late"))["detail"], Does.Contain("2018-12-01"));

        Service.Clock.SetDay(2018, 12, 1);
        await AppealAsync();
    }

    [Test]
    public async Task An_appeal_without_its_ruling_is_late_from_the_day_after_and_stays_so()
    {
        var appeal = await AppealAsync();
        Service.Clock.SetDay(2018, 12, 1);
        Assert.That(await IdsAsync(_reviewer, "pending"), Does.Contain(appeal));
        Service.Clock.SetDay(2018, 12, 2);
        Assert.That(await IdsAsync(_reviewer, "pending"), Does.Not.Contain(appeal));
        Assert.That(await IdsAsync(_reviewer, "late"), Does.Contain(appeal));

        var ruled = await RuleAsync(_reviewer, appeal, "uphold");

        Assert.That((bool)ruled["isLate"]!, Is.True);
        Assert.That(await IdsAsync(_reviewer, "late"), Does.Not.Contain(appeal));
        Assert.That(await IdsAsync(_reviewer, "upheld"), Does.Contain(appeal));
    }

    [Test]
    public async Task The_days_are_the_districts_own()
    {
        using (var changed = await _reviewer.PatchAsync("rules", """{"appealDays":5,"appealRulingDays":10}""", "*"))
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        try
        {
            var other = await Service.AddTaskAsync(lead: "区甲局");
            var closing = await _closer.PostCreatedAsync($"tasks/{other}/closures", new { outcome = "cancelled", reason = "x" });
            var appeal = await _lead.PostCreatedAsync($"tasks/{other}/appeals", new { grounds = "x" });

            Assert.That(((string?)closing["appealBy"], (string?)appeal["ruleBy"]), Is.EqualTo(("2018-11-06", "2018-11-11")));
            using var refused = await _reviewer.PatchAsync("rules", """{"appealDays":0}""", "*");
            await refused.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        }
        finally
        {
            using var reset = await _reviewer.PatchAsync("rules", """{"appealDays":null,"appealRulingDays":null}""", "*");
        }
    }

    [Test]
    public async Task What_was_opened_again_meanwhile_needs_no_ruling_and_can_be_appealed_against_when_closed_anew()
    {
        var appeal = await AppealAsync();
        await _closer.PostCreatedAsync($"tasks/{_task}/rechecks", new { finding = "failed", report = "x" });
        Assert.That(await StateAsync(), Is.EqualTo("lapsed"));

        await _closer.PostCreatedAsync($"tasks/{_task}/closures", new { outcome = "cancelled", reason = "x" });

        using var old = await _reviewer.PostAsJsonAsync($"tasks/{_task}/appeals/{appeal}/ruling", new { ruling = "uphold", reason = "x" });
        await old.AssertProblemAsync(HttpStatusCode.Conflict, "already-ruled");
        await AppealAsync();
    }

    [Test]
    public async Task Each_lead_appeals_for_itself_and_one_revocation_settles_all()
    {
        using var office = await SupervisorAsync();
        var two = (long)(await office.PostCreatedAsync("tasks", new { origin = "meeting", basis = "纪要", measure = "落实。", leadUnits = new[] { "区甲局", "区乙局" } }))["id"]!;
        await _closer.PostCreatedAsync($"tasks/{two}/closures", new { outcome = "cancelled", reason = "x" });
        using var other = await CoordinatorAsync("区乙局");
        var first = (long)(await _lead.PostCreatedAsync($"tasks/{two}/appeals", new { grounds = "x" }))["id"]!;
        await other.PostCreatedAsync($"tasks/{two}/appeals", new { grounds = "y" });

        await _reviewer.PostCreatedAsync($"tasks/{two}/appeals/{first}/ruling", new { ruling = "revoke", reason = "x" });

        var states = (await other.GetJsonAsync($"tasks/{two}/appeals"))["items"]!.AsArray().Select(item => (string?)item!["state"]);
        Assert.That(states, Is.EqualTo(new[] { "revoked", "lapsed" }));
    }

    [Test]
    public async Task A_unit_lists_the_appeals_on_tasks_that_it_sees_and_no_others()
    {
        var appeal = await AppealAsync();
        using var partner = await CoordinatorAsync("区乙局");
        using var stranger = await CoordinatorAsync("区丙局");

        foreach (var state in new[] { null, "pending" })
        {
            Assert.That(await IdsAsync(_lead, state), Does.Contain(appeal));
            Assert.That(await IdsAsync(partner, state), Does.Contain(appeal));
            Assert.That(await IdsAsync(stranger, state), Does.Not.Contain(appeal));
        }

        using var foreign = await Service.ClientAsync(Role.Supervisor, district: "west");
        Assert.That(await IdsAsync(foreign, null), Is.Empty);
    }

    [Test]
    public async Task The_office_is_told_of_it_and_the_unit_of_the_ruling()
    {
        var appeal = await AppealAsync();
        await Service.DispatchAsync();
        Assert.That(await NewsAsync(_reviewer), Has.Some.Contains("区甲局申请复核：已按期完成。").And.Some.Contains("2018-12-01前"));

        await RuleAsync(_reviewer, appeal, "uphold");
        await Service.DispatchAsync();

        Assert.That(await NewsAsync(_lead), Has.Some.Contains("经复核予以维持"));
    }

    [Test]
    public async Task A_lead_acknowledges_the_closing_that_stands_once()
    {
        var closing = await ClosingAsync();
        var receipt = await _lead.PostCreatedAsync($"tasks/{_task}/closures/{closing}/receipts", new { });
        Assert.That(((string?)receipt["unitName"], (string?)receipt["receivedOn"]), Is.EqualTo(("区甲局", "2018-11-01")));
        using (var again = await _lead.PostAsync($"tasks/{_task}/closures/{closing}/receipts", null))
            await again.AssertProblemAsync(HttpStatusCode.Conflict, "already-received");
        await _closer.PostCreatedAsync($"tasks/{_task}/rechecks", new { finding = "failed", report = "x" });
        await _closer.PostCreatedAsync($"tasks/{_task}/closures", new { outcome = "cancelled", reason = "x" });

        using var old = await _lead.PostAsync($"tasks/{_task}/closures/{closing}/receipts", null);

        await old.AssertProblemAsync(HttpStatusCode.Conflict, "closing-replaced");
        Assert.That((await _lead.GetJsonAsync($"tasks/{_task}/closures/{closing}/receipts"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await _lead.GetJsonAsync($"tasks/{_task}/closures/{await ClosingAsync()}/receipts"))["items"]!.AsArray(), Is.Empty);
        using var none = await _lead.GetAsync($"tasks/{_task}/closures/999999/receipts");
        await none.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private async Task<long> ClosingAsync() => (long)(await _lead.GetJsonAsync($"tasks/{_task}/closures"))["items"]!.AsArray()[^1]!["id"]!;

    private async Task<long> AppealAsync() => (long)(await _lead.PostCreatedAsync($"tasks/{_task}/appeals", new { grounds = "已按期完成。" }))["id"]!;

    private Task<JsonNode> RuleAsync(HttpClient by, long appeal, string ruling) =>
        by.PostCreatedAsync($"tasks/{_task}/appeals/{appeal}/ruling", new { ruling, reason = "已复核。" });

    private static string Facts(JsonNode appeal) => $"{appeal["state"]} {appeal["ruleBy"]} {appeal["ruledOn"]}";

    private async Task<string?> StateAsync() => (string?)(await _lead.GetJsonAsync($"tasks/{_task}/appeals"))["items"]!.AsArray()[^1]!["state"];

    private async Task<IEnumerable<string?>> ActsAsync() =>
        (await _reviewer.GetJsonAsync($"tasks/{_task}/history"))["items"]!.AsArray().Select(entry => (string?)entry!["act"]).Where(act => act!.StartsWith("appeal", StringComparison.Ordinal) || act == "closed");

    private static async Task<List<long>> IdsAsync(HttpClient client, string? state)
    {
        var ids = new List<long>();
        for (var next = $"appeals?limit=200{(state is null ? "" : $"&state={state}")}"; next is not null;)
        {
            var page = await client.GetJsonAsync(next);
            ids.AddRange(page["items"]!.AsArray().Select(item => (long)item!["id"]!));
            next = (string?)page["next"];
        }

        return ids;
    }

    private static async Task<List<string>> NewsAsync(HttpClient client) =>
        [.. (await client.GetJsonAsync("notifications?limit=200"))["items"]!.AsArray().Select(item => $"{item!["title"]} {item["body"]}")];
}
