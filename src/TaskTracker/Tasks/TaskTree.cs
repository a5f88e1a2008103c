using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>Sub-tasks and the tasks above them: what moves below is reckoned up to the top in the same transaction.</summary>
internal static class TaskTree
{
    /// <summary>Where a new task stands in the tree.</summary>
    public sealed record Place(long ParentId, int Level, int Weight, long? FanOutGroupId);

    /// <summary>Hangs a task that was just made below its parent, and reckons the parent anew.</summary>
    public static async Task HangBelowAsync(this Transaction transaction, string districtId, long taskId, Place place, DateTimeOffset now)
    {
        await transaction.ExecuteAsync(
            SetPlace, new { DistrictId = districtId, Id = taskId, place.ParentId, place.Level, place.Weight, place.FanOutGroupId });
        await transaction.RollUpAsync(districtId, place.ParentId, closed: false, now);

        // Who has a part of its own reports there, no more on the whole.
        transaction.AskAfterwards(districtId, place.ParentId, BeijingTime.DateOf(now));
    }

    /// <summary>After an act: the tasks above follow its percent and its end.</summary>
    public static Task RollUpAsync(this Transaction transaction, string districtId, PolicyTask before, PolicyTask after, DateTimeOffset now) =>
        after.ParentId is { } parentId && (before.Percent != after.Percent || before.State != after.State || before.Outcome != after.Outcome)
            ? transaction.RollUpAsync(districtId, parentId, after.State is TaskState.Closed && before.State is not TaskState.Closed, now)
            : Task.CompletedTask;

    public static async Task<IReadOnlySet<long>> LeadsAboveAsync(this Session session, string districtId, long parentId) =>
        (await session.QueryAsync<long>(SelectLeadsAbove, new { DistrictId = districtId, ParentId = parentId })).ToHashSet();

    private static async Task RollUpAsync(this Transaction transaction, string districtId, long parentId, bool closed, DateTimeOffset now)
    {
        for (long? above = parentId; above is { } id;)
        {
            await transaction.LockTaskAsync(districtId, id);
            var task = (await transaction.FindTaskAsync(districtId, id))!;
            var parts = await transaction.QueryAsync<PartRow>(SelectParts, new { DistrictId = districtId, ParentId = id });
            var reckoned = task.RolledUp([.. parts.Select(part => part.ToPart())]);

            // Saved even where its own facts stay: what it shows of its parts has changed, and so must its ETag.
            await transaction.SaveAsync(districtId, reckoned, now);
            if (closed && task is { OpenSubtasks: 0, State: not TaskState.Closed })
                await transaction.PublishAsync(districtId, new SubtasksClosed(id), now);

            closed = false;
            above = reckoned == task ? null : task.ParentId;
        }
    }

    private sealed record PartRow
    {
        public string State { get; init; } = "";

        public string? Outcome { get; init; }

        public int Percent { get; init; }

        public int Weight { get; init; }

        public RollUp.Part ToPart() => new()
        {
            State = EnumNames.Parse<TaskState>(State),
            Outcome = Outcome is null ? null : EnumNames.Parse<TaskOutcome>(Outcome),
            Percent = Percent,
            Weight = Weight,
        };
    }

    private const string SetPlace = """
        update tasks
           set parent_id = @ParentId, level = @Level, weight = @Weight, fan_out_group_id = @FanOutGroupId,
               part_of_list_id = (select coalesce(above.list_id, above.part_of_list_id) from tasks above where above.district_id = @DistrictId and above.id = @ParentId)
         where district_id = @DistrictId and id = @Id
        """;

    private const string SelectParts = """
        select state, outcome, percent, weight
          from tasks
         where district_id = @DistrictId and parent_id = @ParentId
        """;

    private const string SelectLeadsAbove = """
        with recursive above (id, parent_id) as (
            select id, parent_id from tasks where district_id = @DistrictId and id = @ParentId
            union
            select t.id, t.parent_id
              from tasks t
              join above a on a.parent_id = t.id
             where t.district_id = @DistrictId
        )
        select distinct tu.unit_id
          from above a
          join task_units tu on tu.district_id = @DistrictId and tu.task_id = a.id and tu.role = 'lead' and tu.unit_id is not null
        """;
}
