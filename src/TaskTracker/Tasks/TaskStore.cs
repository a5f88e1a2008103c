using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>Loads, makes and saves a task for the use cases that change it; lists and statistics have their own queries.</summary>
internal static partial class TaskStore
{
    /// <summary>The tick looks at the task as soon as it runs next: what is due may have changed.</summary>
    public static readonly DateOnly AtOnce = DateOnly.MinValue;

    /// <summary>The day by which a task without one stands in the order of days: after all others.</summary>
    public static readonly DateOnly Undated = DateOnly.MaxValue;

    public static async Task<PolicyTask?> FindTaskAsync(this Session session, string districtId, long id)
    {
        var row = await session.QuerySingleOrDefaultAsync<TaskRow>(SelectTask, new { DistrictId = districtId, Id = id });
        if (row is null)
            return null;

        var participations = await session.QueryAsync<ParticipationRow>(SelectParticipations, new { DistrictId = districtId, Id = id });
        return row.ToTask([.. participations.Select(part => part.ToParticipation())]) with
        {
            Parties = await session.TaskPartiesOfAsync(districtId, id),
            LeadsAbove = row.ParentId is { } parentId ? await session.LeadsAboveAsync(districtId, parentId) : new HashSet<long>(),
        };
    }

    /// <summary>Keeps everybody else from changing the task until the transaction ends, so that acts on it take turns instead of failing.</summary>
    public static async Task LockTaskAsync(this Transaction transaction, string districtId, long id)
    {
        // Duplicates share receipts and percents: all of them, and always in the same order, so that two acts never wait for each other.
        foreach (var taskId in (await transaction.QueryAsync<long>(SelectSame, new { DistrictId = districtId, Id = id })).DefaultIfEmpty(id))
            await transaction.ExecuteAsync(Lock, new { DistrictId = districtId, Id = taskId });
    }

    /// <returns>False if somebody else has changed the task since it was read.</returns>
    public static async Task<bool> SaveAsync(this Transaction transaction, string districtId, PolicyTask task, DateTimeOffset now)
    {
        transaction.Relight(districtId, task.Id, now);
        var dueOn = task.DueOn;
        var today = BeijingTime.DateOf(now);
        var saved = await transaction.ExecuteAsync(UpdateTask, new
        {
            DistrictId = districtId,
            task.Id,
            task.Version,
            State = EnumNames.Of(task.State),
            task.Percent,
            DeadlineKind = EnumNames.Of(task.DeadlineKind),
            task.Deadline,
            task.DeadlineVersion,
            DueOn = dueOn,
            DueOrder = dueOn ?? Undated,
            RemindOn = RemindOn(task.State),
            ExpandOn = ExpandOn(task.State, task.DeadlineKind),
            RelativeAmount = task.RelativeLimit?.Amount,
            RelativeUnit = task.RelativeLimit is { } limit ? EnumNames.Of(limit.Unit) : null,
            RelativeEvent = task.RelativeLimit?.Event,
            task.EventOn,
            DeadlineProvisional = task.DeadlineProvisional ? 1 : 0,
            task.DatesSet,
            task.HandedInOn,
            Outcome = task.Outcome is { } outcome ? EnumNames.Of(outcome) : null,
            task.CompletedOn,
            task.HandInAgainBy,
            task.ReturnedOn,
            task.DatedPartDueOn,
            task.DatedPartCompletedOn,
            WasLate = task.WasLate ? 1 : 0,
            task.ExtensionCount,
            task.SuspendedOn,
            task.ExcusedDays,
            Closed = task.State is TaskState.Closed ? 1 : 0,
            AsksForReports = PolicyTask.AsksForReports(task.State) ? 1 : 0,
            Forecast = task.Forecast is { } forecast ? EnumNames.Of(forecast.Outlook) : null,
            ForecastSince = task.Forecast?.Since,
            ForecastExpectedOn = task.Forecast?.ExpectedOn,
            ForecastReason = task.Forecast?.Reason,
            Today = today,
            Now = now,
        }) == 1;
        if (!saved)
            return false;

        await transaction.FollowStateAsync(districtId, task, today);
        await transaction.FollowRestAsync(districtId, task, today);
        return true;
    }

