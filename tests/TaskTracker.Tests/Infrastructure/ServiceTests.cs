using NUnit.Framework.Interfaces;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>Tests that go over HTTP to a service of their own on one kind of database; derive with both kinds as fixture arguments.</summary>
internal abstract class ServiceTests(DatabaseProvider provider)
{
    protected TestService Service { get; private set; } = null!;

    protected DatabaseProvider Provider { get; } = provider;

    [OneTimeSetUp]
    public async Task StartServiceAsync() => Service = await TestService.StartAsync(Provider, Settings);

    [OneTimeTearDown]
    public async Task StopServiceAsync()
    {
        if (Service is not null)
            await Service.DisposeAsync();
    }

    [TearDown]
    public void ShowErrors()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status is not TestStatus.Failed)
            return;

        foreach (var line in Service.Log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)))
            TestContext.Out.WriteLine(line);
    }

    /// <summary>Settings of the service under test.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    protected Task<HttpClient> CoordinatorAsync(string unit = "区甲局") => Service.ClientAsync(Role.Coordinator, unit);

    protected Task<HttpClient> SupervisorAsync() => Service.ClientAsync(Role.Supervisor);
}
