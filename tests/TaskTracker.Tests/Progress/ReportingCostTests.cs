using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Progress;

/// <summary>Asking for the reports of a list and its parts costs what the list has, not what the district has.</summary>
internal sealed class ReportingCostTests
{
    [Test]
    public async Task Nothing_that_asks_for_reports_walks_a_table()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);
        service.Clock.SetDay(2018, 8, 10);
        var (list, task) = await service.AddListAsync(lead: "各街道办事处");
        using var office = await service.ClientAsync(Role.Supervisor);
        using var plans = QueryPlans.Listen(service);

        await service.SettleAsync(list, Reporting.MonthlyByTheFifth);
        await office.PostCreatedAsync($"tasks/{task}/fan-out", new { });
        await office.PostCreatedAsync($"tasks/{task}/closures", new { outcome = "completed", reason = "x" });
        service.Clock.SetDay(2018, 9, 1);
        await service.OpenPeriodsAsync();

        Assert.That(plans.Statements, Has.Count.GreaterThan(20));
        Assert.That(await plans.FaultsAsync(), Is.Empty);
    }
}
