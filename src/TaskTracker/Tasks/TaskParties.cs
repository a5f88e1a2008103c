using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Rules;

namespace TaskTracker.Tasks;

/// <summary>
/// Who answers for a task: its participations with groups taken apart into their members, and renamed or merged units answered for by
/// their successors.
/// </summary>
internal static class TaskParties
{
    /// <summary>
    /// Lays tasks on the units that stand on them. What is there stays as it is, so that it can be asked again after a name or a group
    /// became known; a unit that joins is given the district's days to acknowledge.
    /// </summary>
    public static async Task LayOnUnitsAsync(this Transaction transaction, string districtId, IReadOnlyCollection<long> taskIds, DateTimeOffset now)
    {
        if (taskIds.Count == 0)
            return;

        var today = BeijingTime.DateOf(now);
        await transaction.InsertPartiesAsync(districtId, taskIds, today);
        foreach (var taskId in taskIds)
            transaction.AskAfterwards(districtId, taskId, today);
    }

    /// <summary>
    /// Lays a task on the units that stand on it now, after those, a group's members or a unit's successor have changed; the rule is
    /// <see cref="PolicyTask.LaidOn"/>.
    /// </summary>
    /// <returns>Who joined, left or passed its part on; empty if the same units answer as before.</returns>
    public static async Task<IReadOnlyList<PartyMove>> LayAnewAsync(this Transaction transaction, string districtId, long taskId, DateTimeOffset now)
    {
        var task = (await transaction.FindTaskAsync(districtId, taskId))!;
        var today = BeijingTime.DateOf(now);
        await transaction.ExecuteAsync(Delete, new { DistrictId = districtId, TaskId = taskId });
        await transaction.InsertPartiesAsync(districtId, [taskId], today);
        var laid = task.LaidOn(await transaction.TaskPartiesOfAsync(districtId, taskId), await transaction.HeirsOfAsync(districtId, today));
        await transaction.ExecuteAsync(Restore, laid.Task.Parties.Select(party => new
        {
            DistrictId = districtId,
            TaskId = taskId,
            party.UnitId,
            party.JoinedOn,
            party.ReceiptDueOn,
            party.ReceivedOn,
            party.Percent,
            party.HandedInOn,
            party.PredecessorId,
        }));
        if (laid.Task with { Parties = task.Parties } != task)
            await transaction.SaveAsync(districtId, laid.Task, now);
        transaction.AskAfterwards(districtId, taskId, today);
        if (task.ParentId is { } parentId)
            transaction.AskAfterwards(districtId, parentId, today);
        if (task.OpenSubtasks > 0 && laid.Moves.Count > 0)
            await transaction.AskPartsAnewAsync(districtId, taskId, today);
        return laid.Moves;
    }

    /// <summary>By unit that was succeeded by that day: the unit that answers for it now, at the end of the chain.</summary>
    private static async Task<IReadOnlyDictionary<long, long>> HeirsOfAsync(this Session session, string districtId, DateOnly today)
    {
        var successors = (await session.QueryAsync<HeirRow>(SelectSuccessors, new { DistrictId = districtId, Today = today }))
            .ToDictionary(row => row.Id, row => row.SuccessorId);
        return successors.ToDictionary(pair => pair.Key, pair =>
        {
            var heir = pair.Value;
            for (var steps = 0; steps < successors.Count && successors.TryGetValue(heir, out var next); steps++)
                heir = next;
            return heir;
        });
    }

    public static async Task<IReadOnlyList<TaskParty>> TaskPartiesOfAsync(this Session session, string districtId, long taskId) =>
        [.. (await session.QueryAsync<Row>(Select, new { DistrictId = districtId, TaskId = taskId })).Select(row => row.ToParty())];

    /// <summary>Stores what an act changed of the parties.</summary>
    public static Task SavePartiesAsync(this Transaction transaction, string districtId, PolicyTask before, PolicyTask after) =>
        transaction.ExecuteAsync(Update, after.Parties.Except(before.Parties).Select(party => new
        {
            DistrictId = districtId,
            TaskId = after.Id,
            party.UnitId,
            party.ReceivedOn,
            party.Percent,
            party.HandedInOn,
        }));

