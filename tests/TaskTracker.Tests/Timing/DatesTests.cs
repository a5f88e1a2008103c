using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Deadlines;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Timing;

namespace TaskTracker.Tests.Timing;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class DatesTests(DatabaseProvider provider) : ServiceTests(provider)
{
    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    [Test]
    public async Task A_task_that_waits_for_its_date_is_found_until_the_office_fills_it_in()
    {
        var task = await Service.AddTaskAsync(kind: DeadlineKind.Conditional);
        using var office = await SupervisorAsync();
        Assert.That(await UndatedAsync(office), Does.Contain(task));

        var record = await office.PostCreatedAsync($"tasks/{task}/dates", new { date = "2018-09-30", basis = "市级节点通知" });

        Assert.That(await UndatedAsync(office), Does.Not.Contain(task));
        Assert.That(((string?)record["deadline"], (string?)record["deadlineBefore"], (string?)record["eventOn"]), Is.EqualTo(("2018-09-30", (string?)null, (string?)null)));
        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That(
            ((string?)shown["deadlineKind"], (string?)shown["dueOn"], (string?)shown["firstDeadline"]), Is.EqualTo(("date", "2018-09-30", (string?)null)));
        Assert.That((string?)(await office.GetJsonAsync($"tasks/{task}/history"))["items"]![0]!["act"], Is.EqualTo("date_set"));
    }

    [Test]
    public async Task A_date_that_was_filled_in_is_corrected_with_a_reason_and_both_stay_visible()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{task}/dates", new { date = "2018-09-30", basis = "通知" });

        using var silent = await office.PostAsJsonAsync($"tasks/{task}/dates", new { date = "2018-10-31", basis = "通知" });
        await office.PostCreatedAsync($"tasks/{task}/dates", new { date = "2018-10-31", basis = "通知", reason = "节点调整。" });

