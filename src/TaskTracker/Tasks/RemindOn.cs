using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// The day on which the reminder tick must look at a task again (docs/decisions/0006). Changes of a task set it to "at once"
/// (<see cref="TaskStore"/>); the tick itself takes the tasks whose day has come and sets the next one.
/// </summary>
internal static class RemindOn
{
    /// <summary>A task whose day has come.</summary>
    public sealed record DueTask
    {
        public long Id { get; init; }

        public string State { get; init; } = "";

        public DateOnly? DueOn { get; init; }

        public int DeadlineVersion { get; init; }

        /// <summary>Whether anything is asked of its units: the same states in which a change sets the day.</summary>
        public bool IsOpen => DueOn is not null && EnumNames.Parse<TaskState>(State) is TaskState.Assigned or TaskState.InProgress;
    }

    /// <summary>
    /// Reads tasks whose day has come, and keeps everybody else from changing them until the transaction ends: a deadline corrected at
    /// the same moment waits, and then asks for another look.
    /// </summary>
    public static async Task<IReadOnlyList<DueTask>> TakeDueAsync(this Transaction transaction, string districtId, DateOnly today, int limit) =>
        [.. (await transaction.QueryAsync<DueTask>(TakeDue, new { DistrictId = districtId, Today = today, Limit = limit })).OrderBy(task => task.Id)];

    /// <param name="transaction">The one that took the tasks.</param>
    /// <param name="districtId">Their district.</param>
    /// <param name="taskIds">At most as many as one taking gives.</param>
    /// <param name="day">Null: not before the task changes.</param>
    public static Task SetRemindOnAsync(this Transaction transaction, string districtId, long[] taskIds, DateOnly? day) =>
        transaction.ExecuteAsync(Set, new { DistrictId = districtId, Ids = taskIds, RemindOn = day });

    /// <summary>Every open dated task of the district is looked at by the next tick: the rule by which its day was reckoned has changed.</summary>
    public static Task LookAtAllAgainAsync(this Transaction transaction, string districtId) =>
        transaction.ExecuteAsync(LookAtAllAgain, new { DistrictId = districtId, AtOnce = DateOnly.MinValue });

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
        returning id, state, due_on, deadline_version
        """;

    private const string Set = "update tasks set remind_on = @RemindOn where district_id = @DistrictId and id in @Ids";

    private const string LookAtAllAgain = """
        update tasks
           set remind_on = @AtOnce
         where district_id = @DistrictId and state in ('assigned', 'in_progress') and due_on is not null
        """;
}
