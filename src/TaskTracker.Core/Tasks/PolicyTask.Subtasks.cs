namespace TaskTracker.Core.Tasks;

/// <summary>A task broken down (分解, DEMANDS 3): its place in the tree, and what its sub-tasks forbid it.</summary>
public sealed partial record PolicyTask
{
    /// <summary>A task, its steps, and their steps.</summary>
    public const int MaxLevel = 3;

    /// <summary>The task that this one is a part of; null at the top.</summary>
    public long? ParentId { get; init; }

    /// <summary>1 at the top, at most <see cref="MaxLevel"/>.</summary>
    public int Level { get; init; } = 1;

    /// <summary>How many sub-tasks it has, closed ones included.</summary>
    public int Subtasks { get; init; }

    public int OpenSubtasks { get; init; }

    /// <summary>The units that lead the tasks above; they see their parts.</summary>
    public IReadOnlySet<long> LeadsAbove { get; init; } = new HashSet<long>();

    /// <summary>Whether a part may be cut off: by the office for any unit, or by a lead as a step of its own plan, for units of the task.</summary>
    /// <param name="actor">Who breaks it down.</param>
    /// <param name="dueOn">The last day of the part; null if it has none.</param>
    /// <param name="unitIds">The units and groups of the part.</param>
    /// <param name="reason">Why the part may end after the whole; the office's.</param>
    public Decision<PolicyTask> BreakDown(Actor actor, DateOnly? dueOn, IReadOnlyCollection<long> unitIds, string? reason)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(unitIds);
        if (TaskActs.RefusalOf(ActKind.BreakDown, this, actor) is { } refusal)
            return refusal;

        if (Level >= MaxLevel)
            return new Refusal("too-deep", $"Tasks are broken down to {MaxLevel} levels; this one stands on the last.");

        var byOffice = actor.Role is Role.Supervisor;
        if (Lateness.DueOn(DeadlineKind, Deadline) is { } last && dueOn > last && !(byOffice && !string.IsNullOrWhiteSpace(reason)))
            return new Refusal("later-than-parent", $"The task is due on {last:yyyy-MM-dd}; a part of it ends later only if the supervision office gives a reason.");

        var known = Participations.Select(part => part.UnitId).OfType<long>().Concat(Parties.Select(party => party.UnitId)).Concat(actor.Units).ToHashSet();
        return byOffice || known.IsSupersetOf(unitIds)
            ? this
            : new Refusal("unit-not-on-parent", "A lead's own plan is for its own unit and the units of the task; others are the supervision office's to name.");
    }

    /// <summary>The task after one of its parts has moved: its percent is theirs by weight, and work has begun when theirs has.</summary>
    public PolicyTask RolledUp(IReadOnlyList<RollUp.Part> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (State is TaskState.Closed || RollUp.PercentOf(parts) is not { } percent)
            return this;

        var begun = State is TaskState.Assigned && parts.Any(part => part.State is not TaskState.Assigned);
        return this with { Percent = percent, State = begun ? TaskState.InProgress : State };
    }

    /// <summary>A task is not handed in or closed over open parts, unless the office says why.</summary>
    public Refusal? RefusalOverOpenSubtasks(string? officeReason) => OpenSubtasks > 0 && string.IsNullOrWhiteSpace(officeReason)
        ? new Refusal("open-subtasks", $"{OpenSubtasks} sub-tasks are open; only the supervision office closes a task over them, with a reason.")
        : null;
}

/// <summary>How the progress of parts makes the progress of the whole.</summary>
public static class RollUp
{
    /// <summary>A sub-task, as its parent needs it.</summary>
    public sealed record Part
    {
        public required TaskState State { get; init; }

        public TaskOutcome? Outcome { get; init; }

        public required int Percent { get; init; }

        /// <summary>1 or more; 1 if nothing was said.</summary>
        public int Weight { get; init; } = 1;

        internal bool Counts => Outcome is not (TaskOutcome.Cancelled or TaskOutcome.Superseded);
    }

    /// <summary>The mean by weight, rounded down so that only finished parts make 100; what was cancelled or superseded does not count.</summary>
    /// <returns>Null if no part counts.</returns>
    public static int? PercentOf(IReadOnlyList<Part> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var weight = parts.Where(part => part.Counts).Sum(part => (long)part.Weight);
        return weight == 0 ? null : (int)(parts.Where(part => part.Counts).Sum(part => (long)part.Percent * part.Weight) / weight);
    }
}
