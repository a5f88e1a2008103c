using Microsoft.Extensions.DependencyInjection;
using TaskTracker.Outbox;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Outbox;

/// <summary>Runs the dispatcher once, as its schedule does.</summary>
internal static class Dispatching
{
    public static async Task DispatchAsync(this TestService service)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OutboxDispatcher>().RunAsync(CancellationToken.None);
    }
}
