using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The same task printed in several lists: acknowledged and reported once, shown on all (DEMANDS 6).</summary>
internal static class TaskTwins
{
    /// <summary>Carries receipts and percents over to the open duplicates of a task that was acted on.</summary>
    public static async Task ShareAsync(this Transaction transaction, string districtId, PolicyTask before, PolicyTask after, DateTimeOffset now)
    {
        if (after.SameAs is not { } key)
            return;

        foreach (var twinId in await transaction.QueryAsync<long>(SelectOthers, new { DistrictId = districtId, SameAs = key, after.Id }))
        {
            var twin = (await transaction.FindTaskAsync(districtId, twinId))!;
            var shared = twin.SharedFrom(before, after);
            if (shared == twin)
                continue;

            await transaction.SavePartiesAsync(districtId, twin, shared);
            await transaction.SaveAsync(districtId, shared, now);
            await transaction.RollUpAsync(districtId, twin, shared, now);
        }
    }

    /// <summary>Says of tasks that they are the same one; a set of one is a task that stands alone.</summary>
    public static Task SetSameAsync(this Transaction transaction, string districtId, IReadOnlyCollection<long> taskIds, DateTimeOffset now) =>
        transaction.ExecuteAsync(SetSame, new
        {
            DistrictId = districtId,
            Ids = new IdList(taskIds),
            SameAs = taskIds.Count > 1 ? taskIds.Min() : (long?)null,
            Now = now,
        });

    private const string SelectOthers = "select id from tasks where district_id = @DistrictId and same_as = @SameAs and id <> @Id order by id";

    private const string SetSame = """
        update tasks
           set same_as = @SameAs, version = version + 1, updated_at = @Now
         where district_id = @DistrictId and id in @Ids
        """;
}
