using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Tests.Tasks;

/// <summary>A task of unit 1, due on 2018-08-01, in any state; and those who act on it.</summary>
internal static class SampleTasks
{
    public static readonly DateOnly Due = new(2018, 8, 1);

    public static readonly Actor Lead = new(Role.Coordinator, new HashSet<long> { 1 }) { UnitId = 1 };

    public static readonly Actor Partner = new(Role.Coordinator, new HashSet<long> { 2 }) { UnitId = 2 };

    public static readonly Actor Collector = new(Role.Coordinator, new HashSet<long> { 9 }) { UnitId = 9 };

    public static readonly Actor Office = new(Role.Supervisor, new HashSet<long>());

    public static PolicyTask In(TaskState state) => new()
    {
        Id = 1,
        Version = 1,
        State = state,
        DeadlineKind = DeadlineKind.YearEnd,
        Deadline = Due,
        HandedInOn = state is TaskState.AwaitingReview ? Due : null,
        Outcome = state is TaskState.Closed ? TaskOutcome.Completed : null,
        CompletedOn = state is TaskState.Closed ? Due : null,
        SuspendedOn = state is TaskState.Suspended ? Due.AddDays(-5) : null,
        Participations = [new Participation(ParticipationRole.Lead, "甲", 1), new Participation(ParticipationRole.Partner, "乙", 2)],
        Parties =
        [
            new TaskParty { UnitId = 1, Role = ParticipationRole.Lead, HandedInOn = state is TaskState.AwaitingReview ? Due : null },
            new TaskParty { UnitId = 2, Role = ParticipationRole.Partner },
        ],
    };

    /// <summary>A task led by a group of the units 1 and 3, both handed in on the due day.</summary>
    public static PolicyTask OfAGroup() => In(TaskState.AwaitingReview) with
    {
        Parties =
        [
            new TaskParty { UnitId = 1, Role = ParticipationRole.Lead, GroupId = 7, HandedInOn = Due },
            new TaskParty { UnitId = 3, Role = ParticipationRole.Lead, GroupId = 7, HandedInOn = Due },
        ],
    };

    public static T Accepted<T>(this Decision<T> decision)
        where T : class
    {
        Assert.That(decision.IsAccepted(out var value, out var refusal), Is.True, refusal?.Reason);
        return value!;
    }

    public static string CodeOf<T>(this Decision<T> decision)
        where T : class => decision.IsAccepted(out _, out var refusal) ? "accepted" : refusal.Code;
}