    private static async Task InsertPartiesAsync(this Transaction transaction, string districtId, IReadOnlyCollection<long> taskIds, DateOnly today)
    {
        var rules = await transaction.RulesOfAsync(districtId);
        var receiptDueOn = (await transaction.CalendarInForceAsync()).AddWorkingDays(today, rules.ReceiptWorkingDays).Value;
        await transaction.ExecuteAsync(Insert, new { DistrictId = districtId, Ids = new IdList(taskIds), Today = today, ReceiptDueOn = receiptDueOn });
        await transaction.LookAgainAsync(districtId, taskIds);
    }

    private sealed record Row
    {
        public long UnitId { get; init; }

        public string Role { get; init; } = "";

        public long? GroupId { get; init; }

        public DateOnly JoinedOn { get; init; }

        public DateOnly? ReceiptDueOn { get; init; }

        public DateOnly? ReceivedOn { get; init; }

        public int Percent { get; init; }

        public DateOnly? HandedInOn { get; init; }

        public long? PredecessorId { get; init; }

        public TaskParty ToParty() => new()
        {
            UnitId = UnitId,
            Role = EnumNames.Parse<ParticipationRole>(Role),
            GroupId = GroupId,
            JoinedOn = JoinedOn,
            ReceiptDueOn = ReceiptDueOn,
            ReceivedOn = ReceivedOn,
            Percent = Percent,
            HandedInOn = HandedInOn,
            PredecessorId = PredecessorId,
        };
    }

    private sealed record HeirRow
    {
        public long Id { get; init; }

        public long SuccessorId { get; init; }
    }

    private const string Select = """
        select unit_id, role, group_id, joined_on, receipt_due_on, received_on, percent, handed_in_on, predecessor_id
          from task_parties
         where district_id = @DistrictId and task_id = @TaskId
         order by unit_id
        """;

    private const string Insert = """
        insert into task_parties (district_id, task_id, unit_id, role, group_id, joined_on, receipt_due_on)
        with recursive heirs (unit_id, heir_id) as (
            select id, id from units where district_id = @DistrictId and kind <> 'group'
            union
            select h.unit_id, u.successor_id
              from heirs h
              join units u on u.district_id = @DistrictId and u.id = h.heir_id
             where u.successor_id is not null and (u.valid_to is null or u.valid_to < @Today)
        )
        select tu.district_id, tu.task_id, h.heir_id, tu.role, m.group_id, @Today, @ReceiptDueOn
          from task_units tu
          left join unit_members m on m.district_id = tu.district_id and m.group_id = tu.unit_id
          join heirs h on h.unit_id = coalesce(m.unit_id, tu.unit_id)
          join units u on u.district_id = tu.district_id and u.id = h.heir_id
                      and (u.successor_id is null or u.valid_to >= @Today)
         where tu.district_id = @DistrictId and tu.task_id in @Ids
         order by tu.task_id, case tu.role when 'lead' then 1 when 'partner' then 2 else 3 end, case when m.group_id is null then 1 else 2 end, tu.ordinal
            on conflict do nothing
        """;

    private const string SelectSuccessors = """
        select id, successor_id
          from units
         where district_id = @DistrictId and successor_id is not null and (valid_to is null or valid_to < @Today)
        """;

    private const string Delete = "delete from task_parties where district_id = @DistrictId and task_id = @TaskId";

    private const string Restore = """
        update task_parties
           set joined_on = @JoinedOn, receipt_due_on = @ReceiptDueOn, received_on = @ReceivedOn, percent = @Percent, handed_in_on = @HandedInOn, predecessor_id = @PredecessorId
         where district_id = @DistrictId and task_id = @TaskId and unit_id = @UnitId
        """;

    private const string Update = """
        update task_parties
           set received_on = @ReceivedOn, percent = @Percent, handed_in_on = @HandedInOn
         where district_id = @DistrictId and task_id = @TaskId and unit_id = @UnitId
        """;
}
