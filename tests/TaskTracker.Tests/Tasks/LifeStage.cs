using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Auth;
using TaskTracker.Tests.Documents;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Tasks;

/// <summary>A task that was brought into a state through the API, with the records that an act needs, and the request that plays the act.</summary>
internal sealed class LifeStage
{
    private static readonly CompositeFormat NewTask = CompositeFormat.Parse(
        """{{"origin":"meeting","basis":"纪要","measure":"落实。","leadUnits":["{0}"],"partnerUnits":["区乙局"]{1}}}""");

    private readonly TestService _service;
    private readonly LifeRecipe _recipe;
    private readonly HttpClient _lead;
    private readonly HttpClient _office;
    private string _path;
    private string? _body;

    private LifeStage(TestService service, LifeRecipe recipe, HttpClient lead, HttpClient office) =>
        (_service, _recipe, _lead, _office, _path, _body) = (service, recipe, lead, office, recipe.Row.Path, recipe.Body ?? recipe.Row.Body);

    public long Task { get; private set; }

    public static async Task<LifeStage> PrepareAsync(TestService service, LifeRecipe recipe, TaskState state, Func<Visitor, Task<HttpClient>> clientOf)
    {
        var stage = new LifeStage(service, recipe, await clientOf(Visitor.Lead), await clientOf(Visitor.Office));
        stage.Task = await stage.AddTaskAsync(dated: recipe.Row.State != "undated");
        await stage.AddRecordsAsync(state);
        await stage.MoveToAsync(state);
        return stage;
    }

    /// <summary>Where the act is played.</summary>
    public string Path => _path;

    /// <summary>What an act changes: the state, the version, how many acts the history holds.</summary>
    public async Task<(TaskState State, int Version, int Acts)> LookAsync()
    {
        var row = (await _service.QueryAsync<(string State, int Version, int Acts)>(SelectFacts, new { Id = Task })).Single();
        return (EnumNames.Parse<TaskState>(row.State), row.Version, row.Acts);
    }

    /// <summary>How many events about the task were published.</summary>
    public async Task<int> EventsAsync() => (await _service.QueryAsync<int>(SelectEvents, new { Inner = $"%\"taskId\":{Task},%", Last = $"%\"taskId\":{Task}}}%" })).Single();

    public HttpRequestMessage Request(string ifMatch = "*")
    {
        var request = new HttpRequestMessage(new HttpMethod(_recipe.Row.Method), _path);
        if (_recipe.Row.Method is "PATCH" or "PUT" or "DELETE")
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        var type = _recipe.Row.Method == "PATCH" ? "application/merge-patch+json" : "application/json";
        request.Content = _body switch
        {
            null => null,
            "@evidence" => SampleText.Form("台账.txt", "检查台账"),
            _ => new StringContent(_body, Encoding.UTF8, new MediaTypeHeaderValue(type)),
        };
        return request;
    }

    private async Task<long> AddTaskAsync(bool dated)
    {
        var body = string.Format(
            CultureInfo.InvariantCulture, NewTask, _recipe.OfAGroup ? "各街道办事处" : "区甲局", dated ? ""","deadline":"2018-12-31" """ : "");
        using var response = await _office.PostAsync("tasks", Answers.RawJson(body));
        return (long)(await response.JsonAsync())["id"]!;
    }

    private async Task AddRecordsAsync(TaskState state)
    {
        var done = _recipe.Row.State == "done";
        var answered = _recipe.Row.State == "answered";
        await FillAsync("{report}", () => CreateAsync(_lead, "progress-reports", new { percent = 5, done = "x" }));
        await FillAsync("{extension}", () => CreateAsync(_lead, "extension-requests", new { reason = "x", progress = "x", newDate = "2019-06-30" }));
        await FillAsync("{change}", () => CreateAsync(_lead, "change-requests", _recipe.Stop is { } stop
            ? new { kind = "stop", reason = "x", proposed = (object)new { stop } }
            : new { kind = "deadline", reason = "x", proposed = (object)new { deadline = "2019-06-30" } }));
        await FillAsync("{request}", () => CreateAsync(_lead, "hand-over-requests", new { toUnit = "区丙局", reason = "x" }));
        await FillAsync("{closure}", () => AddClosingAsync(stays: state is TaskState.Closed));
        await FillAsync("{appeal}", () => AddClosingAsync(state is TaskState.Closed, then: () => CreateAsync(_lead, "appeals", new { grounds = "x" })));
        await FillAsync("{order}", () => CreateAsync(_office, "orders", new { level = "blue", demand = "x" }), answered ? "answers" : null);
        await FillAsync("{rectification}", () => CreateAsync(_office, "rectifications", new { demand = "x", rectifyBy = "2018-12-01" }), answered ? "reports" : null);
        await FillAsync("{link}", async () => await CreateAsync(_office, "links", new { kind = "related", taskId = await AddTaskAsync(dated: true) }));
        await FillAsync("{unit}", () => _service.UnitIdAsync("区甲局"));
        await FillAsync("{other}", () => AddTaskAsync(dated: true));
        if (_path.Contains("/milestones/1", StringComparison.Ordinal))
            await CreateAsync(_office, "milestones", new { words = "x", dueOn = "2018-10-01" });
        if (_path.Contains("/occurrences/1", StringComparison.Ordinal))
            await AddOccurrenceAsync();
        if (done)
            await _lead.PostCreatedAsync(_path.Replace("{task}", Text(Task), StringComparison.Ordinal).Replace("reopenings", "completions", StringComparison.Ordinal), new { });
        _path = _path.Replace("{task}", Text(Task), StringComparison.Ordinal);
    }

