using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>Reads and writes the links between tasks; duplicates share their reports as one set.</summary>
internal static class LinkStore
{
    /// <summary>
    /// The links of a kind that hang together with a task, whichever way they point. The tasks on them are locked, so that of two links
    /// that would close a circle together the second sees the first.
    /// </summary>
    public static async Task<IReadOnlyList<TaskLink>> LockLinksAsync(this Transaction transaction, string districtId, LinkKind kind, params long[] taskIds)
    {
        var around = await transaction.LinksAroundAsync(districtId, kind, taskIds);
        foreach (var id in around.SelectMany(link => new[] { link.From, link.To }).Concat(taskIds).Distinct().Order())
            await transaction.LockTaskAsync(districtId, id);
        return await transaction.LinksAroundAsync(districtId, kind, taskIds);
    }

    public static async Task<IReadOnlyList<TaskLink>> LinksAroundAsync(this Session session, string districtId, LinkKind kind, params long[] taskIds)
    {
        var found = new HashSet<TaskLink>();
        var known = new HashSet<long>();
        for (long[] next = taskIds; next.Length > 0;)
        {
            known.UnionWith(next);
            var links = await session.QueryAsync<LinkRow>(SelectAround, new { DistrictId = districtId, Kind = EnumNames.Of(kind), Ids = new IdList(next) });
            found.UnionWith(links.Select(link => new TaskLink(link.FromTaskId, link.ToTaskId)));
            next = [.. found.SelectMany(link => new[] { link.From, link.To }).Distinct().Where(id => !known.Contains(id))];
        }

        return [.. found];
    }

    /// <returns>The id of the link; null if it is there already.</returns>
    public static Task<long?> AddLinkAsync(
        this Transaction transaction, Caller caller, LinkKind kind, TaskLink link, string? reason, DateTimeOffset now) =>
        transaction.QuerySingleOrDefaultAsync<long?>(Insert, new
        {
            caller.DistrictId,
            Kind = EnumNames.Of(kind),
            link.From,
            link.To,
            Reason = reason,
            Now = now,
            By = caller.Name,
        });

    /// <returns>False if somebody else has taken it away.</returns>
    public static async Task<bool> RemoveLinkAsync(this Transaction transaction, string districtId, long linkId) =>
        await transaction.ExecuteAsync(Delete, new { DistrictId = districtId, Id = linkId }) == 1;

    /// <summary>After a link of duplicates was made or taken away: which tasks are one set now.</summary>
    public static async Task SettleDuplicatesAsync(this Transaction transaction, string districtId, DateTimeOffset now, params long[] taskIds)
    {
        var links = await transaction.LinksAroundAsync(districtId, LinkKind.Duplicate, taskIds);
        var settled = new HashSet<long>();
        foreach (var id in taskIds.Where(id => !settled.Contains(id)))
        {
            var set = TaskLinks.ReachableFrom(id, links, bothWays: true);
            await transaction.SetSameAsync(districtId, set, now);
            settled.UnionWith(set);
        }
    }

    private sealed record LinkRow
    {
        public long FromTaskId { get; init; }

        public long ToTaskId { get; init; }
    }

    private const string SelectAround = """
        select from_task_id, to_task_id from task_links where district_id = @DistrictId and kind = @Kind and from_task_id in @Ids
        union all
        select from_task_id, to_task_id from task_links where district_id = @DistrictId and kind = @Kind and to_task_id in @Ids
        """;

    private const string Insert = """
        insert into task_links (district_id, kind, from_task_id, to_task_id, reason, linked_at, linked_by)
        values (@DistrictId, @Kind, @From, @To, @Reason, @Now, @By)
            on conflict do nothing
        returning id
        """;

    private const string Delete = "delete from task_links where district_id = @DistrictId and id = @Id";
}
