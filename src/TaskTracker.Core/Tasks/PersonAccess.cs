namespace TaskTracker.Core.Tasks;

/// <summary>How much of the persons that a unit has named a caller is shown.</summary>
public enum PersonAccess
{
    Nothing,

    /// <summary>Names and posts: for the units that lead the task.</summary>
    Names,

    /// <summary>Telephone and mail too: for the supervision office and the unit itself.</summary>
    All,
}

/// <summary>Who sees and names the three persons of a unit on a task (DEMANDS 4); personal data goes to who needs it.</summary>
public static class PersonRules
{
    public static PersonAccess AccessOf(Actor actor, PolicyTask task, long unitId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Role is Role.Supervisor)
            return PersonAccess.All;

        if (actor.Role is not Role.Coordinator)
            return PersonAccess.Nothing;

        return actor.PartyOn(task)?.UnitId == unitId ? PersonAccess.All
            : actor.TakesPart(task, ParticipationRole.Lead) ? PersonAccess.Names
            : PersonAccess.Nothing;
    }

    /// <summary>Each unit names its own; the office for any.</summary>
    public static Decision<PolicyTask> MayName(Actor actor, PolicyTask task, long unitId)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(task);
        return TaskActs.RefusalOf(ActKind.NamePersons, task, actor) is { } refusal ? refusal
            : AccessOf(actor, task, unitId) is PersonAccess.All ? task
            : new Refusal("not-your-unit", "This key is bound to another unit.", Forbidden: true);
    }
}
