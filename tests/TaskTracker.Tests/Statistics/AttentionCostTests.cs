using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Statistics;

/// <summary>Ranking a district costs a number a unit and its overdue tasks, not all that it ever tracked.</summary>
internal sealed class AttentionCostTests
{
    [TestCase("")]
    [TestCase("?reason=lowest_rank")]
    public async Task The_districts_rank_walks_no_table(string query)
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);
        await service.AddTaskAsync(deadline: new DateOnly(2018, 7, 1));
        using var office = await service.ClientAsync(Role.Supervisor);
        using var plans = QueryPlans.Listen(service);

        await office.GetJsonAsync($"attention-proposals{query}");

        Assert.That(await plans.FaultsAsync(), Is.Empty);
    }
}
