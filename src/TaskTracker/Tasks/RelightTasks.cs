using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Rules;

namespace TaskTracker.Tasks;

/// <summary>
/// Lights the tasks by a version of the light rules whose day has come, chunk by chunk; a version is marked as applied with its last chunk,
/// so that a run which is cut short begins again.
/// </summary>
internal sealed class RelightTasks(Database database, TimeProvider clock) : IRecurringJob
{
    private const int Chunk = 500;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var today = BeijingTime.Today(clock);
        IReadOnlyList<WaitingRules> waiting;
        await using (var session = await database.OpenAsync(cancellation))
            waiting = await session.WaitingLightRulesAsync(today);
        foreach (var rules in waiting)
            await ApplyAsync(rules, today, cancellation);
    }

    private async Task ApplyAsync(WaitingRules rules, DateOnly today, CancellationToken cancellation)
    {
        for (long? last = 0; last is { } afterId;)
        {
            await using var transaction = await database.BeginAsync(cancellation);
            long[] ids =
            [
                .. await transaction.QueryAsync<long>(
                    rules.ListId is null ? TakeOfDistrict : TakeOfList, new { rules.DistrictId, rules.ListId, AfterId = afterId, Limit = Chunk }),
            ];
            Array.Sort(ids);
            await TaskLights.RelightAsync(transaction, rules.DistrictId, today, ids);
            last = ids.Length < Chunk ? null : ids[^1];
            if (last is null)
                await transaction.MarkAppliedAsync(rules, clock.Now());
            await transaction.CommitAsync();
        }
    }

    /// <summary>Sets nothing new: an update is what locks rows on both databases, so that nobody lights a task by older facts meanwhile.</summary>
    private const string TakeOfDistrict = """
        update tasks
           set version = version
         where district_id = @DistrictId
           and id in (select id from tasks where district_id = @DistrictId and id > @AfterId order by id limit @Limit)
        returning id
        """;

    private const string TakeOfList = """
        update tasks
           set version = version
         where district_id = @DistrictId
           and id in (select id from tasks where district_id = @DistrictId and list_id = @ListId and id > @AfterId order by id limit @Limit)
        returning id
        """;
}
