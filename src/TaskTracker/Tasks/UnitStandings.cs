using TaskTracker.Core.Attention;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// How many whole tasks each unit has led that were closed, and how many of them it kept: a number kept up with each closing and reopening,
/// because a ranking of the district must not count ten years of tasks.
/// </summary>
internal static class UnitStandings
{
    /// <summary>After a task was saved: where it was closed or opened again, its leads' numbers follow. It comes last, after all locks of tasks.</summary>
    public static async Task CountAsync(this Transaction transaction, string districtId, PolicyTask before, PolicyTask after)
    {
        if ((before.State is TaskState.Closed) == (after.State is TaskState.Closed))
            return;

        var (counted, sign) = after.State is TaskState.Closed ? (after, 1) : (before, -1);
        if (Ranking.CountsOnceClosed(counted) is not { } kept)
            return;

        await transaction.ExecuteAsync(Add, counted.LeadParties.Select(lead => lead.UnitId).Order().Select(unit => new
        {
            DistrictId = districtId,
            UnitId = unit,
            Closed = sign,
            Kept = kept ? sign : 0,
        }));
    }

    private const string Add = """
        insert into unit_standings (district_id, unit_id, closed, kept)
        values (@DistrictId, @UnitId, @Closed, @Kept)
            on conflict (district_id, unit_id) do update
           set closed = unit_standings.closed + excluded.closed, kept = unit_standings.kept + excluded.kept
        """;
}
