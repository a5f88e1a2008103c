using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class CorrectTaskTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [Test]
    public async Task A_corrected_deadline_counts_and_the_first_one_stays_visible()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 6, 30));
        using var office = await SupervisorAsync();

        using var response = await office.PatchAsync($"tasks/{task}", """{"deadline":"2018-09-30","reason":"印刷有误。"}""", "\"1\"");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["deadline"], Is.EqualTo("2018-09-30"));
        Assert.That((string?)shown["firstDeadline"], Is.EqualTo("2018-06-30"));
        Assert.That((bool)shown["overdue"]!, Is.False);
        var entry = (await office.GetJsonAsync($"tasks/{task}/history"))["items"]![0]!;
        Assert.That((string?)entry["act"], Is.EqualTo("corrected"));
        Assert.That((string?)entry["reason"], Is.EqualTo("印刷有误。"));
        Assert.That(entry["changes"]![0]!.ToJsonString(), Is.EqualTo("""{"field":"deadline","from":"2018-06-30","to":"2018-09-30"}"""));
    }

    [Test]
    public async Task New_units_see_the_task_and_it_is_found_by_its_new_words()
    {
        var task = await Service.AddTaskAsync(lead: "区甲局", measure: "旧的措施。");
        using var office = await SupervisorAsync();
        using var newcomer = await CoordinatorAsync("区丙局");

        using var response = await office.PatchAsync($"tasks/{task}", """{"measure":"崭新办法。","leadUnits":["区丙局"]}""", "\"1\"");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        Assert.That((await newcomer.GetJsonAsync("tasks?q=崭新"))["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That((await office.GetJsonAsync("tasks?q=旧的措施"))["items"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task Two_corrections_of_the_same_version_do_not_both_pass()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(number => office.PatchAsync($"tasks/{task}", $$"""{"number":"{{number}}"}""", "\"1\"")));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(
            answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).Select(answer => answer.StatusCode),
            Is.All.AnyOf(HttpStatusCode.PreconditionFailed, HttpStatusCode.Conflict));
    }

    [Test]
    public async Task Without_If_Match_nothing_is_changed()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        using var response = await office.PatchAsync($"tasks/{task}", """{"number":"3"}""", null);

        await response.AssertProblemAsync(HttpStatusCode.PreconditionRequired, "precondition-required");
    }

    [Test]
    public async Task A_stale_If_Match_is_answered_with_the_current_ETag()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();
        using var first = await office.PatchAsync($"tasks/{task}", """{"number":"3"}""", "\"1\"");

        using var response = await office.PatchAsync($"tasks/{task}", """{"number":"4"}""", "\"1\"");

        await response.AssertProblemAsync(HttpStatusCode.PreconditionFailed, "stale");
        Assert.That(response.Headers.ETag!.Tag, Is.EqualTo("\"2\""));
    }

    [Test]
    public async Task The_ETag_of_an_overdue_task_changes_with_the_day_and_still_serves_a_correction()
    {
        var task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 7, 30));
        using var office = await SupervisorAsync();
        using var first = await office.GetAsync($"tasks/{task}");
        Service.Clock.Advance(TimeSpan.FromDays(1));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"tasks/{task}");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var nextDay = await office.SendAsync(request);
        using var corrected = await office.PatchAsync($"tasks/{task}", """{"number":"3"}""", first.Headers.ETag!.Tag);

        Assert.That(nextDay.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(corrected.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Service.Clock.Set(Service.Clock.GetUtcNow().AddDays(-1));
    }

    [TestCase("""{"measure":null}""", "measure")]
    [TestCase("""{"measure":" "}""", "measure")]
    [TestCase("""{"leadUnits":[]}""", "leadUnits")]
    [TestCase("""{"leadUnits":["区没局"]}""", "leadUnits")]
    [TestCase("""{"deadline":"2018-13-01"}""", "deadline")]
    [TestCase("""{"deadline":null,"deadlineKind":"year_end"}""", "deadline")]
    [TestCase("""{"deadline":"2018-12-31","deadlineKind":"conditional"}""", "deadline")]
    [TestCase("""{"deadlineKind":"someday"}""", "deadlineKind")]
    [TestCase("""{"state":"closed"}""", "state")]
    [TestCase("""{}""", "body")]
    [TestCase("""[]""", "body")]
    [TestCase("""{"measure":""", "body")]
    public async Task Bad_input_is_refused_by_the_field_as_sent(string json, string field)
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        using var response = await office.PatchAsync($"tasks/{task}", json, "\"1\"");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await response.Content.ReadAsStringAsync());
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
        Assert.That((await Service.QueryAsync<int>("select version from tasks where id = @task", new { task }))[0], Is.EqualTo(1));
    }

    [Test]
    public async Task A_task_from_elsewhere_is_recorded_with_its_basis()
    {
        using var office = await SupervisorAsync();

        using var response = await office.PostAsJsonAsync("tasks", new
        {
            origin = "meeting",
            basis = "第12次常务会议纪要",
            measure = "制定停车方案。",
            leadUnits = new[] { "区甲局" },
            partnerUnits = new[] { "各相关部门" },
            deadline = "2018-10-31",
        });

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created), await response.Content.ReadAsStringAsync());
        var shown = await office.GetJsonAsync(response.Headers.Location!.PathAndQuery);
        Assert.That((string?)shown["basis"], Is.EqualTo("第12次常务会议纪要"));
        Assert.That((string?)shown["deadlineKind"], Is.EqualTo("date"));
        Assert.That((string?)shown["partnerUnits"]![0]!["unit"]!["name"], Is.EqualTo("各相关部门"));
    }
}
