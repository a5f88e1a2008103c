using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The dated parts of tasks: milestones and the occurrences of recurring duties.</summary>
internal static class TaskStages
{
    /// <summary>A stage as it is stored.</summary>
    public sealed record Row
    {
        public long TaskId { get; init; }

        public string Kind { get; init; } = "";

        public int Ordinal { get; init; }

        public string Words { get; init; } = "";

        public DateOnly? StartOn { get; init; }

        public DateOnly? DueOn { get; init; }

        public int Provisional { get; init; }

        public DateOnly? DoneOn { get; init; }

        public string? DoneBy { get; init; }

        public string? Note { get; init; }

        /// <param name="rests">When nothing was asked of the task; for an occurrence.</param>
        public TaskStage ToStage(IReadOnlyCollection<Rest> rests) => new()
        {
            Kind = EnumNames.Parse<StageKind>(Kind),
            Ordinal = Ordinal,
            Words = Words,
            StartOn = StartOn,
            DueOn = DueOn,
            DoneOn = DoneOn,
            Rests = rests,
        };
    }

    /// <summary>What a view of a task says of its occurrences, as <see cref="TaskStage.StateOn"/> does of one; there can be too many to show.</summary>
    public sealed record OccurrenceCounts
    {
        public long TaskId { get; init; }

        /// <summary>Not done, not excused, and due before today.</summary>
        public int Missed { get; init; }

        /// <summary>The next one that is not done and is asked for.</summary>
        public DateOnly? NextDueOn { get; init; }
    }

    public static Task InsertMilestonesAsync(
        this Transaction transaction, string districtId, long taskId, IReadOnlyList<Milestone> milestones) =>
        transaction.ExecuteAsync(Insert, milestones.Select((milestone, index) => new
        {
            DistrictId = districtId,
            TaskId = taskId,
            Kind = EnumNames.Of(StageKind.Milestone),
            Ordinal = index + 1,
            Words = milestone.Text,
            StartOn = (DateOnly?)null,
            DueOn = milestone.Date,
            Provisional = 0,
            Note = (string?)null,
        }));

    /// <returns>The ordinal of the new milestone; the task's row must be locked.</returns>
    public static async Task<int> AddMilestoneAsync(
        this Transaction transaction, string districtId, long taskId, string words, DateOnly? startOn, DateOnly? dueOn, string? note)
    {
        var ordinal = await transaction.LastOrdinalAsync(districtId, taskId, StageKind.Milestone) + 1;
        await transaction.ExecuteAsync(Insert, new
        {
            DistrictId = districtId,
            TaskId = taskId,
            Kind = EnumNames.Of(StageKind.Milestone),
            Ordinal = ordinal,
            Words = words,
            StartOn = startOn,
            DueOn = dueOn,
            Provisional = 0,
            Note = note,
        });
        await transaction.LookAgainAsync(districtId, [taskId]);
        return ordinal;
    }

    /// <summary>Opens occurrences after the last one; one whose day is open already stays the only one. The task's row must be locked.</summary>
    public static async Task OpenOccurrencesAsync(
        this Transaction transaction, string districtId, long taskId, IReadOnlyList<Occurrence> occurrences)
    {
        var ordinal = await transaction.LastOrdinalAsync(districtId, taskId, StageKind.Occurrence);
        await transaction.ExecuteAsync(Insert, occurrences.Select(occurrence => new
        {
            DistrictId = districtId,
            TaskId = taskId,
            Kind = EnumNames.Of(StageKind.Occurrence),
            Ordinal = ++ordinal,
            Words = $"{occurrence.Due:yyyy年M月d日}前",
            StartOn = (DateOnly?)occurrence.Start,
            DueOn = (DateOnly?)occurrence.Due,
            Provisional = occurrence.IsProvisional ? 1 : 0,
            Note = (string?)null,
        }));
        await transaction.LookAgainAsync(districtId, [taskId]);
    }

    /// <summary>The day through which occurrences are open; null if none was opened yet.</summary>
    public static Task<DateOnly?> LastOccurrenceAsync(this Session session, string districtId, long taskId) =>
        session.QuerySingleOrDefaultAsync<DateOnly?>(SelectLastOccurrence, new { DistrictId = districtId, TaskId = taskId });

