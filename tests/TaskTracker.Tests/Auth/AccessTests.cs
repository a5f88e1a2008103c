using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Documents;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Auth;

[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class AccessTests(DatabaseProvider provider) : ServiceTests(provider)
{
    /// <summary>Stands in every record of <c>east</c> that a list could show, and in none of <c>west</c>.</summary>
    private const string Mark = "东区专有";

    private long _task;
    private long _document;
    private long _list;
    private long _item;
    private long _notification;
    private int _uploads;

    [OneTimeSetUp]
    public async Task SetUpDocumentAsync()
    {
        using var office = await SupervisorAsync();
        var uploaded = await office.UploadAsync("a.txt", SampleText.Labelled(
            $"{Mark}工作方案", "东政发〔2018〕1号",
            [("1", $"{Mark}措施。", "区甲局", "区乙局", "2018年12月底前"), ("2", "健全机制。", "区甲局", "区乙局", "2018年底前")], $"{Mark}任务清单"));
        _document = (long)uploaded["id"]!;
        var draft = await office.GetJsonAsync($"documents/{_document}/draft");
        _item = (long)draft["documents"]![0]!["lists"]![0]!["items"]![0]!["id"]!;
        using var confirmed = await office.PostAsJsonAsync($"documents/{_document}/confirmation", new { });
        _list = (long)(await confirmed.JsonAsync())["lists"]![0]!["listId"]!;
        using var settled = await office.PatchAsync(
            $"task-lists/{_list}", """{"reportCycle":"monthly","reportDue":{"kind":"day","number":5,"inFollowingPeriod":true}}""", "*");
        Assert.That(settled.IsSuccessStatusCode, await settled.Content.ReadAsStringAsync());
        await Service.ExecuteAsync(
            """
            insert into notifications (district_id, unit_id, kind, title, body, created_at)
            values ('east', @Unit, 'task_returned', @Title, '请继续办理。', @Now)
            """,
            new { Unit = await Service.UnitIdAsync("区甲局"), Title = $"【退回】{Mark}措施", Now = Service.Clock.Now() });
        _notification = (await Service.QueryAsync<long>("select max(id) from notifications"))[0];
    }

    /// <summary>The gateway of the table is on this machine, where nobody listens.</summary>
    protected override (string Name, string Value)[] Settings => [("Gateways:AllowedHosts", "https://127.0.0.1:1")];

    [Test]
    public void Every_endpoint_stands_in_the_table_and_nothing_else()
    {
        var served = Service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!);

        Assert.That(served, Is.EquivalentTo(AccessTable.Rows.Keys));
    }

    [TestCaseSource(nameof(Cases))]
    public async Task The_table_holds(string endpoint, Visitor visitor, string expected)
    {
        var row = AccessTable.Rows[endpoint];
        var path = await PrepareAsync(row);
        using var client = await ClientAsync(visitor);

        using var response = await client.SendAsync(Request(row, path));

        var text = await response.Content.ReadAsStringAsync();
        Assert.That(((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), Is.EqualTo(expected.TrimEnd('+', '-')), text);
        if (expected.EndsWith('+'))
            Assert.That(text, Does.Contain(Mark));
        if (expected.EndsWith('-') || !response.IsSuccessStatusCode)
            Assert.That(text, Does.Not.Contain(Mark));
    }

    /// <summary>Every statement that the requests of the table run; on SQLite, which says how it finds rows before there are many.</summary>
    [Test]
    public async Task No_statement_walks_through_more_than_it_returns()
    {
        if (Provider is not DatabaseProvider.Sqlite)
            Assert.Pass("The plans are looked at on SQLite.");

        using var plans = QueryPlans.Listen(Service);
        foreach (var row in AccessTable.Rows.Values)
        {
            foreach (var visitor in new[] { Visitor.Lead, Visitor.Office, Visitor.LeadReader, Visitor.Admin })
            {
                using var client = await ClientAsync(visitor);
                (await client.SendAsync(Request(row, await PrepareAsync(row)))).Dispose();
            }
        }

        Assert.That(plans.Statements, Has.Count.GreaterThan(50));
        Assert.That(await plans.FaultsAsync(), Is.Empty);
    }

    [TestCase("select id from tasks", "all of a district")]
    [TestCase("select id from tasks where district_id = @DistrictId and measure = 'x'", "all of a district")]
    [TestCase("select id from tasks where district_id = @DistrictId and list_id = 1", null)]
    [TestCase("select id from receipts where district_id = @DistrictId and id > 1 order by id limit @Fetch", null)]
    [TestCase("select id from receipts where district_id = @DistrictId and unit_id = @Fetch and id > 1 order by id limit @Fetch", "all of a district")]
    [TestCase("select id from tasks where district_id = @DistrictId and id in (select task_id from task_units where district_id = @DistrictId and ordinal = 1) limit @Fetch", "all of a district")]
    [TestCase("select id from tasks where district_id = @DistrictId and state = 'closed' order by measure limit @Fetch", "sorted for a page")]
    [TestCase("select id from tasks where district_id = @DistrictId and due_on < '2018-12-31' order by updated_at limit @Fetch", "sorted for a page")]
    [TestCase("select id from tasks where district_id = @DistrictId and list_id = 1 order by measure limit @Fetch", null)]
    [TestCase("select state, count(*) from tasks where district_id = @DistrictId and due_on < '2018-12-31' group by state", "sorted for a page")]
    [TestCase("select i.id from draft_items i cross join draft_items e where e.district_id = i.district_id and e.document_id < i.document_id and i.district_id = @DistrictId and i.document_id = 1", "again and again")]
    [TestCase("select t.id from tasks t where t.district_id = @DistrictId and t.list_id = 1 and (t.percent = 0 or exists (select 1 from task_stages s where s.district_id = t.district_id and s.done_on is null and s.due_on < t.due_on))", "again and again")]
    [TestCase("select t.id from tasks t join audit_entries a on a.actor = t.origin", "an index is made")]
    public async Task What_a_statement_costs_is_found_out(string sql, string? fault)
    {
        if (Provider is not DatabaseProvider.Sqlite)
            Assert.Pass("The plans are looked at on SQLite.");

        var faults = await QueryPlans.FaultsAsync(Service, sql);

        Assert.That(faults, fault is null ? Is.Empty : Has.Some.StartsWith(fault), string.Join('\n', faults));
    }

    private static IEnumerable<TestCaseData> Cases()
    {
        foreach (var (endpoint, row) in AccessTable.Rows)
        {
            var answers = row.Answers.Split(' ');
            foreach (var visitor in Enum.GetValues<Visitor>())
                yield return new TestCaseData(endpoint, visitor, answers[(int)visitor]).SetArgDisplayNames(endpoint, $"{visitor}", answers[(int)visitor]);
        }
    }

    private async Task<string> PrepareAsync(AccessRow row)
    {
        var task = row.Path.Contains("{task}", StringComparison.Ordinal) || row.Method == "GET"
            ? await AddTaskAsync()
            : 0;
        _task = task;
        var report = 0L;
        using var lead = await CoordinatorAsync("区甲局");
        if (row.Path.Contains("{report}", StringComparison.Ordinal))
            report = (long)(await lead.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent = 5, done = "x" }))["id"]!;
        var evidence = 0L;
        if (row.Path.Contains("{evidence}", StringComparison.Ordinal))
        {
            using var added = await lead.PostAsync($"tasks/{task}/progress-reports/{report}/evidence", SampleText.Form("台账.txt", "台账"));
            evidence = (long)(await added.JsonAsync())["id"]!;
        }

        if (row.Path.Contains("milestones/1", StringComparison.Ordinal))
            await AddMilestoneAsync(task, row.State == "done");
        if (row.Path.Contains("occurrences/1", StringComparison.Ordinal))
            await AddOccurrenceAsync(task, row.State == "done");
        if (row.State == "undated")
            await Service.ExecuteAsync("update tasks set deadline_kind = 'conditional', deadline = null, due_on = null where id = @Id", new { Id = task });
        if (row.State == "handed in")
            await lead.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "x" });
        using var office = await SupervisorAsync();
        // By a key that does nothing else: whoever closed a task does not rule on an appeal against it.
        using var closer = Service.ClientWith(await Service.CreateKeyAsync(Role.Supervisor, null));
        var closure = 0L;
        if (row.State == "closed")
            closure = (long)(await closer.PostCreatedAsync($"tasks/{task}/closures", new { outcome = "completed", reason = "x" }))["id"]!;
        if (row.State == "suspended")
            await office.PostCreatedAsync($"tasks/{task}/suspensions", new { reason = "x" });
        var item = row.Path.Contains("{item}", StringComparison.Ordinal) ? await FreshItemAsync() : 0;
        var (request, link) = (0L, 0L);
        if (row.Path.Contains("{request}", StringComparison.Ordinal))
            request = (long)(await lead.PostCreatedAsync($"tasks/{task}/hand-over-requests", new { toUnit = "一街道", reason = "x" }))["id"]!;
        if (row.Path.Contains("{link}", StringComparison.Ordinal))
        {
            link = (long)(await office.PostCreatedAsync($"tasks/{task}/links", new { kind = "related", taskId = await Service.AddTaskAsync() }))["id"]!;
        }

        var delivery = row.Path.Contains("{delivery}", StringComparison.Ordinal)
            ? (await Service.QueryAsync<long>(InsertDelivery, new { State = row.State is "sent" ? "sent" : "failed", Now = Service.Clock.Now() }, commit: true))[0] : 0;
        var gateway = row.Path.Contains("{gateway}", StringComparison.Ordinal)
            ? (await Service.QueryAsync<long>(InsertGateway, new { Code = $"g{++_uploads}", Now = Service.Clock.Now() }, commit: true))[0] : 0;
        if (row.Path == "missing-receipts")
            await Service.ExecuteAsync("update task_parties set receipt_due_on = @Past where district_id = 'east' and task_id = @task", new { task, Past = new DateOnly(2017, 1, 3) });
        return (await WithRecordsAsync(row, lead, office))
            .Replace("{request}", Text(request), StringComparison.Ordinal)
            .Replace("{link}", Text(link), StringComparison.Ordinal)
            .Replace("{closure}", Text(closure), StringComparison.Ordinal)
            .Replace("{task}", Text(task), StringComparison.Ordinal)
            .Replace("{report}", Text(report), StringComparison.Ordinal)
            .Replace("{evidence}", Text(evidence), StringComparison.Ordinal)
            .Replace("{list}", Text(_list), StringComparison.Ordinal)
            .Replace("{document}", Text(_document), StringComparison.Ordinal)
            .Replace("{item}", Text(item), StringComparison.Ordinal)
            .Replace("{delivery}", Text(delivery), StringComparison.Ordinal)
            .Replace("{gateway}", Text(gateway), StringComparison.Ordinal)
            .Replace("{notification}", Text(_notification), StringComparison.Ordinal)
            .Replace("{unit}", Text(await Service.UnitIdAsync("区甲局")), StringComparison.Ordinal);
    }

    /// <summary>The path with the records below a task that it names, made for the purpose.</summary>
    private async Task<string> WithRecordsAsync(AccessRow row, HttpClient lead, HttpClient office)
    {
        foreach (var (place, by, collection, answers, body) in new (string, HttpClient, string, string, object)[]
        {
            ("{extension}", lead, "extension-requests", "", new { reason = "x", progress = "x", newDate = "2019-06-30" }),
            ("{change}", lead, "change-requests", "", new { kind = "deadline", reason = "x", proposed = new { deadline = "2019-06-30" } }),
            ("{appeal}", lead, "appeals", "", new { grounds = "x" }),
            ("{order}", office, "orders", "answers", new { level = "blue", demand = "x" }),
            ("{rectification}", office, "rectifications", "reports", new { demand = "x", rectifyBy = "2018-12-01" }),
        })
        {
            if (!row.Path.Contains(place, StringComparison.Ordinal))
                continue;

            var task = row.Path.Contains("{task}", StringComparison.Ordinal) ? _task : await AddTaskAsync();
            var record = Text((long)(await by.PostCreatedAsync($"tasks/{task}/{collection}", body))["id"]!);
            if (row.State == "answered")
                await lead.PostCreatedAsync($"{collection}/{record}/{answers}", new { answer = "x" });
            return row.Path.Replace(place, record, StringComparison.Ordinal);
        }

        return row.Path;
    }

    private Task<long> AddTaskAsync() =>
        Service.AddTaskAsync(lead: "区甲局", partner: "区乙局", measure: $"{Mark}任务。", deadline: new DateOnly(2018, 12, 31));

    private async Task AddMilestoneAsync(long task, bool done)
    {
        await using var transaction = await Service.BeginAsync();
        await transaction.AddMilestoneAsync("east", task, "x", null, new DateOnly(2018, 10, 1), null);
        await transaction.CommitAsync();
        if (done)
            await MarkAsync(task, "milestones");
    }

    private async Task AddOccurrenceAsync(long task, bool done)
    {
        await using var transaction = await Service.BeginAsync();
        await transaction.OpenOccurrencesAsync("east", task, [new Occurrence(new(2018, 9, 1), new(2018, 9, 30), false)]);
        await transaction.CommitAsync();
        if (done)
            await MarkAsync(task, "occurrences");
    }

    private async Task MarkAsync(long task, string stages)
    {
        using var lead = await CoordinatorAsync("区甲局");
        await lead.PostCreatedAsync($"tasks/{task}/{stages}/1/completions", new { });
    }

    /// <summary>An item that is no record yet, whatever was confirmed before.</summary>
    private async Task<long> FreshItemAsync()
    {
        await Service.ExecuteAsync("update draft_items set task_id = null, version = 1 where id = @Id", new { Id = _item });
        return _item;
    }

    private HttpRequestMessage Request(AccessRow row, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(row.Method), path);
        if (row.Method is "PATCH" or "PUT" or "DELETE")
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content = row.Body switch
        {
            null => null,
            "@evidence" => SampleText.Form("台账.txt", "检查台账"),
            "@file" => SampleText.Form("b.txt", SampleText.Labelled(
                "工作方案", $"东政发〔2018〕{100 + ++_uploads}号", [("1", "完善制度。", "区甲局", "", "年底前"), ("2", "健全机制。", "区甲局", "", "年底前")])),
            _ => new StringContent(
                row.Body.Replace("{n}", Text(++_uploads), StringComparison.Ordinal), Encoding.UTF8, new MediaTypeHeaderValue(row.Method == "PATCH" ? "application/merge-patch+json" : "application/json")),
        };
        return request;
    }

    private Task<HttpClient> ClientAsync(Visitor visitor) => visitor switch
    {
        Visitor.Nobody => Task.FromResult(Service.Anonymous()),
        Visitor.Lead => Service.ClientAsync(Role.Coordinator, "区甲局"),
        Visitor.Partner => Service.ClientAsync(Role.Coordinator, "区乙局"),
        Visitor.OtherUnit => Service.ClientAsync(Role.Coordinator, "区丙局"),
        Visitor.Office => Service.ClientAsync(Role.Supervisor),
        Visitor.Reader => Service.ClientAsync(Role.Reader),
        Visitor.LeadReader => Service.ClientAsync(Role.Reader, "区甲局"),
        Visitor.OtherReader => Service.ClientAsync(Role.Reader, "区丙局"),
        Visitor.Admin => Service.ClientAsync(Role.Admin),
        Visitor.ForeignUnit => Service.ClientAsync(Role.Coordinator, "区甲局", "west"),
        Visitor.ForeignOffice => Service.ClientAsync(Role.Supervisor, null, "west"),
        Visitor.ForeignReader => Service.ClientAsync(Role.Reader, null, "west"),
        _ => Service.ClientAsync(Role.Admin, null, "west"),
    };

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private const string InsertDelivery = """
        insert into deliveries (district_id, channel, recipient, address, state, alone, created_at, updated_at)
        values ('east', 'mail', 'office', 'a@b.example', @State, 0, @Now, @Now)
        returning id
        """;

    private const string InsertGateway = """
        insert into message_gateways (district_id, code, name, kind, url, payload, max_characters, active, created_at, updated_at)
        values ('east', @Code, 'x', 'custom', 'https://127.0.0.1:1/', '{}', 100, 1, @Now, @Now)
        returning id
        """;
}
