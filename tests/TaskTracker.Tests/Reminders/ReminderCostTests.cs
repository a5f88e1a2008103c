using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Reminders;

/// <summary>A tick costs what is due, not what is stored.</summary>
internal sealed class ReminderCostTests
{
    [Test]
    public async Task The_tick_finds_due_tasks_by_their_index_and_never_walks_the_table()
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);

        var plan = await service.QueryAsync<PlanStep>(
            "explain query plan " + RemindOn.TakeDue, new { DistrictId = "east", Today = new DateOnly(2018, 12, 28), Limit = 500 });

        var steps = plan.Select(step => step.Detail).ToArray();
        Assert.That(steps, Has.Some.Contains("tasks_remind (district_id=? AND remind_on<?)"), string.Join('\n', steps));
        Assert.That(steps, Has.None.StartsWith("SCAN").And.None.Contains("TEMP B-TREE"), string.Join('\n', steps));
    }

    private sealed record PlanStep
    {
        public string Detail { get; init; } = "";
    }
}
