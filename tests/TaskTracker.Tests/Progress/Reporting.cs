using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Tasks;
using TaskTracker.Progress;
using TaskTracker.Tests.Documents;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

/// <summary>A list with reports, and what is owed on it.</summary>
internal static class Reporting
{
    public const string MonthlyByTheFifth = """{"reportCycle":"monthly","reportDue":{"kind":"day","number":5,"inFollowingPeriod":true}}""";
    private static int s_number;

    /// <summary>Two tasks of a confirmed list: the first is meant, the second makes it a list.</summary>
    public static async Task<(long List, long Task)> AddListAsync(this TestService service, string lead = "区甲局", string partner = "区乙局")
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        var number = Interlocked.Increment(ref s_number);
        var uploaded = await office.UploadAsync($"r{number}.txt", SampleText.Labelled(
            $"工作方案{number}", $"东政发〔2018〕{number}号",
            [("1", $"完善第{number}项制度。", lead, partner, "2018年底前"), ("2", $"健全第{number}项机制。", "区丙局", "", "2018年底前")], $"任务清单{number}"));
        using var confirmed = await office.PostAsJsonAsync($"documents/{(long)uploaded["id"]!}/confirmation", new { });
        var list = (long)(await confirmed.JsonAsync())["lists"]![0]!["listId"]!;
        return (list, (long)(await office.GetJsonAsync($"tasks?list={list}"))["items"]![0]!["id"]!);
    }

    /// <summary>PATCHes the list and expects 200.</summary>
    public static async Task<JsonNode> SettleAsync(this TestService service, long list, string json)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        using var response = await office.PatchAsync($"task-lists/{list}", json, "*");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    /// <summary>What is owed on a task: "period unit state", by the day on which it is due.</summary>
    public static async Task<string[]> OwedAsync(this TestService service, long task, string filter = "")
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        var page = await office.GetJsonAsync($"report-obligations?task={task}{filter}");
        return [.. page["items"]!.AsArray().Select(owed => $"{owed!["period"]} {owed["unit"]!["name"]} {owed["state"]}")];
    }

    public static async Task<long> OwedIdAsync(this TestService service, long task, string period, string unit)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        var page = await office.GetJsonAsync($"report-obligations?task={task}&period={period}&unit={unit}");
        return (long)page["items"]![0]!["id"]!;
    }

    public static async Task<string?> ReportDueOnAsync(this TestService service, long task)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        return (string?)(await office.GetJsonAsync($"tasks/{task}"))["reportDueOn"];
    }

    public static async Task OpenPeriodsAsync(this TestService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OpenReportPeriods>().RunAsync(CancellationToken.None);
    }
}
