using TaskTracker.Audit;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// A task keeps the names of its units as printed, known or not. When the registry learns a name, the tasks that print it are tied to the
/// unit, which sees them from then on.
/// </summary>
internal static class ParticipationLinks
{
    /// <summary>The names on tasks of the district that no unit or group was known for.</summary>
    public static async Task<IReadOnlyList<string>> UnknownUnitNamesAsync(this Session session, string districtId) =>
        [.. await session.QueryAsync<string>(SelectUnknown, new { DistrictId = districtId })];

    /// <summary>Ties the names to the units and groups that they are now known as.</summary>
    /// <returns>How many tasks were tied.</returns>
    public static async Task<int> LinkUnitsAsync(
        this Transaction transaction, string districtId, IReadOnlyDictionary<string, long> unitIds, string actor, DateTimeOffset now)
    {
        var namesOfTasks = new SortedDictionary<long, List<string>>();
        foreach (var (name, unitId) in unitIds)
        {
            foreach (var taskId in await transaction.QueryAsync<long>(Link, new { DistrictId = districtId, Name = name, UnitId = unitId }))
            {
                if (!namesOfTasks.TryGetValue(taskId, out var names))
                    namesOfTasks[taskId] = names = [];
                names.Add(name);
            }
        }

        await transaction.ExecuteAsync(Touch, new { DistrictId = districtId, Ids = new IdList(namesOfTasks.Keys), Now = now, TaskStore.AtOnce });

        await transaction.LayOnUnitsAsync(districtId, namesOfTasks.Keys, now);
        foreach (var (taskId, names) in namesOfTasks)
        {
            Change[] changes = [.. names.Distinct().Select(name => new Change("unit", name, unitIds[name]))];
            await transaction.RecordAsync(districtId, actor, "task", taskId, "units_recognised", now, null, changes);
            await transaction.PublishAsync(districtId, new TaskUnitsRecognised(taskId), now);
        }

        return namesOfTasks.Count;
    }

    private const string SelectUnknown = "select distinct name from task_units where district_id = @DistrictId and unit_id is null order by name";

    private const string Link = """
        update task_units
           set unit_id = @UnitId
         where district_id = @DistrictId and unit_id is null and name = @Name
        returning task_id
        """;

    private const string Touch = $"""
        update tasks
           set version = version + 1, updated_at = @Now, remind_on = {RemindOn.AtOnceSql}
         where district_id = @DistrictId and id in @Ids
        """;
}
