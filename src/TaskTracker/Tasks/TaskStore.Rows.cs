using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <content>A task as the database holds it, and as Core knows it.</content>
internal static partial class TaskStore
{
    private sealed record TaskRow : StoredTask
    {
        public int DeadlineVersion { get; init; }

        public long? CollectingUnitId { get; init; }

        public string? Reporting { get; init; }

        public int Subtasks { get; init; }

        public int OpenSubtasks { get; init; }

        public long? SameAs { get; init; }

        public int DatesSet { get; init; }

        public override PolicyTask ToTask(IReadOnlyList<Participation> participations) => base.ToTask(participations) with
        {
            DeadlineVersion = DeadlineVersion,
            CollectingUnitId = CollectingUnitId,
            Reporting = Reporting is null ? ReportSettings.None : Json.Read<ReportSettings>(Reporting),
            Subtasks = Subtasks,
            OpenSubtasks = OpenSubtasks,
            SameAs = SameAs,
            DatesSet = DatesSet,
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
