using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Tasks;

namespace TaskTracker.Reminders;

/// <summary>A task with everything on it that is asked for by a date, and what a reminder says of it.</summary>
internal sealed record LoadedTask
{
    public required long Id { get; init; }

    public required ReminderTask Facts { get; init; }

    public required string Title { get; init; }

    public string? No { get; init; }

    /// <summary>The list that it stands on; for a part, the list of the whole.</summary>
    public long? ListId { get; init; }

    public string? ListTitle { get; init; }

    public long? CollectingUnitId { get; init; }

    /// <summary>牵头领导, as printed.</summary>
    public required IReadOnlyList<string> Leaders { get; init; }

    /// <summary>The lead units as they are called now.</summary>
    public required IReadOnlyList<string> LeadNames { get; init; }
}

/// <summary>Reads many tasks at once, with a statement for each kind of thing that is asked on them.</summary>
internal static class ReminderTasks
{
    public static async Task<IReadOnlyCollection<LoadedTask>> LoadTasksAsync(
        this Session session, string districtId, IReadOnlyCollection<long> taskIds, RecipientDirectory directory)
    {
        if (taskIds.Count == 0)
            return [];

        var key = new { DistrictId = districtId, Ids = new IdList(taskIds) };
        var parties = (await session.QueryAsync<PartyRow>(SelectParties, key)).ToLookup(row => row.TaskId, row => row);
        var leads = (await session.QueryAsync<LeadRow>(SelectLeads, key)).ToLookup(row => row.TaskId);
        var reports = (await session.QueryAsync<ReportRow>(SelectReports, key)).ToLookup(row => row.TaskId, row => row.ToReport());
        var demands = (await session.QueryAsync<DemandRow>(SelectDemands, key)).ToLookup(row => row.TaskId, row => row.ToDemand());
        var stages = (await session.QueryAsync<StageRow>(SelectStages, key)).ToLookup(row => row.TaskId, row => row.ToStage());
        return [.. (await session.QueryAsync<TaskRow>(SelectTasks, key)).Select(row => row.ToTask(
            directory, [.. leads[row.Id]], [.. parties[row.Id]], [.. reports[row.Id]], [.. demands[row.Id]], [.. stages[row.Id]]))];
    }

    private sealed record TaskRow
    {
        public long Id { get; init; }

        public string State { get; init; } = "";

        public string DeadlineKind { get; init; } = "";

        public DateOnly? DueOn { get; init; }

        public int DeadlineVersion { get; init; }

        public DateOnly? HandInAgainBy { get; init; }

        public DateOnly? StartOn { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public string Leaders { get; init; } = "[]";

        public string Title { get; init; } = "";

        public string? No { get; init; }

        public long? ListId { get; init; }

        public string? ListTitle { get; init; }

        public long? CollectingUnitId { get; init; }

        public LoadedTask ToTask(
            RecipientDirectory directory, LeadRow[] leads, PartyRow[] parties, OwedReport[] reports, OpenDemand[] demands, TaskStage[] stages)
        {
            var recordedOn = BeijingTime.DateOf(CreatedAt);
            return new LoadedTask
            {
                Id = Id,
                Title = Title,
                No = No,
                ListId = ListId,
                ListTitle = ListTitle,
                CollectingUnitId = CollectingUnitId,
                Leaders = Leaders == "[]" ? [] : Json.Read<string[]>(Leaders),
                LeadNames = [.. leads.Select(lead => directory.NameNow(lead.UnitId) ?? lead.Name)],
                Facts = new ReminderTask
                {
                    State = EnumNames.Parse<TaskState>(State),
                    DeadlineKind = EnumNames.Parse<DeadlineKind>(DeadlineKind),
                    DueOn = DueOn,
                    DeadlineVersion = DeadlineVersion,
                    HandInAgainBy = HandInAgainBy,
                    BeganOn = StartOn ?? recordedOn,
                    RecordedOn = recordedOn,
                    Parties = [.. parties.Select(party => party.ToParty())],
                    LeadIsUnknown = leads.Any(lead => lead.UnitId is not { } unit || directory.IsOpen(unit)),
                    Reports = reports,
                    Demands = demands,
                    Stages = stages,
                },
            };
        }
    }

