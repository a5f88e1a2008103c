using TaskTracker.Audit;
using TaskTracker.Core.Units;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Units;

/// <summary>Stores changes of a district's register together with their history, and ties the tasks that print a name now known.</summary>
internal static class UnitChanges
{
    /// <summary>
    /// Writes the entries that are new (before is null) or changed; the register is given as it stands after that, and its rules hold.
    /// </summary>
    /// <returns>The ids of all entries by short name, and how many tasks were tied to a unit.</returns>
    public static async Task<(IReadOnlyDictionary<string, long> Ids, int TasksTied)> ApplyAsync(
        this Transaction transaction, UnitRegister register, IReadOnlyList<(UnitEntry? Before, UnitEntry After)> changes, string actor,
        DateTimeOffset now)
    {
        var districtId = register.District.Code;
        var ids = await transaction.SaveAsync(register, [.. changes.Select(change => change.After)], now);
        foreach (var (before, after) in changes)
        {
            var fields = before?.Fields.ChangesTo(after.Fields) ?? [];
            await transaction.RecordAsync(
                districtId, actor, "unit", ids[after.Fields.Name], before is null ? "created" : "changed", now, null, fields);
        }

        return (ids, await transaction.TieTasksAsync(register, ids, actor, now));
    }

    private static async Task<int> TieTasksAsync(
        this Transaction transaction, UnitRegister register, IReadOnlyDictionary<string, long> ids, string actor, DateTimeOffset now)
    {
        var unknown = await transaction.UnknownUnitNamesAsync(register.District.Code);
        if (unknown.Count == 0)
            return 0;

        var directory = new UnitDirectory(register.ToRegistry());
        var known = new Dictionary<string, long>();
        foreach (var name in unknown)
        {
            // A collective name that only looks like one (各有关单位) is found, but has no entry.
            if (directory.Find(name) is { } match && ids.TryGetValue(match.Name, out var id))
                known[name] = id;
        }

        return await transaction.LinkUnitsAsync(register.District.Code, known, actor, now);
    }
}
