using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;
using TaskTracker.Tests.Units;

namespace TaskTracker.Tests.Assigning;

/// <summary>What the tests of assigning share: new units and groups for each test, and the parties of a task in one line.</summary>
internal abstract class AssigningTests(DatabaseProvider provider) : UnitsTests(provider)
{
    private int _units;

    [SetUp]
    public void SetDay() => Service.Clock.SetDay(2018, 8, 1);

    protected async Task<(long Id, string Name)> NewUnitAsync(string kind = "department")
    {
        var name = $"新{(char)('丁' + ++_units)}局";
        return (await CreateAsync(new { name, kind }), name);
    }

    protected async Task<(long Id, string Name)> NewGroupAsync(params string[] members)
    {
        var name = $"各{(char)('丁' + ++_units)}单位";
        return (await CreateAsync(new { name, kind = "group", members }), name);
    }

    protected async Task<JsonNode[]> PartiesAsync(long task)
    {
        using var office = await SupervisorAsync();
        return [.. (await office.GetJsonAsync($"tasks/{task}/parties"))["items"]!.AsArray().Select(party => party!)];
    }

    protected async Task<string[]> AnsweringAsync(long task) => [.. (await PartiesAsync(task)).Select(party => (string)party["unit"]!["name"]!)];

    protected async Task<string[]> ActsAsync(long task)
    {
        using var office = await SupervisorAsync();
        return [.. (await office.GetJsonAsync($"tasks/{task}/history"))["items"]!.AsArray().Select(entry => (string)entry!["act"]!)];
    }

    protected async Task<JsonNode> TaskAsync(long task)
    {
        using var office = await SupervisorAsync();
        return await office.GetJsonAsync($"tasks/{task}");
    }

    protected async Task ReportAsync(string unit, long task, int percent)
    {
        using var client = await CoordinatorAsync(unit);
        await client.PostCreatedAsync($"tasks/{task}/progress-reports", new { percent, done = "已推进。" });
    }

    protected async Task HandInAsync(string unit, long task)
    {
        using var client = await CoordinatorAsync(unit);
        await client.PostCreatedAsync($"tasks/{task}/completion-requests", new { statement = "已完成。" });
    }

    protected async Task CloseAsync(string unit, long task)
    {
        await HandInAsync(unit, task);
        using var office = await SupervisorAsync();
        await office.PostCreatedAsync($"tasks/{task}/reviews", new { decision = "accept" });
    }

    /// <summary>What a unit was told, the newest first.</summary>
    protected static async Task<string[]> TitlesAsync(HttpClient client) =>
        [.. (await client.GetJsonAsync("notifications"))["items"]!.AsArray().Select(news => (string)news!["title"]!)];

    protected static async Task AssertRefusedAsync(HttpClient client, string path, object body, HttpStatusCode status, string code)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        await response.AssertProblemAsync(status, code);
    }
}
