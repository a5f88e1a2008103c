using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Supervision;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ChangeRequestTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static readonly DateOnly Due = new(2018, 8, 10);

    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task New_words_are_recorded_at_once_with_the_old_ones()
    {
        var task = await Service.AddTaskAsync(measure: "完善旧制度。", deadline: Due);
        using var unit = await CoordinatorAsync();

        var request = await unit.PostCreatedAsync(
            $"tasks/{task}/change-requests", new { kind = "text", reason = "名称有变。", proposed = new { measure = "完善新制度。" } });

        Assert.That((string?)request["state"], Is.EqualTo("recorded"));
        Assert.That((string?)request["former"]!["measure"], Is.EqualTo("完善旧制度。"));
        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["measure"], Is.EqualTo("完善新制度。"));
        Assert.That((string?)shown["etag"], Is.Not.EqualTo("\"1\""));
    }

    [Test]
    public async Task Units_are_changed_once_the_office_grants_it()
    {
        var task = await Service.AddTaskAsync(partner: "区乙局", deadline: Due);
        using var unit = await CoordinatorAsync();
        using var other = await CoordinatorAsync("区丙局");
        using var office = await SupervisorAsync();

        var request = await unit.PostCreatedAsync(
            $"tasks/{task}/change-requests", new { kind = "units", reason = "职责划转。", proposed = new { leadUnits = new[] { "区丙局" } } });
        using var hidden = await other.GetAsync($"tasks/{task}");
        var granted = await office.PostCreatedAsync($"tasks/{task}/change-requests/{request["id"]}/decisions", new { decision = "grant" });

        Assert.That((string?)request["state"], Is.EqualTo("pending"));
        Assert.That(hidden.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)granted["state"], Is.EqualTo("granted"));
        Assert.That((string?)granted["former"]!["leadUnits"]![0], Is.EqualTo("区甲局"));
        var shown = await other.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["leadUnits"]![0]!["name"], Is.EqualTo("区丙局"));
        Assert.That((string?)shown["partnerUnits"]![0]!["name"], Is.EqualTo("区乙局"), "what was not asked for stays");
        await other.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 5, done = "已接手。" });
    }

    [Test]
    public async Task Targets_and_deadline_are_changed_with_old_and_new_values_kept()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        var targets = await unit.PostCreatedAsync($"tasks/{task}/change-requests", new
        {
            kind = "targets",
            reason = "规模调整。",
            proposed = new { targets = new[] { new { name = "培训人数", comparison = ">=", value = 100, unit = "人", printed = "培训100人" } } },
        });
        var deadline = await unit.PostCreatedAsync(
            $"tasks/{task}/change-requests", new { kind = "deadline", reason = "x", proposed = new { deadline = "2018-12-31" } });

        await office.PostCreatedAsync($"tasks/{task}/change-requests/{targets["id"]}/decisions", new { decision = "grant" });
        await office.PostCreatedAsync($"tasks/{task}/change-requests/{deadline["id"]}/decisions", new { decision = "refuse", reason = "不予调整。" });

        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["targets"]![0]!["name"], Is.EqualTo("培训人数"));
        Assert.That((string?)shown["deadline"], Is.EqualTo("2018-08-10"));
        var kept = (await unit.GetJsonAsync($"tasks/{task}/change-requests"))["items"]!.AsArray();
        Assert.That(kept[0]!["former"]!["targets"]!.AsArray(), Is.Empty);
        Assert.That((string?)kept[1]!["decisionReason"], Is.EqualTo("不予调整。"));
    }

    [Test]
    public async Task A_stop_is_granted_as_a_rest_or_as_the_end()
    {
        var (resting, ending) = (await Service.AddTaskAsync(deadline: Due), await Service.AddTaskAsync(deadline: Due));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();

        foreach (var (task, stop) in new[] { (resting, "suspend"), (ending, "cancel") })
        {
            var request = await unit.PostCreatedAsync(
                $"tasks/{task}/change-requests", new { kind = "stop", reason = "政策调整。", proposed = new { stop } });
            await office.PostCreatedAsync($"tasks/{task}/change-requests/{request["id"]}/decisions", new { decision = "grant" });
        }

        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{resting}"))["state"], Is.EqualTo("suspended"));
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{resting}/suspensions"))["items"]![0]!["reason"], Is.EqualTo("政策调整。"));
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{ending}"))["outcome"], Is.EqualTo("cancelled"));
        Assert.That((await unit.GetJsonAsync($"tasks/{ending}/closures"))["items"]![0]!["changeRequestId"], Is.Not.Null);
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{ending}/change-requests"))["items"]![0]!["state"], Is.EqualTo("granted"));
    }

    [TestCase("""{"kind":"text","reason":"x","proposed":{}}""", "proposed")]
    [TestCase("""{"kind":"deadline","reason":"x","proposed":{"deadline":"2018-12-31","title":"x"}}""", "proposed")]
    [TestCase("""{"kind":"units","reason":"x","proposed":{"leadUnits":[]}}""", "proposed.leadUnits")]
    [TestCase("""{"kind":"units","reason":"x","proposed":{"leadUnits":["区丁局"]}}""", "leadUnits")]
    public async Task A_request_says_what_is_to_change_and_nothing_else(string json, string field)
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();

        using var response = await unit.PostAsync($"tasks/{task}/change-requests", Answers.RawJson(json));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
    }

    [Test]
    public async Task One_of_many_decisions_at_once_counts()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        var request = await unit.PostCreatedAsync(
            $"tasks/{task}/change-requests", new { kind = "deadline", reason = "x", proposed = new { deadline = "2018-12-31" } });

        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => office.PostAsJsonAsync(
            $"tasks/{task}/change-requests/{request["id"]}/decisions", new { decision = number % 2 == 0 ? "grant" : "refuse", reason = "x" })));

        Assert.That(decided.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
    }

    [Test]
    public async Task Days_at_rest_do_not_count_and_a_new_date_can_be_set()
    {
        var (kept, moved) = (await Service.AddTaskAsync(deadline: Due), await Service.AddTaskAsync(deadline: Due));
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        Service.Clock.SetDay(2018, 8, 9);
        foreach (var task in new[] { kept, moved })
            await office.PostCreatedAsync($"tasks/{task}/suspensions", new { reason = "等待批复。" });
        Service.Clock.SetDay(2018, 9, 1);
        var resting = await unit.GetJsonAsync($"tasks/{kept}");

        await office.PostCreatedAsync($"tasks/{kept}/resumptions", new { reason = "已批复。" });
        var ended = await office.PostCreatedAsync($"tasks/{moved}/resumptions", new { newDate = "2018-10-31" });
        Service.Clock.SetDay(2018, 9, 3);

        Assert.That((bool?)resting["overdue"], Is.False);
        Assert.That((string?)resting["suspendedOn"], Is.EqualTo("2018-08-09"));
        var shown = await unit.GetJsonAsync($"tasks/{kept}");
        Assert.That((int?)shown["daysOverdue"], Is.EqualTo(3), "1 to 3 September");
        Assert.That((string?)shown["deadline"], Is.EqualTo("2018-08-10"));
        Assert.That((string?)ended["endedOn"], Is.EqualTo("2018-09-01"));
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{moved}"))["deadline"], Is.EqualTo("2018-10-31"));
        var overdue = await office.GetJsonAsync("tasks?overdue=true&limit=200");
        Assert.That(overdue["items"]!.AsArray().Select(item => (long)item!["id"]!), Does.Contain(kept).And.Not.Contain(moved));
    }
}
