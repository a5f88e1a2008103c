namespace TaskTracker.Core.Tasks;

/// <summary>What a key may do (API, Roles).</summary>
public enum Role
{
    /// <summary>Bound to one unit: sees and reports on the tasks in which it takes part.</summary>
    Coordinator,

    /// <summary>The district's supervision office (督查室): everything in the district.</summary>
    Supervisor,

    /// <summary>Another system: reads the district, or one unit's tasks if the key is bound to a unit.</summary>
    Reader,

    /// <summary>Keys and units; no tasks.</summary>
    Admin,
}

/// <summary>Who asks for an act on a task.</summary>
/// <param name="Role">The role of the key.</param>
/// <param name="Units">
/// The ids under which the caller takes part: its unit, the units that it succeeded, and the groups that any of them belongs to.
/// Empty for the supervision office and for readers of the whole district.
/// </param>
public sealed record Actor(Role Role, IReadOnlySet<long> Units)
{
    /// <summary>True if the caller sees only tasks in which one of its <see cref="Units"/> takes part.</summary>
    public bool IsBoundToUnit => Role == Role.Coordinator || (Role == Role.Reader && Units.Count > 0);

    /// <summary>The unit that the key is bound to; null for the supervision office and readers of the whole district.</summary>
    public long? UnitId { get; init; }

    /// <summary>Whether the caller takes part in one of these roles, or in any if none is given; the same test that SQL applies in lists.</summary>
    public bool TakesPart(PolicyTask task, params ReadOnlySpan<ParticipationRole> roles)
    {
        ArgumentNullException.ThrowIfNull(task);
        foreach (var participation in task.Participations)
        {
            if (participation.UnitId is { } unit && Units.Contains(unit) && (roles.IsEmpty || roles.Contains(participation.Role)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Visibility, in one place: what a caller may not see does not exist for it. A unit sees the tasks in which it takes part, the
    /// parts of those that it leads, and the tasks, with their parts, whose reports it collects.
    /// </summary>
    public bool MaySee(PolicyTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Role is not Role.Admin
            && (!IsBoundToUnit || TakesPart(task) || task.LeadsAbove.Overlaps(Units)
                || (task.CollectingUnitId is { } collector && Units.Contains(collector)));
    }

    /// <summary>The party for which the caller answers: its own unit's, or that of a unit that it succeeded; null if it has none.</summary>
    public TaskParty? PartyOn(PolicyTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Parties.FirstOrDefault(party => party.UnitId == UnitId) ?? task.Parties.FirstOrDefault(party => Units.Contains(party.UnitId));
    }
}
