using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Outbox;

namespace TaskTracker.Tests.Progress;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ForecastTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task A_warning_is_shown_on_the_task_moves_no_deadline_and_is_told_to_the_office()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "at_risk", reason = "场地未定。" });
        Service.Clock.SetDay(2018, 8, 20);
        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "cannot_meet", reason = "场地落空。", expectedOn = "2019-02-28" });

        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["forecast"]!["outlook"], Is.EqualTo("cannot_meet"));
        Assert.That((string?)shown["forecast"]!["since"], Is.EqualTo("2018-08-20"));
        Assert.That((string?)shown["forecast"]!["expectedOn"], Is.EqualTo("2019-02-28"));
        Assert.That((string?)shown["deadline"], Is.EqualTo("2018-12-31"));
        Assert.That((await office.GetJsonAsync("tasks?forecast=cannot_meet,at_risk&limit=200"))["items"]!.AsArray().Select(item => (long)item!["id"]!), Does.Contain(task));
        Assert.That((await office.GetJsonAsync("tasks?forecast=at_risk&limit=200"))["items"]!.AsArray().Select(item => (long)item!["id"]!), Does.Not.Contain(task));
        Assert.That((await office.GetJsonAsync($"tasks/{task}/forecasts"))["items"]!.AsArray(), Has.Count.EqualTo(2));
        await Service.DispatchAsync();
        Assert.That(
            await Service.QueryAsync<string>("select body from notifications where task_id = @task and kind = 'forecast_declared' and unit_id is null order by id", new { task }),
            Has.Exactly(2).Items.And.Some.Contains("预计2019-02-28完成"));
    }

    [Test]
    public async Task A_warning_repeated_keeps_its_first_day_and_one_taken_back_is_gone_but_recorded()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        using var unit = await CoordinatorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "at_risk", reason = "场地未定。" });
        Service.Clock.SetDay(2018, 9, 1);
        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "at_risk", reason = "仍未定。" });
        var repeated = (string?)(await unit.GetJsonAsync($"tasks/{task}"))["forecast"]!["since"];

        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "on_track", reason = "场地已定。" });

        Assert.That(repeated, Is.EqualTo("2018-08-01"));
        Assert.That((await unit.GetJsonAsync($"tasks/{task}"))["forecast"], Is.Null);
        Assert.That((await unit.GetJsonAsync($"tasks/{task}/forecasts"))["items"]!.AsArray(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Another_deadline_ends_a_warning_about_the_old_one()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/forecasts", new { outlook = "cannot_meet", reason = "场地落空。", expectedOn = "2019-02-28" });

        using var corrected = await office.PatchAsync($"tasks/{task}", """{"deadline":"2019-03-31"}""", "*");

        Assert.That((await corrected.JsonAsync())["forecast"], Is.Null);
    }

    [TestCase("""{"outlook":"cannot_meet","reason":"x"}""", "expectedOn")]
    [TestCase("""{"outlook":"on_track","reason":"x","expectedOn":"2019-02-28"}""", "expectedOn")]
    [TestCase("""{"outlook":"at_risk","reason":""}""", "reason")]
    public async Task A_warning_must_be_whole(string json, string field)
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        using var unit = await CoordinatorAsync();

        using var response = await unit.PostAsync($"tasks/{task}/forecasts", Answers.RawJson(json));

        Assert.That((await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task A_day_that_is_no_later_and_a_task_without_a_date_are_refused()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        var undated = await Service.AddTaskAsync();
        using var unit = await CoordinatorAsync();

        using var early = await unit.PostAsJsonAsync($"tasks/{task}/forecasts", new { outlook = "cannot_meet", reason = "x", expectedOn = "2018-12-31" });
        using var none = await unit.PostAsJsonAsync($"tasks/{undated}/forecasts", new { outlook = "at_risk", reason = "x" });

        await early.AssertProblemAsync(HttpStatusCode.Conflict, "expected-too-early");
        await none.AssertProblemAsync(HttpStatusCode.Conflict, "no-deadline");
    }

    [Test]
    public async Task The_pace_stands_on_the_task_and_the_district_settles_what_is_behind()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 11, 9));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 30, done = "已启动。" });
        Service.Clock.SetDay(2018, 9, 25);

        var onPace = await unit.GetAsync($"tasks/{task}");
        Service.Clock.SetDay(2018, 9, 26);
        var behind = await unit.GetJsonAsync($"tasks/{task}");
        using var settled = await office.PatchAsync("rules", """{"pacePoints":60}""", "*");
        var lenient = await unit.GetJsonAsync($"tasks/{task}");
        using var back = await office.PatchAsync("rules", """{"pacePoints":null}""", "*");

        Assert.That((string?)(await onPace.JsonAsync())["pace"]!["state"], Is.EqualTo("on_pace"));
        Assert.That(behind["pace"]!.ToJsonString(), Is.EqualTo("""{"state":"behind","timePercent":56,"workPercent":30,"behindFrom":"2018-09-26"}"""));
        Assert.That((string?)lenient["pace"]!["state"], Is.EqualTo("on_pace"));
        Assert.That($"{onPace.Headers.ETag}", Is.Not.EqualTo((string?)behind["etag"]), "who polls must see it turn");
    }
}
