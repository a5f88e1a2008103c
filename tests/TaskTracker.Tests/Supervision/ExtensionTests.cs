using System.Net;
using System.Net.Http.Json;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Supervision;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ExtensionTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private static readonly DateOnly Due = new(2018, 8, 10);

    [SetUp]
    public async Task SetDayAsync()
    {
        Service.Clock.SetDay(2018, 8, 1);
        await Service.ExecuteAsync("delete from district_rules");
    }

    [Test]
    public async Task A_grant_moves_the_date_and_the_first_one_and_the_count_stay_visible()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();

        var request = await AskAsync(unit, task, "2018-09-30");
        var decision = await office.PostCreatedAsync(
            $"tasks/{task}/extension-requests/{request["id"]}/decisions", new { decision = "grant", newDate = "2018-09-15", reason = "酌情。" });

        Assert.That((string?)request["state"], Is.EqualTo("pending"));
        Assert.That((string?)request["nextStep"], Is.EqualTo("supervision_office"));
        Assert.That((string?)decision["newDate"], Is.EqualTo("2018-09-15"));
        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((string?)shown["deadline"], Is.EqualTo("2018-09-15"));
        Assert.That((string?)shown["firstDeadline"], Is.EqualTo("2018-08-10"));
        Assert.That((int?)shown["extensionCount"], Is.EqualTo(1));
        var kept = (await unit.GetJsonAsync($"tasks/{task}/extension-requests"))["items"]!.AsArray().Single()!;
        Assert.That((string?)kept["state"], Is.EqualTo("granted"));
        Assert.That((string?)kept["formerDate"], Is.EqualTo("2018-08-10"));
        Assert.That((string?)kept["askedDate"], Is.EqualTo("2018-09-30"));
        Assert.That((string?)kept["newDate"], Is.EqualTo("2018-09-15"));
        var history = (await unit.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray()[^1]!;
        Assert.That((string?)history["act"], Is.EqualTo("extension_granted"));
        Assert.That((string?)history["changes"]![0]!["from"], Is.EqualTo("2018-08-10"));
    }

    [Test]
    public async Task A_refusal_keeps_the_date_and_a_request_that_waits_does_not_stop_overdue()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        var request = await AskAsync(unit, task, "2018-09-30");
        using var second = await unit.PostAsJsonAsync($"tasks/{task}/extension-requests", Body("2018-10-30"));
        await second.AssertProblemAsync(HttpStatusCode.Conflict, "extension-pending");
        Service.Clock.SetDay(2018, 8, 11);
        var overdue = (bool?)(await unit.GetJsonAsync($"tasks/{task}"))["overdue"];

        await office.PostCreatedAsync($"tasks/{task}/extension-requests/{request["id"]}/decisions", new { decision = "refuse", reason = "理由不足。" });

        Assert.That(overdue, Is.True);
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{task}"))["deadline"], Is.EqualTo("2018-08-10"));
        var decisions = (await unit.GetJsonAsync($"tasks/{task}/extension-requests/{request["id"]}/decisions"))["items"]!.AsArray();
        Assert.That((string?)decisions.Single()!["reason"], Is.EqualTo("理由不足。"));
        using var again = await office.PostAsJsonAsync($"tasks/{task}/extension-requests/{request["id"]}/decisions", new { decision = "grant" });
        await again.AssertProblemAsync(HttpStatusCode.Conflict, "already-decided");
    }

    [Test]
    public async Task After_its_date_the_office_alone_extends_and_it_is_marked()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();
        Service.Clock.SetDay(2018, 8, 20);

        using var refused = await unit.PostAsJsonAsync($"tasks/{task}/extension-requests", Body("2018-09-30"));
        var request = await AskAsync(office, task, "2018-09-30");
        await office.PostCreatedAsync($"tasks/{task}/extension-requests/{request["id"]}/decisions", new { decision = "grant" });

        await refused.AssertProblemAsync(HttpStatusCode.Conflict, "extension-after-expiry");
        Assert.That((bool?)request["afterExpiry"], Is.True);
        var shown = await unit.GetJsonAsync($"tasks/{task}");
        Assert.That((bool?)shown["overdue"], Is.False);
        Assert.That((bool?)shown["wasLate"], Is.True);
    }

    [Test]
    public async Task Approvers_decide_in_the_order_that_the_district_has_set()
    {
        using var office = await SupervisorAsync();
        using (var changed = await office.PatchAsync(
            "rules", """{"extensionSteps":["collecting_unit","supervision_office","district_leader"]}""", "*"))
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await changed.Content.ReadAsStringAsync());
        var task = await TaskCollectedByAsync("区丙局");
        using var unit = await CoordinatorAsync();
        using var collector = await CoordinatorAsync("区丙局");
        var path = $"tasks/{task}/extension-requests/{(await AskAsync(unit, task, "2018-09-30"))["id"]}/decisions";

        using var early = await office.PostAsJsonAsync(path, new { decision = "grant" });
        await collector.PostCreatedAsync(path, new { decision = "grant" });
        await office.PostCreatedAsync(path, new { decision = "grant" });
        var between = await unit.GetJsonAsync($"tasks/{task}");
        using var unfounded = await office.PostAsJsonAsync(path, new { decision = "grant" });
        await office.PostCreatedAsync(path, new { decision = "grant", basis = "区长批示。" });

        await early.AssertProblemAsync(HttpStatusCode.Forbidden, "not-your-step");
        await unfounded.AssertProblemAsync(HttpStatusCode.Conflict, "approval-basis-missing");
        Assert.That((string?)between["deadline"], Is.EqualTo("2018-08-10"));
        Assert.That((string?)(await unit.GetJsonAsync($"tasks/{task}"))["deadline"], Is.EqualTo("2018-09-30"));
        Assert.That(
            (await unit.GetJsonAsync(path))["items"]!.AsArray().Select(step => (string?)step!["approver"]),
            Is.EqualTo(new[] { "collecting_unit", "supervision_office", "district_leader" }));
    }

    [Test]
    public async Task Beyond_the_limit_the_office_files_and_decides()
    {
        using var office = await SupervisorAsync();
        using (var changed = await office.PatchAsync("rules", """{"extensionLimit":0}""", "*"))
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await changed.Content.ReadAsStringAsync());
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();

        using var refused = await unit.PostAsJsonAsync($"tasks/{task}/extension-requests", Body("2018-09-30"));

        var problem = await refused.AssertProblemAsync(HttpStatusCode.Conflict, "extension-limit");
        Assert.That((string?)problem["detail"], Does.Contain("supervision office"));
        await AskAsync(office, task, "2018-09-30");
    }

    [Test]
    public async Task One_of_many_requests_and_one_of_many_decisions_at_once_count()
    {
        var task = await Service.AddTaskAsync(deadline: Due);
        using var unit = await CoordinatorAsync();
        using var office = await SupervisorAsync();

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => unit.PostAsJsonAsync($"tasks/{task}/extension-requests", Body("2018-09-30"))));
        var request = await asked.Single(answer => answer.StatusCode == HttpStatusCode.Created).JsonAsync();
        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => office.PostAsJsonAsync(
            $"tasks/{task}/extension-requests/{request["id"]}/decisions",
            number % 2 == 0 ? new { decision = "grant", reason = "x" } : new { decision = "refuse", reason = "x" })));

        Assert.That(asked.Count(answer => answer.StatusCode == HttpStatusCode.Conflict), Is.EqualTo(7));
        Assert.That(decided.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        foreach (var refused in decided.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await refused.AssertProblemAsync(HttpStatusCode.Conflict, "already-decided");
    }

    [TestCase("""{"extensionSteps":[]}""", "extensionSteps")]
    [TestCase("""{"extensionSteps":["supervision_office","supervision_office"]}""", "extensionSteps")]
    [TestCase("""{"extensionLimit":-1}""", "extensionLimit")]
    [TestCase("""{"orderLadder":[]}""", "orderLadder")]
    public async Task Rules_that_cannot_work_are_refused(string json, string field)
    {
        using var office = await SupervisorAsync();

        using var response = await office.PatchAsync("rules", json, "*");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await response.JsonAsync()).ErrorOf(field), Is.Not.Empty);
    }

    private static object Body(string newDate) => new { reason = "审批未完成。", progress = "已完成设计。", newDate };

    private static Task<System.Text.Json.Nodes.JsonNode> AskAsync(HttpClient client, long task, string newDate) =>
        client.PostCreatedAsync($"tasks/{task}/extension-requests", Body(newDate));

    private async Task<long> TaskCollectedByAsync(string unit)
    {
        var now = Service.Clock.Now();
        await Service.ExecuteAsync(
            """
            insert into documents (district_id, file_name, sha256, lines, characters, draft, uploaded_at, uploaded_by, updated_at)
            values ('east', 'a.txt', 'x', 1, 1, '{}', @now, 'key:1', @now)
            """,
            new { now });
        await Service.ExecuteAsync(
            """
            insert into source_documents (district_id, document_id, title, source_key, line_start, line_end)
            select district_id, id, '文件', 'x', 1, 1 from documents
            """);
        await Service.ExecuteAsync(
            """
            insert into task_lists (district_id, source_document_id, title, kind, line_start, line_end, source_key, updated_at, collecting_unit_id)
            select district_id, id, '清单名', 'tasks', 1, 1, 'x', @now, @collector from source_documents
            """,
            new { now, collector = await Service.UnitIdAsync(unit) });
        var task = await Service.AddTaskAsync(deadline: Due);
        await Service.ExecuteAsync("update tasks set list_id = (select max(id) from task_lists) where id = @task", new { task });
        return task;
    }
}
