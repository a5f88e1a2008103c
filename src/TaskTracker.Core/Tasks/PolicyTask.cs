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

    /// <summary>The unit that collects the reports of the task's list (汇总单位); null if the supervision office does.</summary>
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

    /// <summary>A lead unit reports how far the work has come (进展填报); where a group leads, how far its own part has come.</summary>
    public Decision<PolicyTask> ReportProgress(Actor actor, int percent)
    {
        if (TaskActs.RefusalOf(ActKind.ReportProgress, this, actor) is { } refusal)
            return refusal;

        if (!actor.TakesPart(this, ParticipationRole.Lead))
            return new Refusal("not-lead-unit", "Only a lead unit of this task does this.", Forbidden: true);

        var reported = actor.PartyOn(this) is { } party ? With(party with { Percent = percent }) : this;
        return reported with
        {
            Percent = AnsweredByMembers ? (int)reported.LeadParties.Average(lead => lead.Percent) : percent,
            State = TaskState.InProgress,
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

        var party = actor.PartyOn(this);
        if (!AnsweredByMembers || party is null)
            return (party is null ? this : With(party with { HandedInOn = today })) with { State = TaskState.AwaitingReview, HandedInOn = today };

        if (party.HandedInOn is not null)
            return new Refusal("already-handed-in", "This unit has handed its part in; the task waits for the others.");

        var handedIn = With(party with { HandedInOn = today });
        return handedIn.LeadParties.All(lead => lead.HandedInOn is not null)
            ? handedIn with { State = TaskState.AwaitingReview, HandedInOn = handedIn.LeadParties.Max(lead => lead.HandedInOn) }
            : handedIn with { State = TaskState.InProgress };
    }

    /// <summary>The supervision office strikes the task off (销账). It counts as done on the day it was handed in.</summary>
    public Decision<PolicyTask> Accept(Actor actor)
    {
        if (TaskActs.RefusalOf(ActKind.Review, this, actor) is { } refusal)
            return refusal;

        return this with
        {
            State = TaskState.Closed,
            Outcome = TaskOutcome.Completed,
            Percent = 100,
            CompletedOn = HandedInOn,
            HandedInOn = null,
        };
    }

    /// <summary>The supervision office sends the task back to its lead unit (退回); if its date has passed it is overdue again.</summary>
    public Decision<PolicyTask> Return(Actor actor)
    {
        if (TaskActs.RefusalOf(ActKind.Review, this, actor) is { } refusal)
            return refusal;

        return this with
        {
            State = TaskState.InProgress,
            HandedInOn = null,
            Parties = [.. Parties.Select(party => party with { HandedInOn = null })],
        };
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

    /// <summary>The units that lead, groups taken apart.</summary>
    public IEnumerable<TaskParty> LeadParties => Parties.Where(party => party.Role is ParticipationRole.Lead);

    /// <summary>A group leads, and each of its members answers for itself.</summary>
    public bool AnsweredByMembers => LeadParties.Any(party => party.GroupId is not null);

    /// <summary>The task with another deadline; a change makes a new version of it, by which reminders of the old one are told apart.</summary>
    internal PolicyTask WithDeadline(DeadlineKind kind, DateOnly? date) =>
        kind == DeadlineKind && date == Deadline
            ? this
            : this with { DeadlineKind = kind, Deadline = date, DeadlineVersion = DeadlineVersion + 1, DeadlineProvisional = false };

    private PolicyTask With(TaskParty changed) =>
        this with { Parties = [.. Parties.Select(party => party.UnitId == changed.UnitId ? changed : party)] };
}
