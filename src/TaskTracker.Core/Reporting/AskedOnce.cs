using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Reporting;

/// <summary>
/// Who reports on a task and on its parts: nobody is asked twice for one thing (Reg 15). A unit is asked on the topmost open task on which it
/// reports, and speaks there of all that is below; a member of a group whose task was fanned out is asked on its own part instead, from the
/// first period on which it has not reported yet. The SQL that opens obligations says the same (<c>ReportObligations</c>), and a test
/// compares the two.
/// </summary>
public static class AskedOnce
{
    /// <summary>The units that are asked for their reports on an open task and one period.</summary>
    /// <param name="task">The task.</param>
    /// <param name="tree">The tasks above it and below it, it may be among them.</param>
    /// <param name="path">Whether partners report, to the lead.</param>
    public static IEnumerable<long> On(TaskInTree task, IReadOnlyCollection<TaskInTree> tree, ReportPath path)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(tree);
        return task.State is TaskState.Closed
            ? []
            : task.Parties.Where(party => ReportsOn(task, party) && !Above(task).Any(above => SpeaksFor(above, party.UnitId))).Select(party => party.UnitId);

        bool SpeaksFor(TaskInTree above, long unit) => above.ReportedBy.Contains(unit)
            || (above.State is not TaskState.Closed && above.Parties.Any(same => same.UnitId == unit && ReportsOn(above, same)));

        bool ReportsOn(TaskInTree on, TaskParty party) =>
            (party.Role is ParticipationRole.Lead || (party.Role is ParticipationRole.Partner && path is ReportPath.PartnerToLead)) && !HasPartOfItsOwn(on, party);

        bool HasPartOfItsOwn(TaskInTree on, TaskParty party) => party.GroupId is { } group && tree.Any(part =>
            part.ParentId == on.Id && part.FanOutGroupId == group && part.Outcome is not (TaskOutcome.Cancelled or TaskOutcome.Superseded)
            && part.Parties.Any(own => own.UnitId == party.UnitId && own.Role is ParticipationRole.Lead));

        IEnumerable<TaskInTree> Above(TaskInTree below)
        {
            for (var above = ParentOf(below); above is not null; above = ParentOf(above))
                yield return above;
        }

        TaskInTree? ParentOf(TaskInTree part) => tree.FirstOrDefault(above => above.Id == part.ParentId);
    }
}

/// <summary>A task that was broken down, or a part of one, with what decides who reports on it.</summary>
/// <param name="Id">The task.</param>
/// <param name="ParentId">The task that it is a part of; null at the top.</param>
/// <param name="State">Where it stands; a closed one asks for nothing.</param>
/// <param name="Parties">The units that answer for it.</param>
public sealed record TaskInTree(long Id, long? ParentId, TaskState State, IReadOnlyList<TaskParty> Parties)
{
    /// <summary>The group of which a fan-out made it one member's part; null for any other part.</summary>
    public long? FanOutGroupId { get; init; }

    /// <summary>The units that have reported on it for the period.</summary>
    public IReadOnlyCollection<long> ReportedBy { get; init; } = [];

    /// <summary>How it was closed; null while it is open.</summary>
    public TaskOutcome? Outcome { get; init; }
}
