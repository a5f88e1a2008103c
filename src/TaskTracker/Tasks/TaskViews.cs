using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Lights;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Rules;

namespace TaskTracker.Tasks;

/// <summary>Makes the views of tasks from their rows: units and successors are fetched once for a page, not once a task.</summary>
internal static partial class TaskViews
{
    private static readonly string Recurring = EnumNames.Of(DeadlineKind.Recurring);

    /// <summary>The columns of <see cref="Row"/>; follows <c>from tasks t</c>.</summary>
    public const string Columns = """
        t.id, t.version, t.list_id, l.title as list_title, t.document_id, d.number as document_number, d.title as document_title,
               u.file_name, t.origin, t.basis, t.ordinal, t.no, t.section, t.title, t.measure, t.leaders, t.targets, t.printed_status,
               t.deadline_text, t.deadline_kind, t.deadline, t.first_deadline, t.due_on, t.due_order, t.start_on, t.recurrence,
               t.ongoing_afterwards, t.state, t.percent, t.handed_in_on, t.outcome, t.completed_on, t.closed_at,
               t.has_light, t.yellow_from, t.yellow_rule, t.red_from, t.red_rule, t.report_due_on, t.forecast, t.forecast_since,
               t.forecast_expected_on, t.forecast_reason, t.hand_in_again_by, t.returned_on, t.dated_part_due_on, t.dated_part_completed_on,
               t.was_late, t.extension_count, t.suspended_on, t.excused_days, t.line_start, t.line_end, t.created_at, t.updated_at, t.parent_id, t.level, t.weight,
               t.relative_amount, t.relative_unit, t.relative_event, t.event_on, t.deadline_provisional, t.moved_on
        """;

    public const string Joins = """
        left join task_lists l on l.district_id = t.district_id and l.id = t.list_id
          left join source_documents d on d.district_id = t.district_id and d.id = t.source_document_id
          left join documents u on u.district_id = t.district_id and u.id = t.document_id
        """;

    public static async Task<IReadOnlyList<TaskView>> ToViewsAsync(
        this Session session, string districtId, IReadOnlyList<Row> rows, DateOnly today)
    {
        if (rows.Count == 0)
            return [];

        var rules = await session.RulesOfAsync(districtId);
        long[] ids = [.. rows.Select(row => row.Id)];
        var units = (await session.QueryAsync<UnitRow>(SelectUnits, new { DistrictId = districtId, Ids = new IdList(ids) }))
            .ToLookup(unit => unit.TaskId);
        var successors = units.SelectMany(group => group).Any(unit => unit.SuccessorId is not null)
            ? (await session.QueryAsync<SuccessorRow>(SelectSuccessors, new { DistrictId = districtId, Today = today })).ToDictionary(row => row.Id)
            : [];
        var counts = await session.CountsOfAsync(districtId, ids);
        var milestones = await session.MilestonesOfAsync(districtId, ids);
        var occurrences = await session.OccurrencesOfAsync(districtId, [.. rows.Where(row => row.DeadlineKind == Recurring).Select(row => row.Id)], today);
        return
        [
            .. rows.Select(row => ToView(
                row, [.. units[row.Id]], successors, rules, counts, [.. milestones[row.Id]], occurrences.GetValueOrDefault(row.Id), today)),
        ];
    }

