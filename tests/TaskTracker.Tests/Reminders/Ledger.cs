using System.Text.Json.Nodes;
using TaskTracker.Core.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>Runs ticks and reads what they left, as the supervision office does.</summary>
internal static class Ledger
{
    public static async Task<JsonNode> TickAsync(this TestService service)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        return await office.PostCreatedAsync("reminders/runs", new { });
    }

    public static Task<JsonNode> TickOnAsync(this TestService service, DateOnly day)
    {
        service.Clock.SetDay(day.Year, day.Month, day.Day);
        return service.TickAsync();
    }

    /// <summary>A task's reminders as "D-7 区甲局 sent", in the order in which they were recorded.</summary>
    public static async Task<string[]> RemindersOfAsync(this TestService service, long task)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        var page = await office.GetJsonAsync($"reminders?task={task}&limit=200");
        return [.. page["items"]!.AsArray().Select(item => $"{item!["threshold"]} {(string?)item["recipientName"] ?? "office"} {item["state"]}")];
    }

    /// <summary>What a unit was told, newest first; the supervision office without a name.</summary>
    public static async Task<JsonNode[]> NotificationsOfAsync(this TestService service, string? unit = null)
    {
        using var client = unit is null ? await service.ClientAsync(Role.Supervisor) : await service.ClientAsync(Role.Coordinator, unit);
        return [.. (await client.GetJsonAsync("notifications?limit=200"))["items"]!.AsArray().Select(item => item!)];
    }
}
