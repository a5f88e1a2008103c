using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReviewReportTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 10);

    [Test]
    public async Task An_amendment_takes_effect_and_every_version_stays_readable()
    {
        var (task, report) = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        var etag = (string?)(await unit.GetJsonAsync($"tasks/{task}/progress-reports/{report}"))["etag"];

        using var amended = await unit.PatchAsync($"tasks/{task}/progress-reports/{report}", """{"percent":35,"done":"已印发。","problems":"缺人。"}""", etag);
        using var stale = await unit.PatchAsync($"tasks/{task}/progress-reports/{report}", """{"percent":36}""", etag);

        Assert.That(amended.StatusCode, Is.EqualTo(HttpStatusCode.OK), await amended.Content.ReadAsStringAsync());
        await stale.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
        var versions = (await unit.GetJsonAsync($"tasks/{task}/progress-reports/{report}/versions"))["items"]!.AsArray();
        Assert.That(versions.Select(version => $"{version!["revision"]} {version["percent"]} {version["done"]}"), Is.EqualTo(["1 20 已启动。", "2 35 已印发。"]));
        Assert.That((int?)(await unit.GetJsonAsync($"tasks/{task}"))["percent"], Is.EqualTo(35));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 met"]));
    }

    [Test]
    public async Task An_older_report_is_amended_without_turning_the_percent_back()
    {
        var (task, report) = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 60, done = "又有进展。" });

        using var amended = await unit.PatchAsync($"tasks/{task}/progress-reports/{report}", """{"percent":25}""", "*");

        Assert.That(amended.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((int?)(await unit.GetJsonAsync($"tasks/{task}"))["percent"], Is.EqualTo(60));
    }

    [Test]
    public async Task A_returned_report_is_owed_again_and_late_when_it_comes_after_its_day()
    {
        var (task, report) = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{task}/progress-reports/{report}/reviews", new { decision = "return", revision = 1, reason = "数据不实。" });
        var open = await Service.OwedAsync(task);
        Service.Clock.SetDay(2018, 9, 6);
        var missing = await Service.OwedAsync(task);

        using var amended = await unit.PatchAsync($"tasks/{task}/progress-reports/{report}", """{"done":"已核实。"}""", "*");

        Assert.That(open, Is.EqualTo(["2018-08 区甲局 due"]));
        Assert.That(missing, Is.EqualTo(["2018-08 区甲局 missing"]));
        var shown = await amended.JsonAsync();
        Assert.That((string?)shown["status"], Is.EqualTo("submitted"));
        Assert.That((string?)shown["returnReason"], Is.EqualTo("数据不实。"));
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 late"]));
        await office.PostCreatedAsync($"tasks/{task}/progress-reports/{report}/reviews", new { decision = "accept", revision = 2 });
        var rulings = (await unit.GetJsonAsync($"tasks/{task}/progress-reports/{report}/reviews"))["items"]!.AsArray();
        Assert.That(rulings.Select(ruling => $"{ruling!["revision"]} {ruling["decision"]}"), Is.EqualTo(["1 return", "2 accept"]));
    }

    [Test]
    public async Task A_returned_report_can_be_replaced_by_a_new_one_and_then_rests()
    {
        var (task, report) = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{task}/progress-reports/{report}/reviews", new { decision = "return", revision = 1, reason = "数据不实。" });

        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 20, done = "重报。", period = "2018-08" });
        using var old = await unit.PatchAsync($"tasks/{task}/progress-reports/{report}", """{"done":"改旧报。"}""", "*");

        await old.AssertProblemAsync(HttpStatusCode.Conflict, "already-reported");
        Assert.That(await Service.OwedAsync(task), Is.EqualTo(["2018-08 区甲局 met"]));
    }

    [Test]
    public async Task An_accepted_report_is_closed_and_ruled_on_once()
    {
        var (task, report) = await AddReportAsync();
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{task}/progress-reports/{report}/reviews", new { decision = "accept", revision = 1 });

        using var amended = await unit.PatchAsync($"tasks/{task}/progress-reports/{report}", """{"percent":90}""", "*");
        using var again = await office.PostAsJsonAsync($"tasks/{task}/progress-reports/{report}/reviews", new { decision = "return", revision = 1, reason = "x" });

        await amended.AssertProblemAsync(HttpStatusCode.Conflict, "report-accepted");
        await again.AssertProblemAsync(HttpStatusCode.Conflict, "report-ruled-on");
    }

    [Test]
    public async Task Nobody_rules_on_its_own_report_even_as_the_collecting_unit()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, """{"collectingUnit":"区甲局"}""");
        using var unit = await CoordinatorAsync();
        var report = await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 20, done = "已启动。" });

        using var own = await unit.PostAsJsonAsync($"tasks/{task}/progress-reports/{(long)report["id"]!}/reviews", new { decision = "accept", revision = 1 });

        await own.AssertProblemAsync(HttpStatusCode.Forbidden, "own-report");
    }

    [TestCase("""{"decision":"return","revision":1}""", "reason")]
    [TestCase("""{"decision":"accept","revision":0}""", "revision")]
    public async Task A_ruling_must_be_whole(string json, string field)
    {
        var (task, report) = await AddReportAsync();
        using var office = await SupervisorAsync();

        using var response = await office.PostAsync($"tasks/{task}/progress-reports/{report}/reviews", Answers.RawJson(json));

        Assert.That((await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task Of_an_amendment_and_an_acceptance_at_once_exactly_one_wins()
    {
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        var winners = new List<string>();
        for (var round = 0; round < 8; round++)
        {
            var (task, report) = await AddReportAsync();
            var path = $"tasks/{task}/progress-reports/{report}";
            var etag = (string?)(await unit.GetJsonAsync(path))["etag"];
            var amend = new Func<Task<HttpResponseMessage>>(() => unit.PatchAsync(path, """{"percent":90,"done":"改后。"}""", etag));
            var accept = new Func<Task<HttpResponseMessage>>(() => office.PostAsJsonAsync($"{path}/reviews", new { decision = "accept", revision = 1 }));

            // Whoever is asked first has a small start; both must be seen to win.
            var pair = round % 2 == 0 ? new[] { amend(), accept() } : [accept(), amend()];
            var answers = await Task.WhenAll(pair);
            var (amended, accepted) = round % 2 == 0 ? (answers[0], answers[1]) : (answers[1], answers[0]);

            Assert.That(amended.IsSuccessStatusCode, Is.Not.EqualTo(accepted.IsSuccessStatusCode), $"{amended.StatusCode} {accepted.StatusCode}");
            winners.Add(amended.IsSuccessStatusCode ? "amended" : "accepted");
            if (amended.IsSuccessStatusCode)
                await accepted.AssertProblemAsync(HttpStatusCode.Conflict, "report-amended");
            else
                await amended.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
            var shown = await unit.GetJsonAsync(path);
            Assert.That($"{shown["status"]} {shown["revision"]} {shown["percent"]}", Is.EqualTo(amended.IsSuccessStatusCode ? "submitted 2 90" : "accepted 1 20"));
        }

        TestContext.Out.WriteLine(string.Join(' ', winners));
    }

    [Test]
    public async Task Two_reports_for_one_period_at_once_make_one()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var unit = await CoordinatorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(_ => unit.PostAsJsonAsync($"tasks/{task}/progress-reports", new { percent = 20, done = "已启动。", period = "2018-08" })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(await Service.QueryAsync<int>("select count(*) from progress_reports where task_id = @task", new { task }), Is.EqualTo(new[] { 1 }));
    }

    private async Task<(long Task, long Report)> AddReportAsync()
    {
        var (list, task) = await Service.AddListAsync();
        await Service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        using var unit = await CoordinatorAsync();
        var report = await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 20, done = "已启动。", period = "2018-08", goodPractice = "先行先试。" });
        return (task, (long)report["id"]!);
    }
}
