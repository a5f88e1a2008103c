using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>What kind of demand; the names stand in the database.</summary>
internal enum DemandKind
{
    Order,
    Rectification,
}

/// <summary>The number and level of an order.</summary>
internal sealed record OrderMark(int Year, int Number, LadderStep Step);

/// <summary>Stores what is demanded of units: orders and rectifications, which differ in number and level alone.</summary>
internal static class Demands
{
    /// <summary>A demand with what its rules and words need.</summary>
    public sealed record Stored(long Id, long TaskId, string Label, Demand Demand);

    public static async Task<long> InsertDemandAsync(
        this ActUnderWay act, DemandKind kind, Demand demand, string words, OrderMark? mark = null, long? recheckId = null)
    {
        await act.LookAgainAsync();
        return await act.InsertAsync(Insert, new
        {
            Kind = EnumNames.Of(kind),
            Addressed = demand.UnitId,
            Words = words,
            demand.AnswerBy,
            AnswerProvisional = demand.AnswerProvisional ? 1 : 0,
            State = EnumNames.Of(demand.State),
            mark?.Year,
            mark?.Number,
            mark?.Step.Level,
            LevelName = mark?.Step.Name,
            RecheckId = recheckId,
        });
    }

    /// <summary>Takes the task that the demand is about, and reads the demand as nobody else can change it now.</summary>
    /// <returns>Null if there is none of this kind, or the caller may not see its task.</returns>
    public static async Task<(PolicyTask Task, Stored Demand)?> TakeDemandAsync(this ActUnderWay act, DemandKind kind, long id)
    {
        var key = new { Id = id, Kind = EnumNames.Of(kind) };
        return await act.FindAsync<long?>(SelectTaskId, key) is { } taskId
            && await act.TakeAsync(taskId) is { } task
            && await act.FindAsync<Row>(Select, key) is { } row
                ? (task, row.ToStored())
                : null;
    }

    public static async Task SaveDemandAsync(this ActUnderWay act, long id, Demand demand)
    {
        await act.LookAgainAsync();
        await act.ExecuteAsync(Update, new
        {
            Id = id,
            State = EnumNames.Of(demand.State),
            demand.AnswerBy,
            AnswerProvisional = demand.AnswerProvisional ? 1 : 0,
            demand.AnsweredOn,
            WasMissed = demand.WasMissed ? 1 : 0,
        });
    }

    /// <summary>The last order on the task to one unit; null if there was none.</summary>
    public static async Task<EarlierOrder?> LastOrderAsync(this ActUnderWay act, long unitId) =>
        await act.FindAsync<Row>(SelectLastOrder, new { Addressed = unitId }) is { } row
            ? new EarlierOrder(row.Level!, row.ToStored().Demand)
            : null;

    private sealed record Row
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public DateOnly AnswerBy { get; init; }

        public int AnswerProvisional { get; init; }

        public string State { get; init; } = "";

        public DateOnly? AnsweredOn { get; init; }

        public int WasMissed { get; init; }

        public string? Level { get; init; }

        public string Label { get; init; } = "";

        public Stored ToStored() => new(Id, TaskId, Label, new Demand
        {
            UnitId = UnitId,
            AnswerBy = AnswerBy,
            AnswerProvisional = AnswerProvisional != 0,
            State = EnumNames.Parse<DemandState>(State),
            AnsweredOn = AnsweredOn,
            WasMissed = WasMissed != 0,
        });
    }

    private const string Insert = """
        insert into demands (district_id, task_id, kind, unit_id, words, answer_by, answer_provisional, state, year, number, level, level_name, recheck_id,
               made_on, made_at, made_by)
        values (@DistrictId, @TaskId, @Kind, @Addressed, @Words, @AnswerBy, @AnswerProvisional, @State, @Year, @Number, @Level, @LevelName, @RecheckId,
               @Today, @Now, @By)
        returning id
        """;

    private const string SelectTaskId = "select task_id from demands where district_id = @DistrictId and id = @Id and kind = @Kind";

    private const string Columns = """
        id, task_id, unit_id, answer_by, answer_provisional, state, answered_on, was_missed, level,
               case when kind = 'order' then '督办〔' || year || '〕' || number || '号' else '整改' end as label
        """;

    private const string Select = $"""
        select {Columns}
          from demands
         where district_id = @DistrictId and id = @Id and kind = @Kind
        """;

    private const string SelectLastOrder = $"""
        select {Columns}
          from demands
         where district_id = @DistrictId and task_id = @TaskId and kind = 'order' and unit_id = @Addressed
         order by id desc
         limit 1
        """;

    private const string Update = """
        update demands
           set state = @State, answer_by = @AnswerBy, answer_provisional = @AnswerProvisional, answered_on = @AnsweredOn, was_missed = @WasMissed
         where district_id = @DistrictId and id = @Id
        """;
}
