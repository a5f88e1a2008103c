using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReportProgressTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static readonly object Report = new { percent = 40, done = "方案已印发。", period = "2018-Q3" };

    [Test]
    public async Task A_lead_unit_reports_and_the_task_is_in_progress()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局");
        using var client = await CoordinatorAsync("区甲局");

        using var response = await client.PostAsJsonAsync($"tasks/{task}/progress-reports", Report);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        var report = await client.GetJsonAsync(response.Headers.Location!.PathAndQuery);
        Assert.That((string?)report["unitName"], Is.EqualTo("区甲局"));
        var shown = await client.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["state"], Is.EqualTo("in_progress"));
        Assert.That((int?)shown["percent"], Is.EqualTo(40));
    }

    [Test]
    public async Task A_member_of_a_lead_group_and_the_successor_of_a_lead_unit_report_too()
    {
        var ofGroup = await Service.AddTaskAsync(lead: "各街道办事处");
        var ofOld = await Service.AddTaskAsync(lead: "区老局");
        using var member = await CoordinatorAsync("一街道");
        using var successor = await CoordinatorAsync("区甲局");

        await member.PostCreatedAsync($"tasks/{ofGroup}/progress-reports", Report);
        await successor.PostCreatedAsync($"tasks/{ofOld}/progress-reports", Report);

        var shown = await successor.GetJsonAsync($"tasks/{ofOld}");
        Assert.That((string?)shown["leadUnits"]![0]!["name"], Is.EqualTo("区老局"));
        Assert.That((string?)shown["leadUnits"]![0]!["currentUnit"]!["name"], Is.EqualTo("区甲局"));
    }

    [Test]
    public async Task A_partner_may_see_but_not_report()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局", partner: "区乙局");
        using var client = await CoordinatorAsync("区乙局");

        using var response = await client.PostAsJsonAsync($"tasks/{task}/progress-reports", Report);

        await response.AssertProblemAsync(HttpStatusCode.Forbidden, "not-lead-unit");
    }

    [Test]
    public async Task For_a_unit_that_takes_no_part_the_task_does_not_exist()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局");
        using var client = await CoordinatorAsync("区丙局");

        using var response = await client.PostAsJsonAsync($"tasks/{task}/progress-reports", Report);

        await response.AssertProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_closed_task_takes_no_report()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局");
        using var unit = await CoordinatorAsync("区甲局");
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已全部完成。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        using var response = await unit.PostAsJsonAsync($"tasks/{task}/progress-reports", Report);

        await response.AssertProblemAsync(HttpStatusCode.Conflict, "task-closed");
    }

    [TestCase("""{"percent":101,"done":"x"}""", "percent")]
    [TestCase("""{"percent":-1,"done":"x"}""", "percent")]
    [TestCase("""{"percent":"forty","done":"x"}""", "percent")]
    [TestCase("""{"percent":40,"done":""}""", "done")]
    [TestCase("""{"percent":40,"done":"x","speed":9}""", "speed")]
    public async Task Bad_input_is_refused_by_the_field_as_sent(string json, string field)
    {
        var task = await Service.AddTaskAsync(lead: "区甲局");
        using var client = await CoordinatorAsync("区甲局");

        using var response = await client.PostAsync($"tasks/{task}/progress-reports", Answers.RawJson(json));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
        Assert.That((await Service.QueryAsync<int>("select count(*) from progress_reports where task_id = @task", new { task }))[0], Is.Zero);
    }

    [Test]
    public async Task The_same_idempotency_key_makes_one_report()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局");
        using var client = await CoordinatorAsync("区甲局");
        client.DefaultRequestHeaders.Add("Idempotency-Key", $"report-{task}");

        var first = await client.PostCreatedAsync($"tasks/{task}/progress-reports", Report);
        var again = await client.PostCreatedAsync($"tasks/{task}/progress-reports", Report);
        using var other = await client.PostAsJsonAsync($"tasks/{task}/progress-reports", new { percent = 50, done = "x" });

        Assert.That(again.ToJsonString(), Is.EqualTo(first.ToJsonString()));
        await other.AssertProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.That((await Service.QueryAsync<int>("select count(*) from progress_reports where task_id = @task", new { task }))[0], Is.EqualTo(1));
    }
}