    /// <summary>
    /// Makes a record of a task, with its search text and its units. It is laid on them with <see cref="TaskParties.LayOnUnitsAsync"/>, for
    /// all tasks that are made together.
    /// </summary>
    /// <returns>The new id, or null where a task of the same source exists already.</returns>
    public static async Task<long?> InsertAsync(this Transaction transaction, string districtId, NewTask task, DateTimeOffset now)
    {
        var dueOn = Lateness.DueOn(task.Deadline.Kind, task.Deadline.Date);
        var limit = task.EventOn is null ? RelativeDates.LimitOf(task.Deadline) : task.Deadline.RelativeLimit;
        var searchText = SearchText.Fold([task.Title, task.Measure, .. task.Participations.Select(part => part.Name)]);
        var id = await transaction.QuerySingleOrDefaultAsync<long?>(InsertTask, new
        {
            DistrictId = districtId,
            task.ListId,
            task.SourceDocumentId,
            task.DocumentId,
            task.Origin,
            task.Basis,
            task.Ordinal,
            task.No,
            Section = Json.Write(task.Section),
            task.Title,
            task.Measure,
            Leaders = Json.Write(task.Leaders),
            Targets = Json.Write(task.Targets),
            PrintedStatus = task.Deadline.Status is { } status ? EnumNames.Of(status) : null,
            DeadlineText = task.Deadline.PrintedText,
            DeadlineKind = EnumNames.Of(task.Deadline.Kind),
            Deadline = task.Deadline.Date,
            StartOn = task.Deadline.Start,
            Milestones = Json.Write(task.Deadline.Milestones),
            task.Deadline.Recurrence,
            OngoingAfterwards = task.Deadline.OngoingAfterwards ? 1 : 0,
            DueOn = dueOn,
            DueOrder = dueOn ?? Undated,
            RemindOn = RemindOn(TaskState.Assigned),
            ExpandOn = ExpandOn(TaskState.Assigned, task.Deadline.Kind),
            RelativeAmount = limit?.Amount,
            RelativeUnit = limit is null ? null : EnumNames.Of(limit.Unit),
            RelativeEvent = limit?.Event,
            task.EventOn,
            DeadlineProvisional = task.DeadlineProvisional ? 1 : 0,
            State = EnumNames.Of(TaskState.Assigned),
            task.LineStart,
            task.LineEnd,
            task.SourceKey,
            SearchText = searchText,
            Today = BeijingTime.DateOf(now),
            Now = now,
        });
        if (id is not { } taskId)
            return null;

        transaction.Relight(districtId, taskId, now);
        await transaction.InsertParticipationsAsync(districtId, taskId, task.Participations);
        await transaction.InsertGramsAsync(districtId, taskId, searchText);
        await transaction.InsertMilestonesAsync(districtId, taskId, task.Deadline.Milestones);
        return taskId;
    }

    /// <summary>Replaces words and units of a task after a correction, and makes the new ones findable.</summary>
    public static async Task SaveWordsAsync(
        this Transaction transaction, string districtId, long taskId, string? no, string? title, string measure, string? deadlineText,
        IReadOnlyList<Participation> participations)
    {
        var searchText = SearchText.Fold([title, measure, .. participations.Select(part => part.Name)]);
        await transaction.ExecuteAsync(
            UpdateWords,
            new { DistrictId = districtId, Id = taskId, No = no, Title = title, Measure = measure, DeadlineText = deadlineText, SearchText = searchText });
        await transaction.ExecuteAsync(DeleteParticipations, new { DistrictId = districtId, Id = taskId });
        await transaction.ExecuteAsync(DeleteGrams, new { DistrictId = districtId, Id = taskId });
        await transaction.InsertParticipationsAsync(districtId, taskId, participations);
        await transaction.InsertGramsAsync(districtId, taskId, searchText);
    }

