namespace TaskTracker.Core.Tasks;

/// <summary>What one task means for others: the same task printed twice, and a task that a newer document took the place of.</summary>
public sealed partial record PolicyTask
{
    /// <summary>Shared by tasks that are the same one, printed in several lists; null if it stands alone.</summary>
    public long? SameAs { get; init; }

    /// <summary>
    /// A receipt or a report on a duplicate counts here too (Reg 15: nobody is asked twice for one thing). Only percents and receipts of
    /// units that stand on both pass over; date, hand-in, review and lateness stay each task's own.
    /// </summary>
    public PolicyTask SharedFrom(PolicyTask before, PolicyTask after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (State is TaskState.Closed || after.State is TaskState.Closed)
            return this;

        var shared = after.Parties.Except(before.Parties).Aggregate(this, (task, party) => task.With(party, before));
        if (State is not (TaskState.Assigned or TaskState.InProgress))
            return shared;

        var reported = after.Percent != before.Percent || (after.State is TaskState.InProgress && before.State is TaskState.Assigned);
        return !reported ? shared : shared with
        {
            State = TaskState.InProgress,
            Percent = Subtasks > 0 ? Percent : AnsweredByMembers ? shared.PercentOfMembers : after.Percent,
        };
    }

    /// <summary>A document that repeals another ends its open tasks (同时废止, DEMANDS 2); closed ones stay as they are.</summary>
    /// <param name="actor">Who confirms the repeal.</param>
    /// <param name="repealedBy">The document that repeals; reason enough to end sub-tasks with it.</param>
    /// <param name="today">The day of the confirmation.</param>
    public Decision<PolicyTask> Supersede(Actor actor, string repealedBy, DateOnly today) => Close(actor, TaskOutcome.Superseded, today, repealedBy);

    private PolicyTask With(TaskParty other, PolicyTask before)
    {
        var was = before.Parties.FirstOrDefault(party => party.UnitId == other.UnitId);
        return Parties.FirstOrDefault(party => party.UnitId == other.UnitId) is not { } own || was is null ? this : With(own with
        {
            ReceivedOn = own.ReceivedOn ?? other.ReceivedOn,
            Percent = other.Percent == was.Percent ? own.Percent : other.Percent,
        });
    }
}
