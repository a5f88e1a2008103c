using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Supervision;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ReviewTaskTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task An_accepted_task_is_closed_and_late_for_ever_if_it_was_handed_in_late()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 7, 31));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();

        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["state"], Is.EqualTo("closed"));
        Assert.That((string?)shown["outcome"], Is.EqualTo("completed"));
        Assert.That((bool)shown["closedLate"]!, Is.True);
        Assert.That((string?)shown["completedOn"], Is.EqualTo("2018-08-01"));
    }

    [Test]
    public async Task What_was_handed_in_on_its_last_day_is_on_time_however_long_the_review_takes()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 8, 1));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        Service.Clock.Set(new DateTimeOffset(2018, 8, 1, 23, 59, 59, TimeSpan.FromHours(8)));
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        Service.Clock.SetDay(2018, 8, 20);

        var waiting = await office.GetJsonAsync($"tasks/{task}");
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });

        Assert.That((bool)waiting["overdue"]!, Is.False);
        Assert.That((bool)(await office.GetJsonAsync($"tasks/{task}"))["closedLate"]!, Is.False);
    }

    [Test]
    public async Task A_returned_task_is_open_again_and_overdue_if_its_date_has_passed()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 8, 1));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
        Service.Clock.SetDay(2018, 8, 2);

        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "return", reason = "缺少佐证。" });

        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["state"], Is.EqualTo("in_progress"));
        Assert.That((bool)shown["overdue"]!, Is.True);
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{task}/reviews"))["items"]![0]!["reason"], Is.EqualTo("缺少佐证。"));
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已补充。" });
    }

    [TestCase("""{"decision":"return"}""", "reason")]
    [TestCase("""{"decision":"maybe"}""", "decision")]
    public async Task A_ruling_must_be_whole(string json, string field)
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        using var response = await office.PostAsync($"tasks/{task}/reviews", Answers.RawJson(json));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task Nothing_to_rule_on_is_a_conflict()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        using var response = await office.PostAsJsonAsync($"tasks/{task}/reviews", new { decision = "accept" });

        await response.AssertProblemAsync(HttpStatusCode.Conflict, "not-awaiting-review");
    }

    [Test]
    public async Task One_of_many_rulings_at_once_counts()
    {
        var task = await Service.AddTaskAsync();
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        await unit.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => office.PostAsJsonAsync($"tasks/{task}/reviews", new { decision = "accept" })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(await Service.QueryAsync<int>("select count(*) from reviews where task_id = @task", new { task }), Is.EqualTo(new[] { 1 }));
    }
}
