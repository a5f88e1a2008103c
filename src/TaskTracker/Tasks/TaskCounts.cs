using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>What views of tasks count: the units that answer and the sub-tasks; fetched once for a page.</summary>
internal sealed class TaskCounts(Dictionary<long, PartyCounts> parties, Dictionary<long, SubtaskCounts> subtasks)
{
    private static readonly PartyCounts NoParties = new(0, 0, 0, 0);
    private static readonly SubtaskCounts NoSubtasks = new(0, 0);

    public PartyCounts PartiesOf(long taskId) => parties.GetValueOrDefault(taskId, NoParties);

    public SubtaskCounts SubtasksOf(long taskId) => subtasks.GetValueOrDefault(taskId, NoSubtasks);
}

internal static class TaskCounting
{
    public static async Task<TaskCounts> CountsOfAsync(this Session session, string districtId, long[] taskIds)
    {
        var parties = await session.QueryAsync<PartiesRow>(SelectParties, new { DistrictId = districtId, Ids = new IdList(taskIds) });
        var subtasks = await session.QueryAsync<SubtasksRow>(SelectSubtasks, new { DistrictId = districtId, Ids = new IdList(taskIds) });
        return new TaskCounts(
            parties.ToDictionary(row => row.TaskId, row => new PartyCounts(row.Answering, row.Received, row.Leading, row.HandedIn)),
            subtasks.ToDictionary(row => row.ParentId, row => new SubtaskCounts(row.Parts - row.Closed, row.Closed)));
    }

    private sealed record PartiesRow
    {
        public long TaskId { get; init; }

        public int Answering { get; init; }

        public int Received { get; init; }

        public int Leading { get; init; }

        public int HandedIn { get; init; }
    }

    private sealed record SubtasksRow
    {
        public long ParentId { get; init; }

        public int Parts { get; init; }

        public int Closed { get; init; }
    }

    private const string SelectParties = """
        select task_id, count(*) as answering, count(received_on) as received, count(case when role = 'lead' then 1 end) as leading,
               count(case when role = 'lead' and handed_in_on is not null then 1 end) as handed_in
          from task_parties
         where district_id = @DistrictId and task_id in @Ids
         group by task_id
        """;

    private const string SelectSubtasks = """
        select parent_id, count(*) as parts, count(case when state = 'closed' then 1 end) as closed
          from tasks
         where district_id = @DistrictId and parent_id in @Ids
         group by parent_id
        """;
}
