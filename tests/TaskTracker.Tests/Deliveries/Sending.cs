using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Core.Tasks;
using TaskTracker.Deliveries;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Deliveries;

/// <summary>Runs the sender and reads what became of its messages, as the supervision office does.</summary>
internal static class Sending
{
    public static async Task SendAsync(this TestService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendMessages>().RunAsync(CancellationToken.None);
    }

    /// <summary>The messages as "sent unit:3/contact a@b", oldest first.</summary>
    public static async Task<string[]> DeliveriesAsync(this TestService service)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        return
        [
            .. (await office.GetJsonAsync("deliveries?limit=200"))["items"]!.AsArray()
                .Select(item => $"{item!["state"]} {(string?)item["recipientName"] ?? (string)item["recipient"]!} {item["address"]}"),
        ];
    }

    public static async Task<JsonNode> DeliveryAsync(this TestService service, int index = 0)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        return (await office.GetJsonAsync("deliveries?limit=200"))["items"]![index]!;
    }

    /// <summary>A task's reminders that leave the service, as "D-7 mail unit:3/contact sent".</summary>
    public static async Task<string[]> SentAsync(this TestService service, long task)
    {
        using var office = await service.ClientAsync(Role.Supervisor);
        return
        [
            .. (await office.GetJsonAsync($"reminders?task={task}&limit=200"))["items"]!.AsArray()
                .Where(item => (string?)item!["channel"] != "in_app" && (string?)item["state"] != "superseded")
                .Select(item => $"{item!["threshold"]} {item["channel"]} {((string)item["recipient"]!).Split('/')[^1]} {item["state"]}"),
        ];
    }

    /// <summary>Enters a contact of a unit, or several.</summary>
    public static Task ReachAsync(this TestService service, string unit, params (string Role, string Email)[] contacts) => service.ExecuteAsync(
        "update units set contacts = @Contacts where district_id = 'east' and name = @Unit",
        new { Unit = unit, Contacts = Json.Write(contacts.Select(contact => new { contact.Role, Name = "王某", contact.Email })) });
}
