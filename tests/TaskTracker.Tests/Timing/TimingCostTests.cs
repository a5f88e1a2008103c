using TaskTracker.Platform;
using TaskTracker.Tasks;
using TaskTracker.Tests.Infrastructure;

namespace TaskTracker.Tests.Timing;

/// <summary>Opening occurrences and looking for tasks without a date cost what is found, not what is stored.</summary>
internal sealed class TimingCostTests
{
    [TestCase(ExpandOn.Take, "tasks_expand (district_id=? AND expand_on<?)")]
    [TestCase(ExpandOn.SelectDistricts, "tasks_expand (district_id=?")]
    public async Task The_index_is_used_and_no_table_of_tasks_is_walked(string sql, string index)
    {
        await using var service = await TestService.StartAsync(DatabaseProvider.Sqlite);

        var plan = await service.QueryAsync<PlanStep>(
            "explain query plan " + sql, new { DistrictId = "east", Today = new DateOnly(2018, 12, 28), Limit = 500 });

        var steps = plan.Select(step => step.Detail).ToArray();
        Assert.That(steps, Has.Some.Contains(index), string.Join('\n', steps));
        Assert.That(steps, Has.None.StartsWith("SCAN t").And.None.StartsWith("SCAN TABLE task"), string.Join('\n', steps));
    }

    private sealed record PlanStep
    {
        public string Detail { get; init; } = "";
    }
}