    private async Task FillAsync(string place, Func<Task<long>> make, string? answers = null)
    {
        if (!_path.Contains(place, StringComparison.Ordinal) && _body?.Contains(place, StringComparison.Ordinal) is not true)
            return;

        var id = Text(await make());
        if (answers is not null)
            await _lead.PostCreatedAsync($"{_path.Split('/')[0]}/{id}/{answers}", new { answer = "x" });
        _path = _path.Replace(place, id, StringComparison.Ordinal);
        _body = _body?.Replace(place, id, StringComparison.Ordinal);
    }

    private async Task MoveToAsync(TaskState state)
    {
        switch (state)
        {
            case TaskState.InProgress when _recipe.OfAGroup:
                await HandInAsync(_lead);
                break;
            case TaskState.InProgress:
                await CreateAsync(_lead, "progress-reports", new { percent = 10, done = "x" });
                break;
            case TaskState.AwaitingReview:
                await HandInAsync(_lead);
                if (_recipe.OfAGroup)
                {
                    using var second = await _service.ClientAsync(Role.Coordinator, "二街道");
                    await HandInAsync(second);
                }

                break;
            case TaskState.Suspended:
                await CreateAsync(_office, "suspensions", new { reason = "x" });
                break;
            case TaskState.Closed when (await LookAsync()).State is not TaskState.Closed:
                await CloseAsync();
                break;
            case TaskState.Assigned when (await LookAsync()).State is TaskState.InProgress:
                // No way leads back to it once a unit has reported; what the table says of it is played all the same.
                await _service.ExecuteAsync("update tasks set state = 'assigned' where id = @Id", new { Id = Task });
                break;
        }

        Assert.That((await LookAsync()).State, Is.EqualTo(state), "the preparation");
    }

    /// <summary>By a key that does nothing else: whoever closed a task does not rule on an appeal against it.</summary>
    private async Task<long> CloseAsync()
    {
        using var another = _service.ClientWith(await _service.CreateKeyAsync(Role.Supervisor, null));
        return await CreateAsync(another, "closures", new { outcome = "completed", reason = "x" });
    }

    /// <summary>A closing; the task was opened again since, where it is to be open.</summary>
    private async Task<long> AddClosingAsync(bool stays, Func<Task<long>>? then = null)
    {
        var id = await CloseAsync();
        if (then is not null)
            id = await then();
        if (!stays)
            await CreateAsync(_office, "rechecks", new { finding = "failed", report = "x" });
        return id;
    }

    private Task<long> HandInAsync(HttpClient unit) => CreateAsync(unit, "completion-requests", new { statement = "x" });

    private async Task<long> CreateAsync(HttpClient client, string collection, object body) =>
        (long?)(await client.PostCreatedAsync($"tasks/{Task}/{collection}", body))["id"] ?? 0;

    private async Task AddOccurrenceAsync()
    {
        await using var transaction = await _service.BeginAsync();
        await transaction.OpenOccurrencesAsync("east", Task, [new Occurrence(new(2018, 9, 1), new(2018, 9, 30), false)]);
        await transaction.CommitAsync();
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private const string SelectEvents = "select count(*) from outbox_messages where payload like @Inner or payload like @Last";

    private const string SelectFacts = """
        select t.state, t.version, (select count(*) from audit_entries a where a.district_id = 'east' and a.subject = 'task' and a.subject_id = t.id) as acts
          from tasks t
         where t.district_id = 'east' and t.id = @Id
        """;
}
