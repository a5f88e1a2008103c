using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The columns of a task that its rules and its views read alike.</summary>
internal abstract record StoredTask
{
    public long Id { get; init; }

    public int Version { get; init; }

    public string State { get; init; } = "";

    public int Percent { get; init; }

    public string DeadlineKind { get; init; } = "";

    public DateOnly? Deadline { get; init; }

    public DateOnly? HandedInOn { get; init; }

    public string? Outcome { get; init; }

    public DateOnly? CompletedOn { get; init; }

    public int OngoingAfterwards { get; init; }

    public DateOnly? StartOn { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? Forecast { get; init; }

    public DateOnly? ForecastSince { get; init; }

    public DateOnly? ForecastExpectedOn { get; init; }

    public string? ForecastReason { get; init; }

    public DateOnly? HandInAgainBy { get; init; }

    public DateOnly? ReturnedOn { get; init; }

    public DateOnly? DatedPartDueOn { get; init; }

    public DateOnly? DatedPartCompletedOn { get; init; }

    public int WasLate { get; init; }

    public int ExtensionCount { get; init; }

    public DateOnly? SuspendedOn { get; init; }

    public int ExcusedDays { get; init; }

    public long? ParentId { get; init; }

    public int Level { get; init; }

    public int? RelativeAmount { get; init; }

    public string? RelativeUnit { get; init; }

    public string? RelativeEvent { get; init; }

    public DateOnly? EventOn { get; init; }

    public int DeadlineProvisional { get; init; }

    /// <summary>The task as Core knows it, as far as these columns tell.</summary>
    public virtual PolicyTask ToTask(IReadOnlyList<Participation> participations) => new()
    {
        Id = Id,
        Version = Version,
        State = EnumNames.Parse<TaskState>(State),
        Percent = Percent,
        DeadlineKind = EnumNames.Parse<DeadlineKind>(DeadlineKind),
        Deadline = Deadline,
        HandedInOn = HandedInOn,
        Outcome = Outcome is null ? null : EnumNames.Parse<TaskOutcome>(Outcome),
        CompletedOn = CompletedOn,
        OngoingAfterwards = OngoingAfterwards != 0,
        BeganOn = StartOn ?? BeijingTime.DateOf(CreatedAt),
        Forecast = TaskStore.ForecastOf(Forecast, ForecastSince, ForecastReason, ForecastExpectedOn),
        HandInAgainBy = HandInAgainBy,
        ReturnedOn = ReturnedOn,
        DatedPartDueOn = DatedPartDueOn,
        DatedPartCompletedOn = DatedPartCompletedOn,
        WasLate = WasLate != 0,
        ExtensionCount = ExtensionCount,
        SuspendedOn = SuspendedOn,
        ExcusedDays = ExcusedDays,
        ParentId = ParentId,
        Level = Level,
        RelativeLimit = RelativeAmount is { } amount ? new RelativeLimit(amount, EnumNames.Parse<LimitUnit>(RelativeUnit!), RelativeEvent) : null,
        EventOn = EventOn,
        DeadlineProvisional = DeadlineProvisional != 0,
        Participations = participations,
    };
}
