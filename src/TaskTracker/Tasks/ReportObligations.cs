using TaskTracker.Calendars;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>
/// Which reports are owed: one row a task, reporting unit and period (DEMANDS 13). Everything that changes them stands here, together with
/// the earliest open day of a task (<c>tasks.report_due_on</c>) that lights and reminders read.
/// </summary>
internal static class ReportObligations
{
    /// <summary>
    /// Asks the units of tasks for the reports that their lists want by today. Can be repeated: what is met, or was due before today, stays
    /// as it is; what is not due yet follows the list's settings and the units on the task.
    /// </summary>
    /// <param name="transaction">Where it is stored.</param>
    /// <param name="districtId">Of the tasks.</param>
    /// <param name="taskIds">Any number; tasks whose lists ask for nothing are passed over.</param>
    /// <param name="since">Periods that ended before this day are asked for only if they are not due yet.</param>
    /// <param name="today">The day in Beijing.</param>
    public static async Task AskForReportsAsync(
        this Transaction transaction, string districtId, IEnumerable<long> taskIds, DateOnly since, DateOnly today)
    {
        var rows = await transaction.QueryAsync<ListRow>(SelectLists, new { DistrictId = districtId, Ids = new IdList(taskIds) });
        foreach (var list in rows.GroupBy(row => row.ListId))
        {
            var settings = Json.Read<ReportSettings>(list.First().Reporting);
            await transaction.AskAsync(districtId, list.Key, [.. list.Select(row => row.TaskId)], settings, since, today);
        }
    }

    /// <summary>Asks the same of a task once all of the transaction's changes are made: who reports on it hangs on the tasks above and below.</summary>
    public static void AskAfterwards(this Transaction transaction, string districtId, long taskId, DateOnly today) =>
        transaction.Afterwards(AskTodayAsync, districtId, today, taskId);

    private static Task AskTodayAsync(Transaction transaction, string districtId, DateOnly today, long[] taskIds) =>
        transaction.AskForReportsAsync(districtId, taskIds, today, today);

    /// <summary>After the state of a task was saved: while it rests nothing is asked, and what fell due meanwhile stays excused.</summary>
    public static async Task FollowStateAsync(this Transaction transaction, string districtId, PolicyTask task, DateOnly today)
    {
        if (!PolicyTask.AsksForReports(task.State))
        {
            await transaction.ExecuteAsync(Rest, new { DistrictId = districtId, TaskId = task.Id, Today = today });
            await transaction.RefreshDueAsync(districtId, [task.Id], today);
            if (task is { State: TaskState.Closed, OpenSubtasks: > 0 })
                await transaction.AskPartsAnewAsync(districtId, task.Id, today);
        }
        else if (await transaction.QuerySingleOrDefaultAsync<long?>(SelectWoken, new { DistrictId = districtId, TaskId = task.Id, Today = today }) is not null)
        {
            await transaction.AskForReportsAsync(districtId, [task.Id], today, today);
            if (task.OpenSubtasks > 0)
                await transaction.AskPartsAnewAsync(districtId, task.Id, today);
        }
    }

    /// <summary>
    /// Who is asked on a task's parts has changed with it. Acts lock parts before their wholes, so the parts are left to the job that opens
    /// periods: it goes through the whole list when it runs next.
    /// </summary>
    public static Task AskPartsAnewAsync(this Transaction transaction, string districtId, long taskId, DateOnly today) =>
        transaction.ExecuteAsync(WindClock, new { DistrictId = districtId, TaskId = taskId, Today = today });

    /// <summary>A report came: the obligation is met on that day, by that key, for ever.</summary>
    public static async Task MeetAsync(
        this Transaction transaction, string districtId, long taskId, long obligationId, long reportId, DateOnly today, string by)
    {
        await transaction.ExecuteAsync(Meet, new { DistrictId = districtId, Id = obligationId, ReportId = reportId, Today = today, By = by });
        await transaction.RefreshDueAsync(districtId, [taskId], today);
    }

    /// <summary>
    /// A report on a task counts for what its unit owes on the open duplicates of it for the same period: nobody is asked twice for one thing.
    /// The transaction holds the locks of all of them.
    /// </summary>
    public static async Task MeetOnDuplicatesAsync(
        this Transaction transaction, string districtId, PolicyTask task, long[] unitIds, string? period, long reportId, DateOnly today, string by)
    {
        if (task.SameAs is not { } sameAs || period is null)
            return;

        var met = await transaction.QueryAsync<long>(MeetOnDuplicates, new
        {
            DistrictId = districtId,
            SameAs = sameAs,
            TaskId = task.Id,
            Units = unitIds,
            Period = period,
            ReportId = reportId,
            Today = today,
            By = by,
        });
        await transaction.RefreshDueAsync(districtId, [.. met], today);
    }

