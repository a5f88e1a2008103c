using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>To which unit on a task a demand goes.</summary>
internal static class AddressedUnit
{
    /// <summary>The unit named, or the only lead unit where none is.</summary>
    public static async Task<(long UnitId, ProblemHttpResult? Problem)> AddressedAsync(
        this ActUnderWay act, TaskDesk desk, PolicyTask task, string? named)
    {
        if (named is not null)
        {
            return await act.Transaction.FindUnitAsync(desk.Caller.DistrictId, named) is { } unit
                ? (unit, null)
                : (0, Problems.Invalid("unit-unknown", new Dictionary<string, string[]> { ["unit"] = [$"No unit of the district is called \"{named}\"."] }));
        }

        return task.LeadParties.ToArray() is [var only]
            ? (only.UnitId, null)
            : (0, Problems.Invalid("unit", "Say to which unit it is addressed: the task has not exactly one lead unit."));
    }
}
