using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
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

        var tied = await transaction.TieTasksAsync(register, ids, actor, now);
        await transaction.LayTasksOfUnitsAnewAsync(
            districtId, [.. changes.Where(change => change.Before is { } before && Moves(before.Fields, change.After.Fields)).Select(change => change.After.Id)], actor, now);
        return (ids, tied);
    }

    /// <summary>Whether others answer for tasks after the change.</summary>
    private static bool Moves(UnitFields before, UnitFields after) =>
        before.Successor != after.Successor || before.ValidTo != after.ValidTo || !before.Members.ToHashSet().SetEquals(after.Members);

    /// <summary>An admin's edit of one entry, or a new one (null): held to the rules, and stored if it changes anything.</summary>
    /// <returns>The id, or a problem on the fields that break a rule; then nothing was written.</returns>
    public static async Task<(long Id, ProblemHttpResult? Problem)> EditAsync(
        this Transaction transaction, Caller caller, UnitRegister register, UnitEntry? before, UnitFields sent, DateTimeOffset now)
    {
        var tidied = sent.Tidied();
        var after = tidied with
        {
            Successor = tidied.Successor is { } successor ? register.NameOf(successor) : null,
            Members = [.. tidied.Members.Select(register.NameOf).Distinct()],
        };
        if (before?.Fields.ChangesTo(after).Count == 0)
            return (before.Id, null);

        var edited = register.With(before, after);
        if (edited.FaultsSince(register) is { Count: > 0 } faults)
            return (0, ProblemOf(faults, after.Name));

        var entry = edited.Entries.Single(entry => entry.Fields.Name == after.Name);
        var (ids, _) = await transaction.ApplyAsync(edited, [(before, entry)], caller.Name, now);
        return (ids[after.Name], null);
    }

    /// <summary>A fault that is about others only (a group whose member is no unit any more) comes from the kind: nothing else can do that.</summary>
    private static ProblemHttpResult ProblemOf(IEnumerable<UnitRegistryFault> faults, string name) => Problems.Invalid(
        "validation",
        faults.GroupBy(fault => fault.Places.FirstOrDefault(place => place.Entry == name)?.Field ?? "kind")
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray()));

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