    public static Task<Row?> FindStageAsync(this Session session, string districtId, long taskId, StageKind kind, int ordinal) =>
        session.QuerySingleOrDefaultAsync<Row>(
            SelectOne, new { DistrictId = districtId, TaskId = taskId, Kind = EnumNames.Of(kind), Ordinal = ordinal });

    public static async Task<IReadOnlyList<Row>> StagesOfAsync(
        this Session session, string districtId, long taskId, StageKind kind, long after, int limit) =>
        [.. await session.QueryAsync<Row>(SelectPage, new { DistrictId = districtId, TaskId = taskId, Kind = EnumNames.Of(kind), After = after, Limit = limit })];

    public static async Task<ILookup<long, Row>> MilestonesOfAsync(this Session session, string districtId, long[] taskIds) =>
        (await session.QueryAsync<Row>(SelectMilestones, new { DistrictId = districtId, Ids = new IdList(taskIds) })).ToLookup(row => row.TaskId);

    /// <summary>Those of recurring tasks.</summary>
    public static async Task<IReadOnlyDictionary<long, OccurrenceCounts>> OccurrencesOfAsync(
        this Session session, string districtId, long[] taskIds, DateOnly today) => taskIds.Length == 0
        ? new Dictionary<long, OccurrenceCounts>()
        : (await session.QueryAsync<OccurrenceCounts>(CountOccurrences, new { DistrictId = districtId, Ids = new IdList(taskIds), Today = today }))
            .ToDictionary(row => row.TaskId);

    public static async Task SaveStageAsync(this Transaction transaction, string districtId, long taskId, TaskStage stage, string? doneBy, string? note)
    {
        await transaction.ExecuteAsync(Update, new
        {
            DistrictId = districtId,
            TaskId = taskId,
            Kind = EnumNames.Of(stage.Kind),
            stage.Ordinal,
            stage.DoneOn,
            DoneBy = doneBy,
            Note = note,
        });
        await transaction.LookAgainAsync(districtId, [taskId]);
    }

    private static Task<int> LastOrdinalAsync(this Session session, string districtId, long taskId, StageKind kind) =>
        session.QuerySingleAsync<int>(SelectLastOrdinal, new { DistrictId = districtId, TaskId = taskId, Kind = EnumNames.Of(kind) });

    private const string Insert = """
        insert into task_stages (district_id, task_id, kind, ordinal, words, start_on, due_on, provisional, note)
        values (@DistrictId, @TaskId, @Kind, @Ordinal, @Words, @StartOn, @DueOn, @Provisional, @Note)
            on conflict do nothing
        """;

    private const string Update = """
        update task_stages
           set done_on = @DoneOn, done_by = @DoneBy, note = @Note
         where district_id = @DistrictId and task_id = @TaskId and kind = @Kind and ordinal = @Ordinal
        """;

    private const string SelectLastOrdinal = """
        select coalesce(max(ordinal), 0)
          from task_stages
         where district_id = @DistrictId and task_id = @TaskId and kind = @Kind
        """;

    private const string SelectLastOccurrence = """
        select max(due_on)
          from task_stages
         where district_id = @DistrictId and task_id = @TaskId and kind = 'occurrence'
        """;

    private const string SelectOne = """
        select task_id, kind, ordinal, words, start_on, due_on, provisional, done_on, done_by, note
          from task_stages
         where district_id = @DistrictId and task_id = @TaskId and kind = @Kind and ordinal = @Ordinal
        """;

    private const string SelectPage = """
        select task_id, kind, ordinal, words, start_on, due_on, provisional, done_on, done_by, note
          from task_stages
         where district_id = @DistrictId and task_id = @TaskId and kind = @Kind and ordinal > @After
         order by ordinal
         limit @Limit
        """;

    private const string SelectMilestones = """
        select task_id, kind, ordinal, words, start_on, due_on, provisional, done_on, done_by, note
          from task_stages
         where district_id = @DistrictId and task_id in @Ids and kind = 'milestone'
         order by task_id, ordinal
        """;

    private const string CountOccurrences = $"""
        select s.task_id,
               sum(case when s.done_on is null and s.due_on < @Today and not {TaskRests.CoverSql} then 1 else 0 end) as missed,
               min(case when s.done_on is null and s.due_on >= @Today and not {TaskRests.CoverSql} then s.due_on end) as next_due_on
          from task_stages s
         where s.district_id = @DistrictId and s.task_id in @Ids and s.kind = 'occurrence'
         group by s.task_id
        """;
}
