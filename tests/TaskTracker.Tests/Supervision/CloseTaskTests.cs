using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Supervision;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class CloseTaskTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static readonly DateOnly Due = new(2018, 8, 1);

    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task A_task_that_was_not_completed_is_closed_with_its_cause_and_its_exemption()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();
        Service.Clock.SetDay(2018, 8, 11);

        await office.PostCreatedAsync(
            $"tasks/{task}/closures", new { outcome = "not_completed", cause = "force_majeure", reason = "汛情。", exemptionBasis = "区政府专题会。" });

        var closure = (await unit.GetJsonAsync($"tasks/{task}/closures"))["items"]!.AsArray().Single()!;
        Assert.That((string?)closure["outcome"], Is.EqualTo("not_completed"));
        Assert.That((string?)closure["cause"], Is.EqualTo("force_majeure"));
        Assert.That((string?)closure["exemptionBasis"], Is.EqualTo("区政府专题会。"));
        Assert.That((int?)closure["daysLate"], Is.EqualTo(10));
        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["outcome"], Is.EqualTo("not_completed"));
        Assert.That((bool?)shown["wasLate"], Is.True);
    }

    [TestCase("""{"outcome":"not_completed","reason":"x"}""", "cause")]
    [TestCase("""{"outcome":"completed"}""", "reason")]
    [TestCase("""{"outcome":"completed","reason":"x","cause":"slack_work"}""", "cause")]
    [TestCase("""{"outcome":"completed","reason":"x","exemptionBasis":"x"}""", "exemptionBasis")]
    [TestCase("""{"outcome":"superseded"}""", "supersededByDocument")]
    [TestCase("""{"outcome":"superseded","supersededByTaskId":999999}""", "supersededByTaskId")]
    [TestCase("""{"outcome":"cancelled","reason":"x","supersededByDocument":"x"}""", "supersededByDocument")]
    public async Task A_closing_must_be_whole(string json, string field)
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        using var response = await office.PostAsync($"tasks/{task}/closures", Answers.RawJson(json));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task A_task_is_superseded_by_another()
    {
        var (old, successor) = (await Service.AddTaskAsync(), await Service.AddTaskAsync());
        using var office = await SupervisorAsync();

        var closure = await office.PostCreatedAsync($"tasks/{old}/closures", new { outcome = "superseded", supersededByTaskId = successor });

        Assert.That((long?)closure["supersededByTaskId"], Is.EqualTo(successor));
    }

    [Test]
    public async Task An_acceptance_after_a_check_on_site_leaves_a_closure_and_the_check()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        Service.Clock.SetDay(2018, 8, 5);

        var review = await office.PostCreatedAsync(
            $"tasks/{task}/reviews", new { decision = "accept", onSiteCheck = new { by = "张某", on = "2018-08-04", seen = "已建成。" } });

        var shown = (await unit.GetJsonAsync($"tasks/{task}/reviews"))["items"]![0]!;
        Assert.That((string?)shown["onSiteCheck"]!["on"], Is.EqualTo("2018-08-04"));
        Assert.That((string?)shown["onSiteCheck"]!["seen"], Is.EqualTo("已建成。"));
        var closure = (await unit.GetJsonAsync($"tasks/{task}/closures"))["items"]!.AsArray().Single()!;
        Assert.That((long?)closure["reviewId"], Is.EqualTo((long?)review["id"]));
        Assert.That((string?)closure["completedOn"], Is.EqualTo("2018-08-01"));
        Assert.That((int?)closure["daysLate"], Is.Zero);
    }

    [Test]
    public async Task A_dated_part_is_accepted_late_and_the_task_goes_on()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        await Service.ExecuteAsync("update tasks set ongoing_afterwards = 1 where id = @task", new { task });
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();
        Service.Clock.SetDay(2018, 8, 3);
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });

        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        Service.Clock.SetDay(2019, 8, 3);
        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["state"], Is.EqualTo("in_progress"));
        Assert.That((string?)shown["deadlineKind"], Is.EqualTo("ongoing"));
        Assert.That((bool?)shown["overdue"], Is.False);
        Assert.That((string?)shown["datedPart"]!["completedOn"], Is.EqualTo("2018-08-03"));
        Assert.That((bool?)shown["datedPart"]!["late"], Is.True);
        Assert.That((bool?)(await unit.GetJsonAsync($"tasks/{task}/closures"))["items"]![0]!["goesOn"], Is.True);
    }

    [Test]
    public async Task One_members_part_is_returned_the_others_stay_and_all_are_accepted_together()
    {
        var task = await Service.AddTaskAsync(lead: "各街道办事处", deadline: Due);
        using var office = await SupervisorAsync();
        using var first = await CoordinatorAsync("一街道");
        using var second = await CoordinatorAsync("二街道");
        await first.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "一街道已完成。" });
        await second.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "二街道已完成。" });

        await office.PostCreatedAsync(
            $"tasks/{task}/reviews", new { decision = "return", reason = "缺照片。", unit = "一街道", handInAgainBy = "2018-08-10" });
        var waiting = await office.GetJsonAsync($"tasks/{task}");
        using var twice = await second.PostAsJsonAsync($"tasks/{task}/completion-requests", new { statement = "再交。" });
        await twice.AssertProblemAsync(HttpStatusCode.Conflict, "already-handed-in");
        await first.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已补照片。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        Assert.That((string?)waiting["state"], Is.EqualTo("in_progress"));
        Assert.That((string?)waiting["handInAgainBy"], Is.EqualTo("2018-08-10"));
        var requests = (await office.GetJsonAsync($"tasks/{task}/completion-requests"))["items"]!.AsArray();
        Assert.That(requests.Select(request => (string?)request!["decision"]), Is.EqualTo(new[] { "return", "accept", "accept" }));
        Assert.That((string?)(await office.GetJsonAsync($"tasks/{task}"))["state"], Is.EqualTo("closed"));
    }

    [Test]
    public async Task A_failed_look_back_opens_the_task_again_and_its_old_closing_stays()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();
        Service.Clock.SetDay(2018, 8, 2);
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });
        Service.Clock.SetDay(2018, 10, 1);

        await office.PostCreatedAsync($"tasks/{task}/rechecks", new { finding = "holds", report = "未反弹。" });
        var held = await unit.GetJsonAsync($"tasks/{task}");
        var failed = await office.PostCreatedAsync($"tasks/{task}/rechecks", new { finding = "failed", report = "问题反弹。", rectifyBy = "2018-10-20" });

        Assert.That((string?)held["state"], Is.EqualTo("closed"));
        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["state"], Is.EqualTo("in_progress"));
        Assert.That((string?)shown["deadline"], Is.EqualTo("2018-08-01"));
        Assert.That((bool?)shown["overdue"], Is.True);
        Assert.That((bool?)shown["wasLate"], Is.True);
        Assert.That(shown["closedAt"], Is.Null);
        var closure = (await unit.GetJsonAsync($"tasks/{task}/closures"))["items"]!.AsArray().Single()!;
        Assert.That((long?)failed["closureId"], Is.EqualTo((long?)closure["id"]));
        var rectification = (await unit.GetJsonAsync($"tasks/{task}/rectifications"))["items"]!.AsArray().Single()!;
        Assert.That((string?)rectification["rectifyBy"], Is.EqualTo("2018-10-20"));
        Assert.That((long?)rectification["recheckId"], Is.EqualTo((long?)failed["id"]));
    }

    [Test]
    public async Task One_of_a_closing_and_a_review_at_once_counts()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var office = await SupervisorAsync();
        using var unit = await CoordinatorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => number % 2 == 0
            ? office.PostAsJsonAsync($"tasks/{task}/reviews", new { decision = "accept" })
            : office.PostAsJsonAsync($"tasks/{task}/closures", new { outcome = "cancelled", reason = "x" })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That((await office.GetJsonAsync($"tasks/{task}/closures"))["items"]!.AsArray(), Has.Count.EqualTo(1));
    }
}
