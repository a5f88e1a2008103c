namespace TaskTracker.Core.Tasks;

/// <summary>移交: a lead asks once to pass the task to another unit, and the office rules (DEMANDS 25). Deadlines stay.</summary>
public sealed partial record PolicyTask
{
    /// <summary>Whether the hand-over can be asked for.</summary>
    /// <param name="actor">A lead of the task, named itself and not through a group.</param>
    /// <param name="toUnitId">The unit that is to lead instead.</param>
    /// <param name="askedBefore">Whether one was asked for already, however it was ruled on.</param>
    public Decision<PolicyTask> RequestHandOver(Actor actor, long toUnitId, bool askedBefore)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (TaskActs.RefusalOf(ActKind.RequestHandOver, this, actor) is { } refusal)
            return refusal;

        if (askedBefore)
            return new Refusal("hand-over-asked", "A hand-over of this task was asked for already; it can be asked for once.");

        if (actor.PartyOn(this) is { GroupId: not null })
            return new Refusal("group-cannot-hand-over", "A member of a group cannot pass the group's task on; the supervision office corrects its units.");

        return LeadParties.Any(lead => lead.UnitId == toUnitId)
            ? new Refusal("leads-already", "The unit leads this task already.")
            : this;
    }

    /// <summary>The office rules on a hand-over; granted, the unit that asked, under whatever name it stands there, is replaced among the leads.</summary>
    /// <param name="actor">The office.</param>
    /// <param name="state">Where the request stands.</param>
    /// <param name="granted">Grant, or refuse.</param>
    /// <param name="from">The ids of the unit that asked and of its predecessors.</param>
    /// <param name="to">The unit that leads from now on.</param>
    public Decision<PolicyTask> RuleOnHandOver(Actor actor, RequestState state, bool granted, IReadOnlySet<long> from, Participation to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (TaskActs.RefusalOf(ActKind.RuleOnHandOver, this, actor) is { } refusal)
            return refusal;

        if (state is not RequestState.Pending)
            return new Refusal("already-ruled", "This request was ruled on already.");

        if (!granted)
            return this;

        var replaced = Participations.FirstOrDefault(IsReplaced);
        if (replaced is null)
            return new Refusal("hand-over-moot", "The unit that asked leads this task no more.");

        return this with
        {
            Participations =
            [
                .. Participations.Where(part => ReferenceEquals(part, replaced) || (!IsReplaced(part) && part.UnitId != to.UnitId))
                    .Select(part => ReferenceEquals(part, replaced) ? to with { Role = ParticipationRole.Lead, First = part.First } : part),
            ],
        };

        bool IsReplaced(Participation part) => part.Role is ParticipationRole.Lead && part.UnitId is { } unit && from.Contains(unit);
    }
}
