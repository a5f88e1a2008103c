using System.CommandLine;
using TaskTracker.Platform.OpenApi;

namespace TaskTracker.Commands;

/// <summary><c>tasktracker openapi</c>: prints the contract as it is served, without a database and without listening.</summary>
internal static class OpenApiCommand
{
    public static Command Create()
    {
        var command = new Command("openapi", "Print the OpenAPI document that the service serves.");
        command.SetAction(async (_, cancellation) =>
        {
            var contract = await ReadAsync();
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(contract, cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    public static async Task<byte[]> ReadAsync()
    {
        await using var app = Service.Build([]);
        // A service that starts hands its endpoints to the routing itself; this one only describes them.
        app.UseEndpoints(_ => { });
        return await app.Services.GetRequiredService<ContractText>().ReadAsync();
    }
}