        await silent.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        var records = (await office.GetJsonAsync($"tasks/{task}/dates"))["items"]!.AsArray();
        Assert.That(records.Select(record => (string?)record!["deadline"]), Is.EqualTo(new[] { "2018-09-30", "2018-10-31" }));
        Assert.That((string?)records[1]!["deadlineBefore"], Is.EqualTo("2018-09-30"));
        Assert.That(await VersionOfAsync(task), Is.EqualTo(3));
    }

    [Test]
    public async Task A_printed_date_is_not_overwritten()
    {
        var task = await Service.AddTaskAsync(deadline: new(2018, 9, 30));
        using var office = await SupervisorAsync();

        using var response = await office.PostAsJsonAsync($"tasks/{task}/dates", new { date = "2018-10-31", basis = "通知" });

        await response.AssertProblemAsync(HttpStatusCode.Conflict, "date-printed");
    }

    [Test]
    public async Task Of_two_that_fill_in_a_date_at_once_one_wins()
    {
        var task = await Service.AddTaskAsync();
        using var office = await SupervisorAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(day => office.PostAsJsonAsync($"tasks/{task}/dates", new { date = $"2018-09-0{day}", basis = "通知" })));

        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(await Service.QueryAsync<long>("select count(*) from task_dates where task_id = @Task", new { Task = task }), Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task The_day_of_an_event_gives_the_deadline_and_a_corrected_one_another()
    {
        using var office = await SupervisorAsync();
        var task = await CreateAsync(office, new { amount = 5, unit = "working_days", @event = "接到通知" });
        Assert.That(await UndatedAsync(office), Does.Contain(task));

        var first = await office.PostCreatedAsync($"tasks/{task}/events", new { eventOn = "2018-09-28", basis = "通知收文单" });
        var second = await office.PostCreatedAsync($"tasks/{task}/events", new { eventOn = "2018-09-03", basis = "通知收文单", reason = "收文日期登记有误。" });

        Assert.That(((string?)first["deadline"], (bool)first["provisional"]!), Is.EqualTo(("2018-10-10", false)));
        Assert.That((string?)second["deadline"], Is.EqualTo("2018-09-10"));
        var shown = await office.GetJsonAsync($"tasks/{task}");
        Assert.That(((string?)shown["deadline"], (string?)shown["eventOn"]), Is.EqualTo(("2018-09-10", "2018-09-03")));
        var limit = shown["relativeLimit"]!;
        Assert.That(((int)limit["amount"]!, (string?)limit["unit"], (string?)limit["event"]), Is.EqualTo((5, "working_days", "接到通知")));
        Assert.That(await VersionOfAsync(task), Is.EqualTo(3));
    }

    [Test]
    public async Task Without_a_limit_an_event_needs_one()
    {
        var task = await Service.AddTaskAsync(kind: DeadlineKind.Conditional);
        using var office = await SupervisorAsync();

        using var without = await office.PostAsJsonAsync($"tasks/{task}/events", new { eventOn = "2018-08-01", basis = "通知" });
        var with = await office.PostCreatedAsync($"tasks/{task}/events", new { eventOn = "2018-08-01", basis = "通知", limit = new { amount = 30, unit = "days" } });

        await without.AssertProblemAsync(HttpStatusCode.Conflict, "no-relative-limit");
        Assert.That((string?)with["deadline"], Is.EqualTo("2018-08-31"));
    }

    [Test]
    public async Task A_deadline_on_days_that_are_not_announced_is_provisional_until_they_are()
    {
        using var office = await SupervisorAsync();
        var task = await CreateAsync(office, new { amount = 5, unit = "working_days" });
        var record = await office.PostCreatedAsync($"tasks/{task}/events", new { eventOn = "2028-05-26", basis = "通知" });
        await SettleAsync();
        var before = await office.GetJsonAsync($"tasks/{task}");

        using var put = await PutYearAsync(office, 2028, """{"status":"official","source":"通知","days":[{"date":"2028-01-01","off":true},{"date":"2028-05-29","off":true}]}""");
        await SettleAsync();

        Assert.That((bool)record["provisional"]!);
        Assert.That(((string?)before["deadline"], (bool)before["provisional"]!), Is.EqualTo(("2028-06-02", true)));
        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.Created), await put.Content.ReadAsStringAsync());
        var after = await office.GetJsonAsync($"tasks/{task}");
        Assert.That(((string?)after["deadline"], (bool)after["provisional"]!), Is.EqualTo(("2028-06-05", false)));
        Assert.That((string?)(await office.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray()[^1]!["act"], Is.EqualTo("reckoned_again"));
    }

    [TestCase("meeting", null, "2018-08-21", "20日")]
    [TestCase("instruction", "urgent", "2018-08-06", "5日")]
    [TestCase("instruction", "long", "2018-08-31", "30日")]
    public async Task A_task_without_a_date_gets_the_default_limit_of_its_source(string origin, string? urgency, string deadline, string words)
    {
        using var office = await SupervisorAsync();

        var task = await office.PostCreatedAsync("tasks", urgency is null
            ? new { origin, basis = "纪要", measure = "落实。", leadUnits = new[] { "区甲局" }, applyDefaultLimit = true }
            : new { origin, basis = "纪要", measure = "落实。", leadUnits = new[] { "区甲局" }, applyDefaultLimit = true, urgency });

        Assert.That(((string?)task["deadline"], (string?)task["dueOn"], (string?)task["firstDeadline"]), Is.EqualTo((deadline, deadline, deadline)));
        Assert.That((string?)task["deadlineText"], Does.StartWith("默认时限").And.Contain(words));
    }

    [Test]
    public async Task The_district_settles_its_default_limits_in_days_or_working_days()
    {
        using var office = await Service.ClientAsync(TaskTracker.Core.Tasks.Role.Supervisor, district: "west");
        using var wrong = await office.PatchAsync("rules", """{"defaultLimits":{"petition":{"amount":0}}}""", "*");
        using var changed = await office.PatchAsync("rules", """{"defaultLimits":{"petition":{"amount":7,"inWorkingDays":true}}}""", "*");

        var task = await office.PostCreatedAsync("tasks", new { origin = "petition", basis = "信访件", measure = "答复。", leadUnits = new[] { "区甲局" }, applyDefaultLimit = true });

        await wrong.AssertProblemAsync(HttpStatusCode.BadRequest, "validation");
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await changed.Content.ReadAsStringAsync());
        Assert.That(((string?)task["deadline"], (string?)task["deadlineText"]), Is.EqualTo(("2018-08-10", "默认时限：自登记之日起7个工作日内")));
    }

    [Test]
    public async Task A_date_and_a_default_limit_are_not_sent_together()
    {
        using var office = await SupervisorAsync();

        using var response = await office.PostAsJsonAsync(
            "tasks", new { origin = "meeting", basis = "纪要", measure = "落实。", leadUnits = new[] { "区甲局" }, applyDefaultLimit = true, deadline = "2018-09-01" });

        (await response.AssertProblemAsync(HttpStatusCode.BadRequest, "validation")).ErrorOf("deadline");
    }

    [Test]
    public async Task Units_are_told_of_the_date()
    {
        var task = await Service.AddTaskAsync(kind: DeadlineKind.Conditional, measure: "开通热线。");
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{task}/dates", new { date = "2018-09-30", basis = "通知" });
        await using (var scope = Service.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<TaskTracker.Outbox.OutboxDispatcher>().RunAsync(CancellationToken.None);
        using var lead = await CoordinatorAsync();

        var told = (await lead.GetJsonAsync("notifications"))["items"]!.AsArray();

        Assert.That(told.Select(news => (string?)news!["body"]), Has.Some.Contains("开通热线").And.Some.Contains("2018-09-30"));
    }

    private static async Task<long> CreateAsync(HttpClient office, object relativeLimit) =>
        (long)(await office.PostCreatedAsync("tasks", new { origin = "meeting", basis = "纪要", measure = "整改。", leadUnits = new[] { "区甲局" }, relativeLimit }))["id"]!;

    private static Task<HttpResponseMessage> PutYearAsync(HttpClient client, int year, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"calendar-years/{year}") { Content = Answers.RawJson(body) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return client.SendAsync(request);
    }

    private async Task SettleAsync()
    {
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReckonAgain>().RunAsync(CancellationToken.None);
    }

    private async Task<long> VersionOfAsync(long task) =>
        (await Service.QueryAsync<long>("select deadline_version from tasks where id = @Task", new { Task = task }))[0];

    private static async Task<long[]> UndatedAsync(HttpClient client) =>
        [.. (await client.GetJsonAsync("tasks?limit=200&undated=true"))["items"]!.AsArray().Select(task => (long)task!["id"]!)];
}