    private static TaskView ToView(
        Row row, UnitRow[] units, Dictionary<long, SuccessorRow> successors, DistrictRules rules, TaskCounts counts, TaskStages.Row[] stages,
        TaskStages.OccurrenceCounts? occurrences, DateOnly today)
    {
        var task = row.ToTask([.. units.Select(unit => unit.ToParticipation())]);
        var daysOverdue = Lateness.IsOverdue(task, today) ? today.DayNumber - row.DueOn!.Value.DayNumber : 0;
        var pace = Pace.Of(task, rules, today);
        var light = row.ToSchedule().On(today);
        MilestoneView[] milestones = [.. stages.Select(stage => ToView(stage, task, today))];
        var isWorked = task.State is not (TaskState.Closed or TaskState.Suspended);
        var milestonesOverdue = milestones.Count(milestone => milestone.State is StageState.Overdue);
        var occurrencesMissed = occurrences?.Missed ?? 0;
        var passed = daysOverdue + milestonesOverdue + occurrencesMissed + (row.StartOn <= today ? 1 : 0);
        return new TaskView
        {
            Id = row.Id,
            Etag = Preconditions.ETagOf(row.Version, DayOf(passed, light, pace, row.ReportDueOn)),
            List = row.ListId is { } list ? new ListReference(list, row.ListTitle!) : null,
            Document = row.DocumentId is { } document
                ? new DocumentReference(document, row.DocumentNumber, row.DocumentTitle!, row.FileName!, row.LineStart ?? 0, row.LineEnd ?? 0)
                : null,
            Origin = row.Origin,
            Basis = row.Basis,
            Ordinal = row.Ordinal,
            Number = row.No,
            Section = Json.Read<string[]>(row.Section),
            Title = row.Title,
            Measure = row.Measure,
            LeadUnits = UnitsOf(units, ParticipationRole.Lead, successors),
            PartnerUnits = UnitsOf(units, ParticipationRole.Partner, successors),
            CoordinatorUnits = UnitsOf(units, ParticipationRole.Coordinator, successors),
            SupervisingUnits = UnitsOf(units, ParticipationRole.Supervisor, successors),
            Parties = counts.PartiesOf(row.Id),
            ParentId = row.ParentId,
            Level = row.Level,
            Weight = row.Weight,
            Subtasks = counts.SubtasksOf(row.Id),
            Leaders = Json.Read<string[]>(row.Leaders),
            Targets = Json.Read<Target[]>(row.Targets),
            PrintedStatus = row.PrintedStatus is { } status ? EnumNames.Parse<PrintedStatus>(status) : null,
            DeadlineText = row.DeadlineText,
            DeadlineKind = task.DeadlineKind,
            Deadline = row.Deadline,
            FirstDeadline = row.FirstDeadline,
            DueOn = row.DueOn,
            Start = row.StartOn,
            NotStarted = task.State is not TaskState.Closed && row.StartOn > today,
            Provisional = row.DeadlineProvisional != 0,
            RelativeLimit = task.RelativeLimit,
            EventOn = row.EventOn,
            Milestones = milestones,
            MilestonesOverdue = milestonesOverdue,
            OccurrencesMissed = occurrencesMissed,
            OccurrencesTracked = task.DeadlineKind is DeadlineKind.Recurring && RecurrenceRule.TryParse(row.Recurrence, out _),
            NextDueOn = isWorked ? NextDueOn(row, milestones, occurrences, today) : null,
            Recurrence = row.Recurrence,
            OngoingAfterwards = row.OngoingAfterwards != 0,
            State = task.State,
            Percent = row.Percent,
            Pace = pace,
            Forecast = task.Forecast,
            ReportDueOn = row.ReportDueOn,
            Light = light,
            Overdue = daysOverdue > 0,
            DaysOverdue = daysOverdue,
            ClosedLate = Lateness.IsClosedLate(task),
            WasLate = row.WasLate != 0,
            ExtensionCount = row.ExtensionCount,
            SuspendedOn = row.SuspendedOn,
            ReturnedOn = row.ReturnedOn,
            HandInAgainBy = row.HandInAgainBy,
            DatedPart = row is { DatedPartDueOn: { } partDueOn, DatedPartCompletedOn: { } partCompletedOn }
                ? new DatedPart(partDueOn, partCompletedOn, partCompletedOn > partDueOn)
                : null,
            HandedInOn = row.HandedInOn,
            Outcome = task.Outcome,
            CompletedOn = row.CompletedOn,
            ClosedAt = row.ClosedAt,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    /// <summary>What changes in the view without a change of the record: with the day, the district's rules, and what is asked of its units.</summary>
    private static int DayOf(int passed, Light light, Pace? pace, DateOnly? reportDueOn)
    {
        const int Factor = 31;
        var colour = light.Colour is LightColour.Green ? 0 : (int)light.Colour;
        var mixed = unchecked((((((passed * Factor) + colour) * Factor) + (pace?.TimePercent ?? 0)) * Factor) + (pace?.BehindFrom?.DayNumber ?? 0));
        return unchecked((mixed * Factor) + (reportDueOn?.DayNumber ?? 0)) & int.MaxValue;
    }

    private static MilestoneView ToView(TaskStages.Row row, PolicyTask task, DateOnly today) => new()
    {
        Ordinal = row.Ordinal,
        Text = row.Words,
        Date = row.DueOn,
        State = row.ToStage([]).StateOn(task, today),
        DoneOn = row.DoneOn,
    };

    private static DateOnly? NextDueOn(Row row, MilestoneView[] milestones, TaskStages.OccurrenceCounts? occurrences, DateOnly today) =>
        milestones.Where(milestone => milestone.DoneOn is null).Select(milestone => milestone.Date)
            .Append(row.DueOn).Append(occurrences?.NextDueOn)
            .Where(date => date >= today).Min();

    private static IReadOnlyList<ParticipationView> UnitsOf(UnitRow[] units, ParticipationRole role, Dictionary<long, SuccessorRow> successors) =>
        [.. units.Where(unit => unit.Role == EnumNames.Of(role)).Select(unit => new ParticipationView
        {
            Name = unit.Name,
            Unit = unit.UnitId is { } id ? new UnitReference(id, unit.UnitName!) : null,
            First = unit.IsFirst != 0,
            CurrentUnit = unit.UnitId is { } old ? CurrentOf(old, successors) : null,
        })];

    private static UnitReference? CurrentOf(long unitId, Dictionary<long, SuccessorRow> successors)
    {
        UnitReference? current = null;
        for (var steps = 0; steps <= successors.Count && successors.TryGetValue(unitId, out var successor); steps++)
        {
            current = new UnitReference(successor.SuccessorId, successor.SuccessorName);
            unitId = successor.SuccessorId;
        }

        return current;
    }

    private const string SelectUnits = """
        select tu.task_id, tu.role, tu.name, tu.unit_id, un.name as unit_name, un.successor_id, tu.is_first
          from task_units tu
          left join units un on un.district_id = tu.district_id and un.id = tu.unit_id
         where tu.district_id = @DistrictId and tu.task_id in @Ids
         order by tu.task_id, tu.ordinal
        """;

    private const string SelectSuccessors = """
        select un.id, un.successor_id, s.name as successor_name
          from units un
          join units s on s.district_id = un.district_id and s.id = un.successor_id
         where un.district_id = @DistrictId and un.successor_id is not null and (un.valid_to is null or un.valid_to < @Today)
        """;
}
