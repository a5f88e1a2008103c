using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Attention;

/// <summary>How a unit stands in a list or in the district: of the tasks that it leads and that were due, how many were kept in time.</summary>
/// <param name="UnitId">The lead unit.</param>
/// <param name="Due">Tasks whose last day has passed, or that are closed.</param>
/// <param name="Kept">Of these, completed by their last day.</param>
public sealed record UnitStanding(long UnitId, int Due, int Kept);

/// <summary>Which units stand last in a list, or in the district.</summary>
public static class Ranking
{
    /// <summary>
    /// The units with the lowest share of kept tasks, at most <paramref name="places"/> and, where the last place is shared, all that share
    /// it. A list in which everybody has the same share has no last; nor has a unit of which nothing was due yet, or that kept everything.
    /// </summary>
    public static IReadOnlySet<long> Lowest(IReadOnlyCollection<UnitStanding> standings, int places)
    {
        ArgumentNullException.ThrowIfNull(standings);
        UnitStanding[] ranked = [.. standings.Where(standing => standing.Due > 0)];
        if (places <= 0 || ranked.Length < 2 || ranked.Select(Share).Distinct().Count() == 1)
            return new HashSet<long>();

        var last = ranked.Where(standing => standing.Kept < standing.Due).OrderBy(Share).Take(places).Select(Share).ToHashSet();
        return ranked.Where(standing => last.Contains(Share(standing))).Select(standing => standing.UnitId).ToHashSet();
    }

    /// <summary>
    /// Whether a closed task was kept, for the standing of its leads in the district: completed by its last day. Null where it counts for
    /// nobody: a part counts with its whole, and what was cancelled or superseded was asked of nobody in the end.
    /// </summary>
    public static bool? CountsOnceClosed(PolicyTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.ParentId is not null || task.Outcome is not (TaskOutcome.Completed or TaskOutcome.NotCompleted)
            ? null
            : task.Outcome is TaskOutcome.Completed && !(task.CompletedOn > task.DueOn);
    }

    private static decimal Share(UnitStanding standing) => (decimal)standing.Kept / standing.Due;
}
