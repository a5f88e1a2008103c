namespace TaskTracker.Core.Tasks;

/// <summary>Who answers for the task, and what becomes of their parts when units come, go and succeed each other.</summary>
public sealed partial record PolicyTask
{
    /// <summary>The units that lead, groups taken apart.</summary>
    public IEnumerable<TaskParty> LeadParties => Parties.Where(party => party.Role is ParticipationRole.Lead);

    /// <summary>A group leads, and each of its members answers for itself.</summary>
    public bool AnsweredByMembers => LeadParties.Any(party => party.GroupId is not null);

    private int PercentOfMembers => (int)LeadParties.Average(lead => lead.Percent);

    /// <summary>
    /// Lays the task on other units: who stays keeps what it has done; who joins begins; who exists no more passes its open duties to its
    /// heir, which goes on where it stood but acknowledges anew (DEMANDS 8). Two parts that come together have come as far as the lesser
    /// of them. What was reported stays with who reported it.
    /// </summary>
    /// <param name="wanted">Who answers from now on, one a unit.</param>
    /// <param name="heirs">By unit that exists no more: who answers for it.</param>
    public LaidAnew LaidOn(IReadOnlyList<TaskParty> wanted, IReadOnlyDictionary<long, long> heirs)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(heirs);
        var present = Parties.ToDictionary(party => party.UnitId);
        var staying = wanted.Select(party => party.UnitId).ToHashSet();
        var passing = Parties.Where(party => !staying.Contains(party.UnitId))
            .ToLookup(party => heirs.TryGetValue(party.UnitId, out var heir) && staying.Contains(heir) ? heir : (long?)null);
        TaskParty[] parties = [.. wanted.Select(party => Laid(party, present.GetValueOrDefault(party.UnitId), [.. passing[party.UnitId]]))];
        PartyMove[] moves =
        [
            .. passing.SelectMany(group => group.Select(party => new PartyMove(party.UnitId, group.Key))),
            .. wanted.Where(party => !present.ContainsKey(party.UnitId) && !passing.Contains(party.UnitId)).Select(party => new PartyMove(null, party.UnitId)),
        ];
        return new LaidAnew((this with { Parties = parties }).Settled(), moves);
    }

    private static TaskParty Laid(TaskParty wanted, TaskParty? own, TaskParty[] inherited)
    {
        if (inherited.Length == 0)
            return own is null ? wanted : own with { Role = wanted.Role, GroupId = wanted.GroupId };

        TaskParty[] all = own is null ? inherited : [own, .. inherited];
        TaskParty[] parts = all.Any(part => part.Role == wanted.Role) ? [.. all.Where(part => part.Role == wanted.Role)] : all;
        return (own ?? wanted) with
        {
            Role = wanted.Role,
            GroupId = wanted.GroupId,
            Percent = parts.Min(part => part.Percent),
            HandedInOn = parts.All(part => part.HandedInOn is not null) ? parts.Max(part => part.HandedInOn) : null,
            PredecessorId = inherited[0].UnitId,
        };
    }

    /// <summary>A group's percent and hand-in follow its members; a task that waits for review goes on waiting.</summary>
    private PolicyTask Settled()
    {
        if (!AnsweredByMembers || State is not (TaskState.Assigned or TaskState.InProgress))
            return this;

        var settled = Subtasks > 0 ? this : this with { Percent = PercentOfMembers };
        return OpenSubtasks == 0 && LeadParties.All(lead => lead.HandedInOn is not null)
            ? settled with { State = TaskState.AwaitingReview, HandedInOn = LeadParties.Max(lead => lead.HandedInOn) }
            : settled;
    }

    /// <summary>Where no group leads, one lead hands in for all of them.</summary>
    private PolicyTask HandedInByAll(DateOnly today) => this with
    {
        State = TaskState.AwaitingReview,
        HandedInOn = today,
        HandInAgainBy = null,
        ReturnedOn = null,
        Parties = [.. Parties.Select(party => party.Role is ParticipationRole.Lead ? party with { HandedInOn = today } : party)],
    };
}

/// <summary>A task laid on other units, and who moved.</summary>
/// <param name="Task">The task after that.</param>
/// <param name="Moves">Who joined, left or passed its part on; empty if the same units answer as before.</param>
public sealed record LaidAnew(PolicyTask Task, IReadOnlyList<PartyMove> Moves);

/// <summary>A change of who answers: joined where nobody stood before it, left where nobody follows, else passed on.</summary>
/// <param name="FromUnitId">Who answered until now; null if nobody did.</param>
/// <param name="ToUnitId">Who answers from now on; null if nobody does.</param>
public sealed record PartyMove(long? FromUnitId, long? ToUnitId);
