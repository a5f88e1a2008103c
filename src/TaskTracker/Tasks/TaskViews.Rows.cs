using TaskTracker.Core.Lights;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <content>What the queries of tasks answer with.</content>
internal static partial class TaskViews
{
    /// <summary>A task as the database holds it.</summary>
    public sealed record Row : StoredTask
    {
        public long? ListId { get; init; }

        public string? ListTitle { get; init; }

        public long? DocumentId { get; init; }

        public string? DocumentNumber { get; init; }

        public string? DocumentTitle { get; init; }

        public string? FileName { get; init; }

        public string Origin { get; init; } = "";

        public string? Basis { get; init; }

        public int Ordinal { get; init; }

        public string? No { get; init; }

        public string Section { get; init; } = "[]";

        public string? Title { get; init; }

        public string Measure { get; init; } = "";

        public string Leaders { get; init; } = "[]";

        public string Targets { get; init; } = "[]";

        public string? PrintedStatus { get; init; }

        public string? DeadlineText { get; init; }

        public DateOnly? FirstDeadline { get; init; }

        public DateOnly? DueOn { get; init; }

        public DateOnly DueOrder { get; init; }

        public string? Recurrence { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public int HasLight { get; init; }

        public DateOnly? YellowFrom { get; init; }

        public string? YellowRule { get; init; }

        public DateOnly? RedFrom { get; init; }

        public string? RedRule { get; init; }

        public int? LineStart { get; init; }

        public int? LineEnd { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public DateOnly? ReportDueOn { get; init; }

        public int Weight { get; init; }

        /// <summary>When its units last did anything.</summary>
        public DateOnly MovedOn { get; init; }

        public LightSchedule ToSchedule() => TaskLights.ScheduleOf(HasLight, YellowFrom, YellowRule, RedFrom, RedRule);
    }

    private sealed record UnitRow
    {
        public long TaskId { get; init; }

        public string Role { get; init; } = "";

        public string Name { get; init; } = "";

        public long? UnitId { get; init; }

        public string? UnitName { get; init; }

        public long? SuccessorId { get; init; }

        public int IsFirst { get; init; }

        public Participation ToParticipation() => new(EnumNames.Parse<ParticipationRole>(Role), Name, UnitId);
    }

    private sealed record SuccessorRow
    {
        public long Id { get; init; }

        public long SuccessorId { get; init; }

        public string SuccessorName { get; init; } = "";
    }
}
