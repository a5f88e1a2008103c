using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// The day on which a recurring duty's next occurrence is to be opened. Changes of a task set it to "at once" (<see cref="TaskStore"/>), the
/// job takes the tasks whose day has come and sets the next one; so the job costs what is due and nothing more.
/// </summary>
internal static class ExpandOn
{
    /// <summary>A recurring duty whose day has come.</summary>
    public sealed record DueTask
    {
        public long Id { get; init; }

        public string? Recurrence { get; init; }

        /// <summary>The day from which the duty holds: its start, else the day the document was signed; null for neither.</summary>
        public DateOnly? Anchor { get; init; }

        public DateTimeOffset CreatedAt { get; init; }
    }

    public static async Task<IReadOnlyList<string>> DistrictsWithDutiesAsync(this Session session, DateOnly today) =>
        [.. await session.QueryAsync<string>(SelectDistricts, new { Today = today })];

    /// <summary>Reads tasks whose day has come, and keeps everybody else from changing them until the transaction ends.</summary>
    public static async Task<IReadOnlyList<DueTask>> TakeDutiesAsync(this Transaction transaction, string districtId, DateOnly today, int limit)
    {
        long[] ids = [.. await transaction.QueryAsync<long>(Take, new { DistrictId = districtId, Today = today, Limit = limit })];
        return ids.Length == 0 ? [] : [.. await transaction.QueryAsync<DueTask>(SelectTaken, new { DistrictId = districtId, Ids = new IdList(ids) })];
    }

    /// <param name="transaction">The one that took the task.</param>
    /// <param name="districtId">Its district.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="day">Null: not before the task changes.</param>
    /// <param name="opened">Whether occurrences were opened: then the task has changed for whoever looks at it.</param>
    /// <param name="now">When.</param>
    public static Task SetExpandOnAsync(this Transaction transaction, string districtId, long taskId, DateOnly? day, bool opened, DateTimeOffset now) =>
        transaction.ExecuteAsync(opened ? SetOpened : Set, new { DistrictId = districtId, Id = taskId, ExpandOn = day, Now = now });

    /// <summary>Something that the task shows but does not hold itself has changed.</summary>
    public static Task TouchAsync(this Transaction transaction, string districtId, long taskId, DateTimeOffset now) =>
        transaction.ExecuteAsync(Touch, new { DistrictId = districtId, Id = taskId, Now = now });

    /// <summary>The least day of each district is one step into the index; with <c>exists</c> SQLite reads all of it.</summary>
    internal const string SelectDistricts = """
        select d.code
          from districts d
         where (select min(t.expand_on) from tasks t where t.district_id = d.code and t.expand_on is not null) <= @Today
         order by d.code
        """;

    internal const string Take = """
        update tasks
           set expand_on = expand_on
         where district_id = @DistrictId
           and expand_on <= @Today
           and id in (select id
                        from tasks
                       where district_id = @DistrictId and expand_on <= @Today
                       order by expand_on, id
                       limit @Limit)
        returning id
        """;

    private const string SelectTaken = """
        select t.id, t.recurrence, coalesce(t.start_on, d.signed_on) as anchor, t.created_at
          from tasks t
          left join source_documents d on d.district_id = t.district_id and d.id = t.source_document_id
         where t.district_id = @DistrictId and t.id in @Ids
         order by t.id
        """;

    private const string Set = "update tasks set expand_on = @ExpandOn where district_id = @DistrictId and id = @Id";

    private const string SetOpened = """
        update tasks
           set expand_on = @ExpandOn, updated_at = @Now, version = version + 1
         where district_id = @DistrictId and id = @Id
        """;

    private const string Touch = "update tasks set updated_at = @Now, version = version + 1 where district_id = @DistrictId and id = @Id";
}
