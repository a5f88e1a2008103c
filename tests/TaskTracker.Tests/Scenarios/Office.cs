using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Progress;
using TaskTracker.Tasks;
using TaskTracker.Tests.Documents;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Units;

namespace TaskTracker.Tests.Scenarios;

/// <summary>The offices of a real district at work over HTTP: each act goes to its endpoint with the key of who does it, and into the history.</summary>
internal sealed class Office : IAsyncDisposable
{
    public const string District = "xicheng";
    private readonly Dictionary<string, HttpClient> _units = [];
    private bool _asksQuarterly;

    private Office(TestService service, HttpClient supervision, HttpClient admin) =>
        (Service, Supervision, Admin) = (service, supervision, admin);

    public TestService Service { get; }

    /// <summary>The supervision office.</summary>
    public HttpClient Supervision { get; }

    public HttpClient Admin { get; }

    public DateOnly Today { get; private set; }

    /// <summary>The units whose numbers are compared every day.</summary>
    public IReadOnlyCollection<string> Followed { get; init; } = [];

    public long List { get; private set; }

    public Oracle Oracle { get; private set; } = new([]);

    public static async Task<Office> OpenAsync(DatabaseProvider provider, DateOnly day, params string[] followed)
    {
        var service = await TestService.StartEmptyAsync(provider);
        service.Clock.SetDay(day.Year, day.Month, day.Day);
        await using (var database = new Database(service.Connections))
            await database.SeedUnitsAsync(service.Clock.Now(), CancellationToken.None);
        return new Office(service, await service.ClientAsync(Role.Supervisor, null, District), await service.ClientAsync(Role.Admin, null, District))
        {
            Today = day,
            Followed = followed,
        };
    }