    /// <summary>The forecast in force, from the columns that keep it.</summary>
    public static Forecast? ForecastOf(string? outlook, DateOnly? since, string? reason, DateOnly? expectedOn) =>
        outlook is null ? null : new Forecast(EnumNames.Parse<Outlook>(outlook), since!.Value, reason!, expectedOn);

    /// <summary>Replaces the numbers that a task is to reach.</summary>
    public static Task SaveTargetsAsync(this Transaction transaction, string districtId, long taskId, IReadOnlyList<Target> targets) =>
        transaction.ExecuteAsync(UpdateTargets, new { DistrictId = districtId, Id = taskId, Targets = Json.Write(targets) });

    /// <summary>Replaces the units of a task; its words stay.</summary>
    public static async Task SaveUnitsAsync(this Transaction transaction, string districtId, long taskId, IReadOnlyList<Participation> participations)
    {
        var words = await transaction.QuerySingleAsync<WordsRow>(SelectWords, new { DistrictId = districtId, Id = taskId });
        await transaction.SaveWordsAsync(districtId, taskId, words.No, words.Title, words.Measure, words.DeadlineText, participations);
    }

    /// <summary>Of a closed or suspended task nothing is asked; of every other the tick finds out.</summary>
    private static DateOnly? RemindOn(TaskState state) => state is TaskState.Closed or TaskState.Suspended ? null : AtOnce;

    /// <summary>The occurrences of an open recurring duty are looked at as soon as the job runs next.</summary>
    private static DateOnly? ExpandOn(TaskState state, DeadlineKind kind) =>
        kind is DeadlineKind.Recurring && state is not (TaskState.Closed or TaskState.Suspended) ? AtOnce : null;

    private static Task InsertParticipationsAsync(
        this Transaction transaction, string districtId, long taskId, IReadOnlyList<Participation> participations) =>
        transaction.ExecuteAsync(InsertParticipation, participations.Select((part, index) => new
        {
            DistrictId = districtId,
            TaskId = taskId,
            Ordinal = index + 1,
            Role = EnumNames.Of(part.Role),
            part.Name,
            part.UnitId,
            IsFirst = part.First ? 1 : 0,
        }));

    private static Task InsertGramsAsync(this Transaction transaction, string districtId, long taskId, string searchText)
    {
        var grams = SearchText.GramsOf(searchText);
        return grams.Count == 0
            ? Task.CompletedTask
            : transaction.ExecuteAsync(InsertGrams, new { DistrictId = districtId, TaskId = taskId, Grams = string.Concat(grams), grams.Count });
    }

    private const string SelectSame = """
        select id
          from tasks
         where district_id = @DistrictId and same_as = (select same_as from tasks where district_id = @DistrictId and id = @Id)
         order by id
        """;

    private const string Lock = "update tasks set version = version where district_id = @DistrictId and id = @Id";

    private const string SelectTask = """
        select t.id, t.version, t.state, t.percent, t.deadline_kind, t.deadline, t.deadline_version, t.handed_in_on, t.outcome, t.completed_on,
               t.ongoing_afterwards, l.collecting_unit_id, l.reporting, t.start_on, t.created_at, t.forecast, t.forecast_since,
               t.forecast_expected_on, t.forecast_reason,
               t.hand_in_again_by, t.returned_on, t.dated_part_due_on, t.dated_part_completed_on, t.was_late, t.extension_count,
               t.suspended_on, t.excused_days,
               t.parent_id, t.level, t.same_as,
               (select count(*) from tasks part where part.district_id = t.district_id and part.parent_id = t.id) as subtasks,
               (select count(*) from tasks part where part.district_id = t.district_id and part.parent_id = t.id and part.state <> 'closed') as open_subtasks,
               t.relative_amount, t.relative_unit, t.relative_event, t.event_on, t.deadline_provisional, t.dates_set
          from tasks t
          left join task_lists l on l.district_id = t.district_id and l.id = coalesce(t.list_id, t.part_of_list_id)
         where t.district_id = @DistrictId and t.id = @Id
        """;

    private const string SelectParticipations = """
        select role, name, unit_id, is_first
          from task_units
         where district_id = @DistrictId and task_id = @Id
         order by ordinal
        """;