    /// <summary>A report was returned: it is asked for again wherever it counted, unless that task rests or is closed, when none could come.</summary>
    public static async Task ReopenAsync(this Transaction transaction, string districtId, PolicyTask task, long reportId, DateOnly today)
    {
        var all = (await transaction.QueryAsync<(long Id, string State)>(SelectDuplicates, new { DistrictId = districtId, TaskId = task.Id })).ToArray();
        long[] ids = [.. all.Select(one => one.Id)];
        long[] asked = [.. all.Where(one => PolicyTask.AsksForReports(EnumNames.Parse<TaskState>(one.State))).Select(one => one.Id)];
        await transaction.ExecuteAsync(Reopen, new { DistrictId = districtId, Ids = new IdList(ids), Asked = asked, ReportId = reportId, Today = today });
        await transaction.RefreshDueAsync(districtId, ids, today);
    }

    private static async Task AskAsync(
        this Transaction transaction, string districtId, long listId, long[] taskIds, ReportSettings settings, DateOnly since, DateOnly today)
    {
        await transaction.ExecuteAsync(Lock, new { DistrictId = districtId, Ids = new IdList(taskIds) });
        await transaction.ExecuteAsync(PassOver, new { DistrictId = districtId, Ids = new IdList(taskIds), Today = today });
        foreach (var asked in ReportPlan.PeriodsAsked(settings, since, today, await transaction.CalendarInForceAsync()))
        {
            await transaction.ExecuteAsync(Open, new
            {
                DistrictId = districtId,
                ListId = listId,
                Ids = new IdList(taskIds),
                Period = asked.Period.Key,
                asked.Period.Start,
                asked.Period.End,
                DueOn = asked.Due.Value,
                Provisional = asked.Due.IsProvisional ? 1 : 0,
                PartnerDueOn = asked.PartnerDue.Value,
                PartnerProvisional = asked.PartnerDue.IsProvisional ? 1 : 0,
                Partners = settings.Path is ReportPath.PartnerToLead ? 1 : 0,
                Today = today,
            });
        }

        await transaction.RefreshDueAsync(districtId, taskIds, today);
    }

    private static async Task RefreshDueAsync(this Transaction transaction, string districtId, long[] taskIds, DateOnly today)
    {
        await transaction.ExecuteAsync(RefreshDue, new { DistrictId = districtId, Ids = new IdList(taskIds), TaskStore.AtOnce });
        transaction.RelightAll(districtId, taskIds, today);
    }

    private sealed record ListRow
    {
        public long TaskId { get; init; }

        public long ListId { get; init; }

        public string Reporting { get; init; } = "{}";
    }

    private const string SelectLists = """
        select t.id as task_id, l.id as list_id, l.reporting
          from tasks t
          join task_lists l on l.district_id = t.district_id and l.id = coalesce(t.list_id, t.part_of_list_id)
         where t.district_id = @DistrictId and t.id in @Ids and l.reporting is not null
         order by t.id
        """;

    /// <summary>So that nobody closes a task between the reading of its state and the storing of what it owes.</summary>
    private const string Lock = "update tasks set version = version where district_id = @DistrictId and id in @Ids";

    private const string PassOver = """
        update report_obligations
           set excused_on = @Today, excused_for = 'settled_anew'
         where district_id = @DistrictId and task_id in @Ids and met_on is null and (excused_for is null or excused_for = 'rest') and due_on >= @Today
        """;