    /// <summary>Uploads and confirms a gazette; the oracle begins with what was confirmed, and with nothing that happened.</summary>
    public async Task ImportAsync(string gazette, string number, string title)
    {
        var document = await Supervision.UploadAsync(gazette, await File.ReadAllTextAsync(Shared.Path("gazettes", gazette)));
        using var confirmed = await Supervision.PostAsJsonAsync($"documents/{document["id"]}/confirmation", new { });
        Assert.That(confirmed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        List = (long)(await Supervision.GetJsonAsync("task-lists?limit=200"))["items"]!.AsArray()
            .Single(list => (string?)list!["documentNumber"] == number && (string?)list["title"] == title)!["id"]!;

        var told = new List<TaskAsTold>();
        foreach (var chunk in (await AllAsync("tasks?limit=200")).Chunk(16))
        {
            told.AddRange(await Task.WhenAll(chunk.Select(async task =>
                ToldBy(task, (await Supervision.GetJsonAsync($"tasks/{task["id"]}/parties?limit=200"))["items"]!.AsArray()))));
        }

        Oracle = new Oracle(told);
    }

    /// <summary>The list's only task with this number, of which this unit is the first that leads.</summary>
    public async Task<long> TaskAsync(string number, string lead) =>
        (long)(await AllAsync($"tasks?list={List}&limit=200"))
            .Single(task => (string?)task["number"] == number && (string?)task["leadUnits"]![0]!["name"] == lead)["id"]!;

    /// <summary>
    /// Goes on day by day, and holds the numbers against the oracle on each Monday on the way and on each day on which the oracle says that a
    /// light, a count or a report turned: a service that turned it a day early or late is found out by one of the two.
    /// </summary>
    public async Task GoToAsync(int year, int month, int day)
    {
        for (var target = new DateOnly(year, month, day); Today < target;)
        {
            await BeginDayAsync(Today.AddDays(1));
            if (Today < target && (Today.DayOfWeek is DayOfWeek.Monday || Oracle.TurnsOn(Today) || Oracle.TurnsOn(Today.AddDays(1))))
                await this.CompareNumbersAsync();
        }
    }

    /// <summary>Moves the clock, and runs what the service runs by itself every day. With a quarter its reports begin to be asked for.</summary>
    private async Task BeginDayAsync(DateOnly day)
    {
        Today = day;
        Service.Clock.SetDay(day.Year, day.Month, day.Day);
        await using var scope = Service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PassOnToSuccessors>().RunAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<OpenReportPeriods>().RunAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<RelightTasks>().RunAsync(CancellationToken.None);
        if (_asksQuarterly && day is { Day: 1, Month: 1 or 4 or 7 or 10 })
            ReportsAsked();
    }

    public async Task<JsonNode> ActAsync(HttpClient actor, string path, object body, Happening? happening)
    {
        var made = await actor.PostCreatedAsync(path, body);
        Remember(happening);
        return made;
    }

    public async Task PatchAsync(HttpClient actor, string path, string json, Happening? happening = null)
    {
        using var response = await actor.PatchAsync(path, json, "*");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        Remember(happening);
    }

    /// <summary>The reports of the quarter under way are asked for until the tenth of the month after it, and from now on those of every quarter.</summary>
    public void ReportsAsked()
    {
        _asksQuarterly = true;
        var quarter = (Today.Month + 2) / 3;
        Remember(new Happening(
            Today, Happened.ReportsAsked, Date: new DateOnly(Today.Year, 1, 10).AddMonths(3 * quarter), Words: $"{Today.Year}-Q{quarter}"));
    }

    public async Task ReceiveAsync(long task, string unit) =>
        await ActAsync(await UnitAsync(unit), $"tasks/{task}/receipts", new { }, new Happening(Today, Happened.Received, task, unit));

    public async Task<long> ReportAsync(long task, string unit, int percent, string period) => (long)(await ActAsync(
        await UnitAsync(unit), $"tasks/{task}/progress-reports", new { percent, done = "已推进。", period },
        new Happening(Today, Happened.Reported, task, unit, Percent: percent, Words: period)))["id"]!;

    public async Task HandInAsync(long task, string unit) => await ActAsync(
        await UnitAsync(unit), $"tasks/{task}/completion-requests", new { statement = "已完成。" }, new Happening(Today, Happened.HandedIn, task, unit));

    public async Task AcceptAsync(long task) =>
        await ActAsync(Supervision, $"tasks/{task}/reviews", new { decision = "accept" }, new Happening(Today, Happened.Accepted, task));

    public async Task AskForTimeAsync(long task, string unit, string newDate, bool granted)
    {
        var path = $"tasks/{task}/extension-requests";
        var request = await ActAsync(await UnitAsync(unit), path, new { reason = "工期调整。", progress = "已过半。", newDate }, null);
        await ActAsync(
            Supervision, $"{path}/{request["id"]}/decisions", new { decision = granted ? "grant" : "refuse", reason = "经研究。" },
            granted ? new Happening(Today, Happened.Extended, task, unit, DateOnly.Parse(newDate, System.Globalization.CultureInfo.InvariantCulture)) : null);
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<List<JsonNode>> AllAsync(string path)
    {
        var items = new List<JsonNode>();
        for (string? next = path; next is not null;)
        {
            var page = await Supervision.GetJsonAsync(next);
            items.AddRange(page["items"]!.AsArray()!);
            next = (string?)page["next"];
        }

        return items;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _units.Values)
            client.Dispose();
        Supervision.Dispose();
        Admin.Dispose();
        await Service.DisposeAsync();
    }

    private async Task<HttpClient> UnitAsync(string unit)
    {
        if (!_units.TryGetValue(unit, out var client))
            _units[unit] = client = await Service.ClientAsync(Role.Coordinator, unit, District);
        return client;
    }

    private void Remember(Happening? happening)
    {
        if (happening is not null)
            Oracle.Play(happening, List);
    }

    private TaskAsTold ToldBy(JsonNode task, JsonArray parties)
    {
        var told = new TaskAsTold
        {
            Id = (long)task["id"]!,
            List = (long)task["list"]!["id"]!,
            BeganOn = DayOf(task["start"]) ?? Today,
            DueOn = (string?)task["deadlineKind"] is "date" or "month_end" or "quarter_end" or "year_end" or "multiple" ? DayOf(task["deadline"]) : null,
            Parts =
            [
                .. parties.Select(party => new PartAsTold
                {
                    Unit = (string)party!["unit"]!["name"]!,
                    Leads = (string?)party["role"] == "lead",
                    OfGroup = party["group"] is not null,
                    ReceiptDueOn = Oracle.WorkingDaysAfter(Today, 3),
                }),
            ],
        };
        told.EverLed.UnionWith(told.Leads.Select(lead => lead.Unit));
        return told;
    }

    private static DateOnly? DayOf(JsonNode? day) =>
        (string?)day is { } text ? DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : null;
}
