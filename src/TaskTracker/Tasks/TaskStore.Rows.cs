using TaskTracker.Core.Calendar;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <content>A task as the database holds it, and as Core knows it.</content>
internal static partial class TaskStore
{
    private sealed record TaskRow
    {
        public long Id { get; init; }

        public int Version { get; init; }

        public string State { get; init; } = "";

        public int Percent { get; init; }

        public string DeadlineKind { get; init; } = "";

        public DateOnly? Deadline { get; init; }

        public int DeadlineVersion { get; init; }

        public DateOnly? HandedInOn { get; init; }

        public string? Outcome { get; init; }

        public DateOnly? CompletedOn { get; init; }

        public int OngoingAfterwards { get; init; }

        public long? CollectingUnitId { get; init; }

        public string? Reporting { get; init; }

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

        public int Subtasks { get; init; }

        public int OpenSubtasks { get; init; }

        public long? SameAs { get; init; }

        public int? RelativeAmount { get; init; }

        public string? RelativeUnit { get; init; }

        public string? RelativeEvent { get; init; }

        public DateOnly? EventOn { get; init; }

        public int DeadlineProvisional { get; init; }

        public int DatesSet { get; init; }

        public PolicyTask ToTask(IReadOnlyList<Participation> participations) => new()
        {
            Id = Id,
            Version = Version,
            State = EnumNames.Parse<TaskState>(State),
            Percent = Percent,
            DeadlineKind = EnumNames.Parse<DeadlineKind>(DeadlineKind),
            Deadline = Deadline,
            DeadlineVersion = DeadlineVersion,
            HandedInOn = HandedInOn,
            Outcome = Outcome is null ? null : EnumNames.Parse<TaskOutcome>(Outcome),
            CompletedOn = CompletedOn,
            OngoingAfterwards = OngoingAfterwards != 0,
            CollectingUnitId = CollectingUnitId,
            Reporting = Reporting is null ? ReportSettings.None : Json.Read<ReportSettings>(Reporting),
            BeganOn = StartOn ?? BeijingTime.DateOf(CreatedAt),
            Forecast = ForecastOf(Forecast, ForecastSince, ForecastReason, ForecastExpectedOn),
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
            Subtasks = Subtasks,
            OpenSubtasks = OpenSubtasks,
            SameAs = SameAs,
            RelativeLimit = RelativeAmount is { } amount ? new RelativeLimit(amount, EnumNames.Parse<LimitUnit>(RelativeUnit!), RelativeEvent) : null,
            EventOn = EventOn,
            DeadlineProvisional = DeadlineProvisional != 0,
            DatesSet = DatesSet,
            Participations = participations,
        };
    }

    private sealed record WordsRow
    {
        public string? No { get; init; }

        public string? Title { get; init; }

        public string Measure { get; init; } = "";

        public string? DeadlineText { get; init; }
    }

    private sealed record ParticipationRow
    {
        public string Role { get; init; } = "";

        public string Name { get; init; } = "";

        public long? UnitId { get; init; }

        public int IsFirst { get; init; }

        public Participation ToParticipation() => new(EnumNames.Parse<ParticipationRole>(Role), Name, UnitId) { First = IsFirst != 0 };
    }
}
