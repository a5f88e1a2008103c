using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests;

/// <summary>After the last test of all namespaces below this one: what was started once for all of them is stopped.</summary>
[SetUpFixture]
internal sealed class WholeRun
{
    [OneTimeTearDown]
    public void Stop()
    {
        PostgresServer.Stop();
        ScratchFolder.Remove();
    }
}
