using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tasks;

/// <summary>
/// A tracked task (任务) with the facts that its rules need. Every rule is a pure method that takes the caller and the day and
/// returns the task after the act, or the reason why it is refused.
/// </summary>
public sealed partial record PolicyTask
{
    public required long Id { get; init; }

    public required int Version { get; init; }

    public required TaskState State { get; init; }

    /// <summary>How far the work has come by the last report, 0 to 100.</summary>
    public int Percent { get; init; }

    public required DeadlineKind DeadlineKind { get; init; }

    /// <summary>The date in force; see <see cref="Lateness.DueOn"/> for whether the task can be overdue.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The last day on which the task is on time: the date in force and the days after it on which work rested by decision.</summary>
    public DateOnly? DueOn => Lateness.DueOn(DeadlineKind, Deadline)?.AddDays(ExcusedDays);

    /// <summary>Counts the changes of the deadline, so that reminders of an older date are told apart.</summary>
    public int DeadlineVersion { get; init; } = 1;

    /// <summary>The day on which the completion request that waits for review was handed in; null if none waits.</summary>
    public DateOnly? HandedInOn { get; init; }

    public TaskOutcome? Outcome { get; init; }

    /// <summary>The day on which the work was done: when the accepted completion request was handed in.</summary>
    public DateOnly? CompletedOn { get; init; }

    public required IReadOnlyList<Participation> Participations { get; init; }

    /// <summary>The units that answer for the task, groups taken apart into their members.</summary>
    public IReadOnlyList<TaskParty> Parties { get; init; } = [];

    /// <summary>The unit that collects the reports of the task's list (汇总单位), for a part of the whole's; null if the supervision office does.</summary>
    public long? CollectingUnitId { get; init; }

    /// <summary>The days of the deadline have passed and the work goes on: "2017年底前完成并持续落实".</summary>
    public bool OngoingAfterwards { get; init; }

    /// <summary>A unit on the task acknowledges it (签收), once.</summary>
    public Decision<PolicyTask> Receive(Actor actor, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.Receive, this, actor) is { } refusal)
            return refusal;

        return actor.PartyOn(this) switch
        {
            { ReceivedOn: not null } => new Refusal("already-acknowledged", "This unit has acknowledged the task already."),
            { } party => With(party with { ReceivedOn = today }),
            _ => this,
        };
    }

    /// <summary>
    /// A lead unit says that the work is done and hands it to the supervision office (办结申请). Where a group leads, each member hands in
    /// its own part; the task waits for review when the last has, and counts as handed in on that day.
    /// </summary>
    public Decision<PolicyTask> RequestCompletion(Actor actor, DateOnly today)
    {
        if (TaskActs.RefusalOf(ActKind.RequestCompletion, this, actor) is { } refusal)
            return refusal;

        if (RefusalOverOpenSubtasks(null) is { } open)
            return open;

        var party = actor.PartyOn(this);
        if (!AnsweredByMembers || party is null)
            return HandedInByAll(today);

        if (party.HandedInOn is not null)
            return new Refusal("already-handed-in", "This unit has handed its part in; the task waits for the others.");

        var handedIn = With(party with { HandedInOn = today });
        return handedIn.LeadParties.All(lead => lead.HandedInOn is not null)
            ? handedIn with
            {
                State = TaskState.AwaitingReview,
                HandedInOn = handedIn.LeadParties.Max(lead => lead.HandedInOn),
                HandInAgainBy = null,
                ReturnedOn = null,
            }
            : handedIn with { State = TaskState.InProgress };
    }

    /// <summary>The supervision office corrects the date of a task that is still open.</summary>
    public Decision<PolicyTask> CorrectDeadline(Actor actor, DeadlineKind kind, DateOnly? date)
    {
        if (TaskActs.RefusalOf(ActKind.Correct, this, actor) is { } refusal)
            return refusal;

        return WithDeadline(kind, date);
    }

    /// <summary>Whether the supervision office may correct the record at all.</summary>
    public Decision<PolicyTask> Correct(Actor actor) =>
        TaskActs.RefusalOf(ActKind.Correct, this, actor) is { } refusal ? refusal : this;

    /// <summary>The task with another deadline; a change makes a new version of it, by which reminders of the old one are told apart.</summary>
    internal PolicyTask WithDeadline(DeadlineKind kind, DateOnly? date) =>
        kind == DeadlineKind && date == Deadline
            ? this
            : this with { DeadlineKind = kind, Deadline = date, DeadlineVersion = DeadlineVersion + 1, ExcusedDays = 0, Forecast = null, DeadlineProvisional = false };

    /// <summary>The task with another last day; what was printed as a month's end is a day from now on.</summary>
    internal PolicyTask WithDate(DateOnly date) => WithDeadline(DeadlineKind is DeadlineKind.Multiple ? DeadlineKind : DeadlineKind.Date, date);

    private PolicyTask With(TaskParty changed) =>
        this with { Parties = [.. Parties.Select(party => party.UnitId == changed.UnitId ? changed : party)] };
}
