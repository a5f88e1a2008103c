using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Supervision;

/// <summary>Whatever ends a task ends what waits on it, visibly; nobody can rule on it any more, not even after a look-back.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class LapseTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private HttpClient _office = null!, _unit = null!;
    private long _task, _order, _extension, _change, _handOver;

    [SetUp]
    public async Task LetEverythingWaitAsync()
    {
        Service.Clock.SetDay(2018, 8, 1);
        (_office, _unit) = (await SupervisorAsync(), await CoordinatorAsync());
        _task = await Service.AddTaskAsync(deadline: new DateOnly(2018, 12, 31));
        _extension = await AskAsync("extension-requests", new { reason = "x", progress = "x", newDate = "2019-03-31" });
        _change = await AskAsync("change-requests", new { kind = "stop", reason = "x", proposed = new { stop = "cancel" } });
        await AskAsync("change-requests", new { kind = "deadline", reason = "x", proposed = new { deadline = "2019-04-30" } });
        _handOver = await AskAsync("hand-over-requests", new { toUnit = "区丙局", reason = "x" });
        await AskAsync("forecasts", new { outlook = "at_risk", reason = "x" });
        _order = (long)(await _office.PostCreatedAsync($"tasks/{_task}/orders", new { level = "blue", demand = "x" }))["id"]!;
        await _unit.PostCreatedAsync($"orders/{_order}/answers", new { answer = "x" });
        await _office.PostCreatedAsync($"tasks/{_task}/rectifications", new { demand = "x", rectifyBy = "2018-08-31" });
        Service.Clock.SetDay(2018, 8, 20);
    }

    [TearDown]
    public void HangUp()
    {
        _office.Dispose();
        _unit.Dispose();
    }

    [TestCase("closed")]
    [TestCase("closed while it rests")]
    [TestCase("reviewed")]
    [TestCase("cancelled on request")]
    [TestCase("repealed")]
    public async Task What_waits_on_a_task_lapses_with_it_on_that_day(string how)
    {
        await EndAsync(how);

        Assert.That((string?)(await ShownAsync())["state"], Is.EqualTo("closed"));
        Assert.That(await WaitingAsync(), Is.EqualTo(new[]
        {
            "extension lapsed 2018-08-20", how == "cancelled on request" ? "change granted " : "change lapsed 2018-08-20", "change lapsed 2018-08-20",
            "hand-over lapsed 2018-08-20", "order lapsed 2018-08-20", "rectification lapsed 2018-08-20", "forecast at_risk over",
        }));
        Assert.That((await ShownAsync())["forecast"], Is.Null);
        Assert.That((await _office.GetJsonAsync("tasks?forecast=at_risk,cannot_meet"))["items"]!.AsArray().Select(task => (long)task!["id"]!), Has.No.Member(_task));
    }

    [Test]
    public async Task A_completion_request_lapses_where_the_office_closes_without_a_review()
    {
        await AskAsync("completion-requests", new { statement = "已完成。" });

        await EndAsync("closed");

        var request = (await _unit.GetJsonAsync($"tasks/{_task}/completion-requests"))["items"]![0]!;
        Assert.That($"{request["decision"]} {DayOf(request)}", Is.EqualTo("lapsed 2018-08-20"));
    }

    [Test]
    public async Task After_a_look_back_what_lapsed_stays_so_and_can_be_asked_for_anew()
    {
        await EndAsync("closed");
        await _office.PostCreatedAsync($"tasks/{_task}/rechecks", new { finding = "failed", report = "x" });
        var waiting = await WaitingAsync();

        foreach (var (path, code) in new[]
        {
            ($"tasks/{_task}/extension-requests/{_extension}/decisions", "already-decided"), ($"tasks/{_task}/change-requests/{_change}/decisions", "already-decided"),
            ($"tasks/{_task}/hand-over-requests/{_handOver}/ruling", "already-ruled"), ($"orders/{_order}/rulings", "no-answer-waits"),
        })
        {
            using var ruled = await _office.PostAsJsonAsync(path, new { decision = path.StartsWith("orders", StringComparison.Ordinal) ? "accept" : "grant" });
            await ruled.AssertProblemAsync(HttpStatusCode.Conflict, code);
        }

        Assert.That(await WaitingAsync(), Is.EqualTo(waiting));
        await AskAsync("extension-requests", new { reason = "x", progress = "x", newDate = "2019-03-31" });
        await AskAsync("hand-over-requests", new { toUnit = "区丙局", reason = "x" });
        using var again = await _unit.PostAsJsonAsync($"tasks/{_task}/hand-over-requests", new { toUnit = "区丙局", reason = "x" });
        await again.AssertProblemAsync(HttpStatusCode.Conflict, "hand-over-asked");
    }

    [Test]
    public async Task With_the_dated_part_of_a_task_the_request_for_more_time_lapses_and_the_others_wait_on()
    {
        await Service.ExecuteAsync("update tasks set ongoing_afterwards = 1 where id = @Task", new { Task = _task });

        await EndAsync("reviewed");

        Assert.That((string?)(await ShownAsync())["state"], Is.EqualTo("in_progress"));
        Assert.That(await WaitingAsync(), Is.EqualTo(new[]
        {
            "extension lapsed 2018-08-20", "change pending ", "change pending ", "hand-over pending ", "order answered ", "rectification open ",
            "forecast at_risk over",
        }));
    }

    private async Task EndAsync(string how)
    {
        switch (how)
        {
            case "closed while it rests":
                await _office.PostCreatedAsync($"tasks/{_task}/suspensions", new { reason = "x" });
                goto case "closed";
            case "closed":
                await _office.PostCreatedAsync($"tasks/{_task}/closures", new { outcome = "cancelled", reason = "x" });
                break;
            case "reviewed":
                await AskAsync("completion-requests", new { statement = "已完成。" });
                await _office.PostCreatedAsync($"tasks/{_task}/reviews", new { decision = "accept" });
                break;
            case "cancelled on request":
                await _office.PostCreatedAsync($"tasks/{_task}/change-requests/{_change}/decisions", new { decision = "grant" });
                break;
            case "repealed":
                await Service.AddListAsync("旧清单", _task);
                var documents = await Service.QueryAsync<(long Source, long Document)>("select max(id), max(document_id) from source_documents");
                await Service.ExecuteAsync("update tasks set source_document_id = @Source where id = @Task", new { documents[0].Source, Task = _task });
                await Service.AddListAsync("新清单");
                await _office.PostCreatedAsync($"documents/{documents[0].Document + 1}/repeals", new { sourceDocumentId = documents[0].Source, reason = "x" });
                break;
        }
    }

    private async Task<long> AskAsync(string collection, object body) => (long)(await _unit.PostCreatedAsync($"tasks/{_task}/{collection}", body))["id"]!;

    private Task<JsonNode> ShownAsync() => _unit.GetJsonAsync($"tasks/{_task}");

    /// <summary>What was asked for, warned of or demanded: where it stands, and the day on which it lapsed.</summary>
    private async Task<string[]> WaitingAsync()
    {
        var lines = new List<string>();
        foreach (var (name, collection) in new[]
        {
            ("extension", "extension-requests"), ("change", "change-requests"), ("hand-over", "hand-over-requests"), ("order", "orders"),
            ("rectification", "rectifications"),
        })
        {
            lines.AddRange((await _unit.GetJsonAsync($"tasks/{_task}/{collection}"))["items"]!.AsArray()
                .Select(record => $"{name} {record!["state"]} {DayOf(record)}"));
        }

        return
        [
            .. lines,
            .. (await _unit.GetJsonAsync($"tasks/{_task}/forecasts"))["items"]!.AsArray()
                .Select(forecast => $"forecast {forecast!["outlook"]} {((bool)forecast["inForce"]! ? "in force" : "over")}"),
        ];
    }

    private static string DayOf(JsonNode record) =>
        (string?)record["lapsedAt"] is { } at ? DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "";
}
