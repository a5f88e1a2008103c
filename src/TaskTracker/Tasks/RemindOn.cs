using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// The day on which the reminder tick must look at a task again (docs/decisions/0006, 0012): the earliest on which any reminder of anything
/// that is asked on it falls due. Whatever changes what is asked sets it to "at once"; the tick itself takes the tasks whose day has come
/// and sets the next one. A closed or suspended task has none.
/// </summary>
internal static class RemindOn
{
    /// <summary>
    /// Takes tasks whose day has come, and keeps everybody else from changing them until the transaction ends: a deadline corrected at
    /// the same moment waits, and then asks for another look.
    /// </summary>
    public static async Task<long[]> TakeDueAsync(this Transaction transaction, string districtId, DateOnly today, int limit) =>
        [.. (await transaction.QueryAsync<long>(TakeDue, new { DistrictId = districtId, Today = today, Limit = limit })).Order()];

    /// <param name="transaction">The one that took the tasks.</param>
    /// <param name="districtId">Their district.</param>
    /// <param name="taskIds">At most as many as one taking gives.</param>
    /// <param name="day">Null: not before the task changes.</param>
    public static Task SetRemindOnAsync(this Transaction transaction, string districtId, IEnumerable<long> taskIds, DateOnly? day) =>
        transaction.ExecuteAsync(Set, new { DistrictId = districtId, Ids = new IdList(taskIds), RemindOn = day });

    /// <summary>What is asked on these tasks has changed.</summary>
    public static Task LookAgainAsync(this Transaction transaction, string districtId, IEnumerable<long> taskIds) =>
        transaction.ExecuteAsync(LookAgain, new { DistrictId = districtId, Ids = new IdList(taskIds), TaskStore.AtOnce });

    /// <summary>Every open task of the district, or of a list with its parts, is looked at by the next tick: what its day was reckoned by has changed.</summary>
    public static Task LookAtAllAgainAsync(this Transaction transaction, string districtId, long? listId = null) =>
        transaction.ExecuteAsync(listId is null ? LookAtDistrict : LookAtList, new { DistrictId = districtId, ListId = listId, TaskStore.AtOnce });

    /// <summary>Sets nothing new: an update is what locks rows on both databases.</summary>
    internal const string TakeDue = """
        update tasks
           set remind_on = remind_on
         where district_id = @DistrictId
           and remind_on <= @Today
           and id in (select id
                        from tasks
                       where district_id = @DistrictId and remind_on <= @Today
                       order by remind_on, id
                       limit @Limit)
        returning id
        """;

    private const string Set = "update tasks set remind_on = @RemindOn where district_id = @DistrictId and id in @Ids";

    /// <summary>The day of a task that is to be looked at again, in an update of tasks; @AtOnce is <see cref="TaskStore.AtOnce"/>.</summary>
    public const string AtOnceSql = "case when state in ('closed', 'suspended') then null else @AtOnce end";

    private const string LookAgain = $"""
        update tasks
           set remind_on = {AtOnceSql}
         where district_id = @DistrictId and id in @Ids
        """;

    private const string LookAtDistrict = """
        update tasks
           set remind_on = @AtOnce
         where district_id = @DistrictId and state in ('assigned', 'in_progress', 'awaiting_review')
        """;

    private const string LookAtList = """
        update tasks
           set remind_on = @AtOnce
         where district_id = @DistrictId and state not in ('closed', 'suspended')
           and id in (select id from tasks where district_id = @DistrictId and list_id = @ListId
                      union all
                      select id from tasks where district_id = @DistrictId and part_of_list_id = @ListId)
        """;
}