    /// <summary>Whom it asks besides is <see cref="AskedOnce"/> in SQL.</summary>
    private const string Open = """
        insert into report_obligations (district_id, task_id, unit_id, list_id, role, period, period_start, period_end, due_on, due_provisional,
               opened_on, excused_on, excused_for)
        select t.district_id, t.id, p.unit_id, @ListId, p.role, @Period, @Start, @End,
               case p.role when 'lead' then @DueOn else @PartnerDueOn end,
               case p.role when 'lead' then @Provisional else @PartnerProvisional end,
               @Today,
               case when t.state in ('assigned', 'in_progress') then null else @Today end,
               case when t.state in ('assigned', 'in_progress') then null else 'rest' end
          from tasks t
          join task_parties p on p.district_id = t.district_id and p.task_id = t.id
         where t.district_id = @DistrictId and t.id in @Ids and coalesce(t.list_id, t.part_of_list_id) = @ListId and t.state <> 'closed'
           and (p.role = 'lead' or (p.role = 'partner' and @Partners = 1))
           and p.joined_on <= @End
           and (t.reports_from is null or t.reports_from <= @DueOn)
           and not exists (select 1
                             from tasks part
                             join task_parties own on own.district_id = part.district_id and own.task_id = part.id and own.unit_id = p.unit_id and own.role = 'lead'
                            where part.district_id = t.district_id and part.parent_id = t.id and part.fan_out_group_id = p.group_id
                              and coalesce(part.outcome, '') not in ('cancelled', 'superseded'))
           and not exists (select 1
                             from tasks above
                             join task_parties same on same.district_id = above.district_id and same.task_id = above.id and same.unit_id = p.unit_id
                            where above.district_id = t.district_id
                              and above.id in (t.parent_id, (select up.parent_id from tasks up where up.district_id = t.district_id and up.id = t.parent_id))
                              and above.state <> 'closed' and (same.role = 'lead' or (same.role = 'partner' and @Partners = 1))
                              and not exists (select 1
                                                from tasks part
                                                join task_parties own on own.district_id = part.district_id and own.task_id = part.id
                                                                     and own.unit_id = p.unit_id and own.role = 'lead'
                                               where part.district_id = above.district_id and part.parent_id = above.id
                                                 and part.fan_out_group_id = same.group_id and coalesce(part.outcome, '') not in ('cancelled', 'superseded')))
           and not exists (select 1
                             from report_obligations o
                            where o.district_id = t.district_id
                              and o.task_id in (t.parent_id, (select up.parent_id from tasks up where up.district_id = t.district_id and up.id = t.parent_id))
                              and o.unit_id = p.unit_id and o.period = @Period and o.met_on is not null)
            on conflict (district_id, task_id, unit_id, period) do update
           set due_on = excluded.due_on, due_provisional = excluded.due_provisional, role = excluded.role,
               excused_on = excluded.excused_on, excused_for = excluded.excused_for
         where report_obligations.met_on is null and report_obligations.due_on >= @Today
        """;

    private const string Rest = """
        update report_obligations
           set excused_on = @Today, excused_for = 'rest'
         where district_id = @DistrictId and task_id = @TaskId and met_on is null and excused_on is null and due_on >= @Today
        """;

    /// <summary>Taken up again today; the reports whose day has not passed are asked for again.</summary>
    private const string SelectWoken = """
        select id
          from tasks
         where district_id = @DistrictId and id = @TaskId and coalesce(list_id, part_of_list_id) is not null and reports_from = @Today
        """;

    private const string WindClock = """
        update report_clocks
           set next_on = @Today
         where district_id = @DistrictId and next_on > @Today
           and list_id = (select coalesce(list_id, part_of_list_id) from tasks where district_id = @DistrictId and id = @TaskId)
        """;

    private const string Meet = """
        update report_obligations
           set met_on = @Today, met_by = @By, report_id = @ReportId, excused_on = null, excused_for = null
         where district_id = @DistrictId and id = @Id and met_on is null
        """;

    /// <summary>The task and those that are the same one.</summary>
    private const string SelectDuplicates = """
        select id, state from tasks where district_id = @DistrictId and id = @TaskId
        union
        select twin.id, twin.state
          from tasks own
          join tasks twin on twin.district_id = own.district_id and twin.same_as = own.same_as
         where own.district_id = @DistrictId and own.id = @TaskId
        """;

    private const string MeetOnDuplicates = """
        update report_obligations
           set met_on = @Today, met_by = @By, report_id = @ReportId
         where district_id = @DistrictId and unit_id in @Units and period = @Period and met_on is null and excused_on is null
           and task_id in (select id from tasks where district_id = @DistrictId and same_as = @SameAs and id <> @TaskId and state <> 'closed')
        returning task_id
        """;

    private const string Reopen = """
        update report_obligations
           set met_on = null, met_by = null, report_id = null,
               excused_on = case when task_id in @Asked then null else @Today end, excused_for = case when task_id in @Asked then null else 'rest' end
         where district_id = @DistrictId and task_id in @Ids and report_id = @ReportId
        """;

    private const string RefreshDue = $"""
        update tasks
           set report_due_on = (select min(o.due_on)
                                  from report_obligations o
                                 where o.district_id = tasks.district_id and o.task_id = tasks.id and o.met_on is null and o.excused_on is null),
               remind_on = {RemindOn.AtOnceSql}
         where district_id = @DistrictId and id in @Ids
        """;
}
