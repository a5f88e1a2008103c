using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The times in which nothing is asked of a recurring duty, so that the occurrences that fall into them are excused.</summary>
internal static class TaskRests
{
    /// <summary><see cref="Rest.Covers"/> in SQL, for the last day of a stage s.</summary>
    public const string CoverSql = """
        exists (select 1 from task_rests r
                      where r.district_id = s.district_id and r.task_id = s.task_id and r.from_on <= s.due_on and (r.until_on is null or r.until_on > s.due_on))
        """;

    /// <summary>After the state of a task was saved: its rest begins or ends.</summary>
    public static Task FollowRestAsync(this Transaction transaction, string districtId, PolicyTask task, DateOnly today) =>
        task.DeadlineKind is DeadlineKind.Recurring
            ? transaction.ExecuteAsync(PolicyTask.AsksForReports(task.State) ? End : Begin, new { DistrictId = districtId, TaskId = task.Id, Today = today })
            : Task.CompletedTask;

    public static async Task<IReadOnlyCollection<Rest>> RestsOfAsync(this Session session, string districtId, long taskId) =>
        [.. (await session.QueryAsync<Row>(Select, new { DistrictId = districtId, TaskId = taskId })).Select(row => new Rest(row.FromOn, row.UntilOn))];

    private sealed record Row
    {
        public DateOnly FromOn { get; init; }

        public DateOnly? UntilOn { get; init; }
    }

    private const string Select = "select from_on, until_on from task_rests where district_id = @DistrictId and task_id = @TaskId order by from_on";

    /// <summary>Two rests that begin on one day are one: what lay between them was no day.</summary>
    private const string Begin = """
        insert into task_rests (district_id, task_id, from_on)
        select district_id, id, @Today
          from tasks
         where district_id = @DistrictId and id = @TaskId
           and not exists (select 1 from task_rests where district_id = @DistrictId and task_id = @TaskId and until_on is null)
            on conflict (district_id, task_id, from_on) do update set until_on = null
        """;

    private const string End = """
        update task_rests
           set until_on = @Today
         where district_id = @DistrictId and task_id = @TaskId and until_on is null
        """;
}
