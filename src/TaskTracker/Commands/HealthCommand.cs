using System.CommandLine;
using TaskTracker.Platform;

namespace TaskTracker.Commands;

/// <summary><c>tasktracker health</c>: asks a running service whether it is ready, for containers without other tools.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "Where the service listens.",
            DefaultValueFactory = _ => new Uri(ListenAddresses.Default),
        };
        var command = new Command("health", "Ask a running service whether it is ready.") { url };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = new HttpClient { Timeout = Patience };
            try
            {
                using var answer = await client.GetAsync(new Uri(parsed.GetValue(url)!, "/health/ready"), cancellation);
                Console.WriteLine(await answer.Content.ReadAsStringAsync(cancellation));
                return answer.IsSuccessStatusCode ? CommandLine.Done : CommandLine.Refused;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                throw new RefusedException($"The service does not answer: {exception.Message}");
            }
        });
        return command;
    }
}
