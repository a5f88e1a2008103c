using System.Text.Json.Nodes;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>Runs ticks and reads what they left, as the supervision office does.</summary>
internal static class Ledger
{
    /// <summary>30, 7 and 1 day ahead, on the day, then every week: the units that lead are told, and nobody else.</summary>
    public static Task RemindWeeklyAsync(this TestService service) => service.RemindByAsync(
        [.. new[] { -30, -7, -1, 0 }.Select(days => Line(ReminderOccasion.TaskDue, days)), Line(ReminderOccasion.TaskDue, 7) with { Every = 7 }]);

    /// <summary>The rules of the district <c>east</c>, or of a list, from the first day of the year on.</summary>
    public static Task RemindByAsync(this TestService service, ReminderLine[] lines, long? list = null) => service.ExecuteAsync(
        InsertRules, new { List = list, From = new DateOnly(2018, 1, 1), Lines = Json.Write(lines), Now = service.Clock.Now() });

    /// <summary>A line of the rules, for the contact unless somebody else is named.</summary>
    public static ReminderLine Line(ReminderOccasion occasion, int offset, params RecipientRole[] recipients) =>
        new() { Occasion = occasion, Offset = offset, Recipients = recipients.Length == 0 ? [RecipientRole.Contact] : recipients };

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

    private const string InsertRules = """
        insert into reminder_rules (district_id, list_id, valid_from, lines, reason, set_at, set_by)
        values ('east', @List, @From, @Lines, 'test', @Now, 'test')
        """;
}