    private sealed record PartyRow
    {
        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public string Role { get; init; } = "";

        public DateOnly JoinedOn { get; init; }

        public DateOnly? ReceiptDueOn { get; init; }

        public DateOnly? ReceivedOn { get; init; }

        public DateOnly? HandedInOn { get; init; }

        public TaskParty ToParty() => new()
        {
            UnitId = UnitId,
            Role = EnumNames.Parse<ParticipationRole>(Role),
            JoinedOn = JoinedOn,
            ReceiptDueOn = ReceiptDueOn,
            ReceivedOn = ReceivedOn,
            HandedInOn = HandedInOn,
        };
    }

    private sealed record LeadRow
    {
        public long TaskId { get; init; }

        /// <summary>As printed.</summary>
        public string Name { get; init; } = "";

        public long? UnitId { get; init; }
    }

    private sealed record ReportRow
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public string Period { get; init; } = "";

        public DateOnly OpenedOn { get; init; }

        public DateOnly DueOn { get; init; }

        public OwedReport ToReport() => new(Id, UnitId, Period, OpenedOn, DueOn);
    }

    private sealed record DemandRow
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public string Kind { get; init; } = "";

        public int? Year { get; init; }

        public int? Number { get; init; }

        public DateOnly MadeOn { get; init; }

        public DateOnly AnswerBy { get; init; }

        public OpenDemand ToDemand() => new(Id, UnitId, Kind == "order" ? $"督办〔{Year}〕{Number}号" : "整改情况", MadeOn, AnswerBy);
    }

    private sealed record StageRow
    {
        public long TaskId { get; init; }

        public string Kind { get; init; } = "";

        public int Ordinal { get; init; }

        public string Words { get; init; } = "";

        public DateOnly? StartOn { get; init; }

        public DateOnly DueOn { get; init; }

        public TaskStage ToStage() => new() { Kind = EnumNames.Parse<StageKind>(Kind), Ordinal = Ordinal, Words = Words, StartOn = StartOn, DueOn = DueOn };
    }

    private const string SelectTasks = """
        select t.id, t.state, t.deadline_kind, t.due_on, t.deadline_version, t.hand_in_again_by, t.start_on, t.created_at, t.leaders,
               coalesce(t.title, t.measure) as title, t.no, l.id as list_id, l.title as list_title, l.collecting_unit_id
          from tasks t
          left join task_lists l on l.district_id = t.district_id and l.id = coalesce(t.list_id, t.part_of_list_id)
         where t.district_id = @DistrictId and t.id in @Ids
        """;

    private const string SelectParties = """
        select task_id, unit_id, role, joined_on, receipt_due_on, received_on, handed_in_on
          from task_parties
         where district_id = @DistrictId and task_id in @Ids
         order by task_id, unit_id
        """;

    private const string SelectLeads = """
        select task_id, name, unit_id
          from task_units
         where district_id = @DistrictId and task_id in @Ids and role = 'lead'
         order by task_id, ordinal
        """;

    private const string SelectReports = """
        select id, task_id, unit_id, period, opened_on, due_on
          from report_obligations
         where district_id = @DistrictId and task_id in @Ids and met_on is null and excused_on is null
         order by task_id, due_on, id
        """;

    private const string SelectDemands = """
        select id, task_id, unit_id, kind, year, number, made_on, answer_by
          from demands
         where district_id = @DistrictId and task_id in @Ids and state = 'open'
         order by task_id, id
        """;

    private const string SelectStages = $"""
        select s.task_id, s.kind, s.ordinal, s.words, s.start_on, s.due_on
          from task_stages s
         where s.district_id = @DistrictId and s.task_id in @Ids and s.done_on is null and s.due_on is not null
           and not (s.kind = 'occurrence' and {TaskRests.CoverSql})
         order by s.task_id, s.due_on, s.kind, s.ordinal
        """;
}