    private const string UpdateTask = """
        update tasks
           set state = @State, percent = @Percent, deadline_kind = @DeadlineKind, deadline = @Deadline, deadline_version = @DeadlineVersion,
               due_on = @DueOn, due_order = @DueOrder, remind_on = @RemindOn, handed_in_on = @HandedInOn, outcome = @Outcome,
               expand_on = @ExpandOn, relative_amount = @RelativeAmount, relative_unit = @RelativeUnit, relative_event = @RelativeEvent,
               event_on = @EventOn, deadline_provisional = @DeadlineProvisional, dates_set = @DatesSet,
               completed_on = @CompletedOn, closed_at = case when @Closed = 1 then coalesce(closed_at, @Now) end,
               reports_from = case when state in ('assigned', 'in_progress') or @AsksForReports = 0 then reports_from else @Today end,
               forecast = @Forecast, forecast_since = @ForecastSince, forecast_expected_on = @ForecastExpectedOn,
               forecast_reason = @ForecastReason, hand_in_again_by = @HandInAgainBy, returned_on = @ReturnedOn,
               dated_part_due_on = @DatedPartDueOn, dated_part_completed_on = @DatedPartCompletedOn, was_late = @WasLate,
               extension_count = @ExtensionCount, suspended_on = @SuspendedOn, excused_days = @ExcusedDays,
               updated_at = @Now, version = version + 1
         where district_id = @DistrictId and id = @Id and version = @Version
        """;

    private const string InsertTask = """
        insert into tasks (district_id, list_id, source_document_id, document_id, origin, basis, ordinal, no, section, title, measure, leaders,
               targets, printed_status, deadline_text, deadline_kind, deadline, first_deadline, start_on, milestones, recurrence,
               ongoing_afterwards, due_on, due_order, remind_on, state, line_start, line_end, source_key, search_text, created_at, updated_at,
               expand_on, relative_amount, relative_unit, relative_event, event_on, deadline_provisional, moved_on)
        values (@DistrictId, @ListId, @SourceDocumentId, @DocumentId, @Origin, @Basis, @Ordinal, @No, @Section, @Title, @Measure, @Leaders,
               @Targets, @PrintedStatus, @DeadlineText, @DeadlineKind, @Deadline, @Deadline, @StartOn, @Milestones, @Recurrence,
               @OngoingAfterwards, @DueOn, @DueOrder, @RemindOn, @State, @LineStart, @LineEnd, @SourceKey, @SearchText, @Now, @Now,
               @ExpandOn, @RelativeAmount, @RelativeUnit, @RelativeEvent, @EventOn, @DeadlineProvisional, @Today)
            on conflict do nothing
        returning id
        """;

    private const string UpdateWords = """
        update tasks
           set no = @No, title = @Title, measure = @Measure, deadline_text = @DeadlineText, search_text = @SearchText
         where district_id = @DistrictId and id = @Id
        """;

    private const string UpdateTargets = "update tasks set targets = @Targets where district_id = @DistrictId and id = @Id";

    private const string SelectWords = "select no, title, measure, deadline_text from tasks where district_id = @DistrictId and id = @Id";

    private const string DeleteParticipations = "delete from task_units where district_id = @DistrictId and task_id = @Id";

    private const string DeleteGrams = "delete from task_grams where district_id = @DistrictId and task_id = @Id";

    private const string InsertParticipation = """
        insert into task_units (district_id, task_id, ordinal, role, name, unit_id, is_first)
        values (@DistrictId, @TaskId, @Ordinal, @Role, @Name, @UnitId, @IsFirst)
        """;

    /// <summary>All pairs of a task at once, cut from one text: a hundred statements a task would be most of what a confirmation takes.</summary>
    private const string InsertGrams = """
        insert into task_grams (district_id, gram, task_id)
        with recursive pairs (place) as (
            select 0
            union all
            select place + 1 from pairs where place + 1 < @Count
        )
        select @DistrictId, substr(@Grams, (2 * place) + 1, 2), @TaskId
          from pairs
        """;
}
