using TaskTracker.Platform;

namespace TaskTracker.Notifications;

/// <summary>Reads the lead units of many tasks at once.</summary>
internal static class TaskLeads
{
    private const int IdsPerStatement = 1_000;

    public sealed record Lead
    {
        public long TaskId { get; init; }

        /// <summary>As printed.</summary>
        public string Name { get; init; } = "";

        public long? UnitId { get; init; }
    }

    public static async Task<IReadOnlyList<Lead>> LeadsOfAsync(this Session session, string districtId, long[] taskIds)
    {
        var leads = new List<Lead>();
        foreach (var some in taskIds.Chunk(IdsPerStatement))
            leads.AddRange(await session.QueryAsync<Lead>(Select, new { DistrictId = districtId, Ids = some }));
        return leads;
    }

    private const string Select = """
        select task_id, name, unit_id
          from task_units
         where district_id = @DistrictId and task_id in @Ids and role = 'lead'
         order by task_id, ordinal
        """;
}
