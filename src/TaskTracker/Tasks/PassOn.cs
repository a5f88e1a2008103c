using TaskTracker.Audit;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// Open tasks follow the register: a new member of a group answers for the group's tasks, who has left answers no more, and a unit's
/// successor takes over from the day on which the unit is no more. Each task says so in its history. Closed tasks stay as they are.
/// </summary>
internal static class PassOn
{
    /// <summary>Lays the open tasks anew on which these units or groups stand or answer.</summary>
    public static async Task LayTasksOfUnitsAnewAsync(
        this Transaction transaction, string districtId, IReadOnlyCollection<long> unitIds, string actor, DateTimeOffset now)
    {
        if (unitIds.Count == 0)
            return;

        var taskIds = await transaction.QueryAsync<long>(SelectOfUnits, new { DistrictId = districtId, UnitIds = new IdList(unitIds) });
        await transaction.LayTasksAnewAsync(districtId, [.. taskIds], actor, now);
    }

    /// <summary>The open tasks for which units answer that exist no more and have a successor: the first ones after an id.</summary>
    public static async Task<long[]> TasksToPassOnAsync(this Session session, string districtId, long afterId, int limit, DateTimeOffset now) =>
        [.. await session.QueryAsync<long>(SelectToPassOn, new { DistrictId = districtId, AfterId = afterId, Limit = limit, Today = BeijingTime.DateOf(now) })];

    public static async Task LayTasksAnewAsync(
        this Transaction transaction, string districtId, long[] taskIds, string actor, DateTimeOffset now)
    {
        // Parts before their wholes, as acts lock them.
        foreach (var taskId in taskIds.OrderDescending())
        {
            await transaction.LockTaskAsync(districtId, taskId);
            var moves = await transaction.LayAnewAsync(districtId, taskId, now);
            if (moves.Count == 0)
                continue;

            await transaction.ExecuteAsync(Touch, new { DistrictId = districtId, Id = taskId, Now = now, TaskStore.AtOnce });
            await transaction.RecordMovesAsync(districtId, actor, taskId, moves, now);
            await transaction.PublishAsync(districtId, new TaskPartiesChanged(taskId, moves), now);
        }
    }

    private static async Task RecordMovesAsync(
        this Transaction transaction, string districtId, string actor, long taskId, IReadOnlyList<PartyMove> moves, DateTimeOffset now)
    {
        var ids = moves.SelectMany(move => new[] { move.FromUnitId, move.ToUnitId }).OfType<long>().Distinct().ToArray();
        var names = (await transaction.QueryAsync<UnitReference>(SelectNames, new { DistrictId = districtId, Ids = new IdList(ids) })).ToDictionary(unit => unit.Id, unit => unit.Name);
        Change[] changes = [.. moves.Select(move => new Change("answering", NameOf(move.FromUnitId), NameOf(move.ToUnitId)))];
        await transaction.RecordAsync(districtId, actor, "task", taskId, "parties_changed", now, null, changes);

        string? NameOf(long? unitId) => unitId is { } id ? names[id] : null;
    }

    private const string SelectOfUnits = """
        select t.id
          from tasks t
         where t.district_id = @DistrictId
           and t.state <> 'closed'
           and t.id in (select task_id from task_units where district_id = @DistrictId and unit_id in @UnitIds
                        union
                        select tu.task_id
                          from unit_members m
                          join task_units tu on tu.district_id = m.district_id and tu.unit_id = m.group_id
                         where m.district_id = @DistrictId and m.unit_id in @UnitIds
                        union
                        select task_id from task_parties where district_id = @DistrictId and unit_id in @UnitIds)
         order by t.id
        """;

    private const string SelectToPassOn = """
        select distinct t.id
          from units u
          join task_parties p on p.district_id = u.district_id and p.unit_id = u.id
          join tasks t on t.district_id = p.district_id and t.id = p.task_id and t.state <> 'closed'
         where u.district_id = @DistrictId and u.successor_id is not null and (u.valid_to is null or u.valid_to < @Today) and t.id > @AfterId
         order by t.id
         limit @Limit
        """;

    private const string Touch = $"""
        update tasks
           set version = version + 1, updated_at = @Now, remind_on = {RemindOn.AtOnceSql}
         where district_id = @DistrictId and id = @Id
        """;

    private const string SelectNames = "select id, name from units where district_id = @DistrictId and id in @Ids";
}
