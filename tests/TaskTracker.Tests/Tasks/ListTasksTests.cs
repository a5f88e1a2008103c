using System.Net;
using System.Text.Json.Nodes;
using TaskTracker.Core.Deadlines;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class ListTasksTests(DatabaseProvider provider) : ServiceTests(provider)
{
    private readonly Dictionary<string, long> _tasks = [];
    private HttpClient _office = null!;

    [OneTimeSetUp]
    public async Task AddTasksAsync()
    {
        _office = await SupervisorAsync();
        _tasks["due"] = await Service.AddTaskAsync(deadline: new DateOnly(2018, 7, 31), measure: "改善空气质量。", no: "1");
        _tasks["late"] = await Service.AddTaskAsync(deadline: new DateOnly(2018, 6, 30), measure: "淘汰老旧柴油货运车。", no: "2");
        _tasks["later"] = await Service.AddTaskAsync(lead: "区乙局", partner: "区甲局", deadline: new DateOnly(2018, 12, 31), measure: "ＡＢＣ平台建设 100%完成。");
        _tasks["ongoing"] = await Service.AddTaskAsync(lead: "各街道办事处", deadline: new DateOnly(2018, 1, 31), kind: DeadlineKind.Ongoing, measure: "长期巡查。");
        _tasks["undated"] = await Service.AddTaskAsync(lead: "区老局", measure: "水");
        Service.Clock.SetDay(2018, 8, 1);
    }

    [OneTimeTearDown]
    public void DisposeOffice() => _office.Dispose();

    [TestCase("", "due late later ongoing undated")]
    [TestCase("overdue=true", "due late")]
    [TestCase("overdue=false", "later ongoing undated")]
    [TestCase("open=true", "due late later ongoing undated")]
    [TestCase("open=false", "")]
    [TestCase("closedLate=false&lead=区乙局", "later")]
    [TestCase("lead=区甲局", "due late undated")]
    [TestCase("unit=区甲局", "due late later undated")]
    [TestCase("partner=区甲局", "later")]
    [TestCase("lead=区老局", "undated")]
    [TestCase("lead=一街道", "ongoing")]
    [TestCase("lead=各街道办事处", "ongoing")]
    [TestCase("state=assigned,closed", "due late later ongoing undated")]
    [TestCase("state=closed", "")]
    [TestCase("dueFrom=2018-07-01", "due later")]
    [TestCase("dueFrom=2018-07-01&dueTo=2018-07-31", "due")]
    [TestCase("q=水", "undated")]
    [TestCase("q=空气", "due")]
    [TestCase("q=柴油货运车", "late")]
    [TestCase("q=车", "late")]
    [TestCase("q=abc平台", "later")]
    [TestCase("q=100%25", "later")]
    [TestCase("q=平台 建设", "later")]
    [TestCase("q=建设平台", "")]
    [TestCase("q=街道办事处", "ongoing")]
    [TestCase("q=_", "")]
    [TestCase("updatedSince=2018-07-31T00:00:00%2B08:00", "due late later ongoing undated")]
    [TestCase("updatedSince=2018-09-01T00:00:00Z", "")]
    [TestCase("sort=due&dueTo=2018-12-31", "late due later")]
    [TestCase("sort=-due&dueTo=2018-12-31", "later due late")]
    [TestCase("sort=due&dueFrom=2018-07-01", "due later")]
    [TestCase("sort=-due&dueFrom=2018-07-01", "later due")]
    public async Task A_filter_finds_these(string query, string expected)
    {
        var page = await _office.GetJsonAsync($"tasks?{query}");

        Assert.That(string.Join(' ', NamesOf(page)), Is.EqualTo(expected));
    }

    [TestCase("id")]
    [TestCase("due")]
    [TestCase("-due")]
    [TestCase("updated")]
    [TestCase("-updated")]
    public async Task Pages_of_one_hold_every_task_once(string sort)
    {
        var whole = NamesOf(await _office.GetJsonAsync($"tasks?sort={sort}")).ToList();
        var seen = new List<string>();
        string? next = $"tasks?sort={sort}&limit=1";
        while (next is not null)
        {
            var page = await _office.GetJsonAsync(next);
            seen.AddRange(NamesOf(page));
            next = (string?)page["next"];
        }

        Assert.That(whole, Has.Count.EqualTo(5));
        Assert.That(seen, Is.EqualTo(whole));
    }

    [Test]
    public async Task A_page_too_large_is_cut_and_a_total_is_given_on_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "tasks?limit=100000");
        request.Headers.Add("Prefer", "return=total-count");

        using var response = await _office.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Headers.GetValues("X-Total-Count"), Is.EqualTo(["5"]));
        Assert.That(response.Headers.Contains("Link"), Is.False);
    }

    [TestCase("limit=0", "limit")]
    [TestCase("limit=-1", "limit")]
    [TestCase("limit=many", "limit")]
    [TestCase("cursor=nonsense", "cursor")]
    [TestCase("overdue=yes", "overdue")]
    [TestCase("state=finished", "state")]
    [TestCase("sort=name", "sort")]
    [TestCase("dueFrom=2018-02-30", "dueFrom")]
    [TestCase("list=abc", "list")]
    [TestCase("lead=区没局", "lead")]
    [TestCase("colour=red", "colour")]
    [TestCase("overdue=true&overdue=false", "overdue")]
    public async Task A_bad_parameter_is_named_with_what_is_allowed(string query, string parameter)
    {
        using var response = await _office.GetAsync($"tasks?{query}");

        var problem = await response.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
        Assert.That(problem.ErrorOf(parameter), Is.Not.Empty);
    }

    [Test]
    public async Task A_cursor_of_another_order_is_refused()
    {
        var page = await _office.GetJsonAsync("tasks?sort=due&limit=1");
        var cursor = ((string)page["next"]!).Split("cursor=")[1];

        using var response = await _office.GetAsync($"tasks?sort=-due&cursor={cursor}");

        await response.AssertProblemAsync(HttpStatusCode.BadRequest, "invalid-parameter");
    }

    [Test]
    public async Task A_list_that_has_not_changed_is_not_sent_again()
    {
        using var first = await _office.GetAsync("tasks");
        using var request = new HttpRequestMessage(HttpMethod.Get, "tasks");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await _office.SendAsync(request);

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task An_item_of_a_list_has_the_fields_of_the_record()
    {
        var item = (await _office.GetJsonAsync("tasks?q=空气"))["items"]![0]!;

        var record = await _office.GetJsonAsync($"tasks/{_tasks["due"]}");

        Assert.That(item.ToJsonString(), Is.EqualTo(record.ToJsonString()));
        Assert.That((bool)record["overdue"]!, Is.True);
        Assert.That((int)record["daysOverdue"]!, Is.EqualTo(1));
    }

    private IEnumerable<string> NamesOf(JsonNode page) =>
        page["items"]!.AsArray().Select(item => _tasks.Single(task => task.Value == (long)item!["id"]!).Key);
}
