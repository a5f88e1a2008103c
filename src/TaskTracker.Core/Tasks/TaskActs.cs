using System.Collections.Frozen;
using static TaskTracker.Core.Tasks.TaskState;

namespace TaskTracker.Core.Tasks;

/// <summary>Who may do an act, and in which states of the task.</summary>
/// <param name="Act">The act.</param>
/// <param name="By">Who may do it.</param>
/// <param name="States">The states in which it is possible.</param>
public sealed record ActRule(ActKind Act, Performer By, IReadOnlyList<TaskState> States);

/// <summary>
/// The state machine of a task in one table: every act × performer × state. What an act asks for besides (a reason, a date that has not
/// passed) stands with the act. docs/task-life.md is written from this table, and a test plays all of it over HTTP.
/// </summary>
public static class TaskActs
{
    private static readonly TaskState[] Working = [Assigned, InProgress];
    private static readonly TaskState[] Waiting = [AwaitingReview];
    private static readonly TaskState[] Moving = [Assigned, InProgress, AwaitingReview];
    private static readonly TaskState[] Open = [Assigned, InProgress, AwaitingReview, Suspended];
    private static readonly TaskState[] Any = [Assigned, InProgress, AwaitingReview, Suspended, Closed];

    /// <summary>Every act, once.</summary>
    public static readonly FrozenDictionary<ActKind, ActRule> All = new ActRule[]
    {
        new(ActKind.Receive, Performer.Participant, Open),
        new(ActKind.NamePersons, Performer.ParticipantOrOffice, Open),
        new(ActKind.ReportProgress, Performer.Participant, Working),
        new(ActKind.AmendReport, Performer.Participant, Moving),
        new(ActKind.RuleOnReport, Performer.CollectorOrOffice, Any),
        new(ActKind.DeclareForecast, Performer.Lead, Working),
        new(ActKind.MarkMilestone, Performer.LeadOrOffice, Working),
        new(ActKind.RequestCompletion, Performer.Lead, Working),
        new(ActKind.Review, Performer.Office, Waiting),
        new(ActKind.ReturnPart, Performer.Office, Moving),
        new(ActKind.Close, Performer.Office, Open),
        new(ActKind.Recheck, Performer.Office, [Closed]),
        new(ActKind.ReceiveConclusion, Performer.Lead, [Closed]),
        new(ActKind.AppealAgainstClosing, Performer.Lead, [Closed]),
        new(ActKind.RuleOnAppeal, Performer.Office, [Closed]),
        new(ActKind.RequestExtension, Performer.LeadOrOffice, Working),
        new(ActKind.RuleOnExtension, Performer.CollectorOrOffice, Open),
        new(ActKind.RequestChange, Performer.LeadOrOffice, Open),
        new(ActKind.RuleOnChange, Performer.Office, Open),
        new(ActKind.RequestHandOver, Performer.Lead, Working),
        new(ActKind.RuleOnHandOver, Performer.Office, Open),
        // What was handed in is ruled on first: days at rest would else count for and against it.
        new(ActKind.Suspend, Performer.Office, Working),
        new(ActKind.Resume, Performer.Office, [Suspended]),
        new(ActKind.Correct, Performer.Office, Open),
        new(ActKind.SetDate, Performer.Office, Open),
        new(ActKind.BreakDown, Performer.LeadOrOffice, Open),
        new(ActKind.Link, Performer.Office, Any),
        new(ActKind.Urge, Performer.Office, Moving),
        new(ActKind.IssueOrder, Performer.Office, Moving),
        new(ActKind.AnswerOrder, Performer.Participant, Open),
        new(ActKind.RuleOnAnswer, Performer.Office, Open),
        new(ActKind.DemandRectification, Performer.Office, Moving),
        new(ActKind.Interview, Performer.Office, Any),
        new(ActKind.Instruct, Performer.Office, Any),
    }.ToFrozenDictionary(rule => rule.Act);

    /// <summary>Whether a caller that sees the task may do the act on it now.</summary>
    /// <returns>Null if it may, else why not: first who may, then in which state.</returns>
    public static Refusal? RefusalOf(ActKind act, PolicyTask task, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(actor);
        var rule = All[act];
        return RefusalOf(rule.By, task, actor) ?? (rule.States.Contains(task.State) ? null : RefusalOf(rule.States, task.State));
    }

    private static Refusal? RefusalOf(Performer by, PolicyTask task, Actor actor) => by switch
    {
        Performer.Lead => IsLead(task, actor) ? null : NotLead,
        Performer.Participant => IsParticipant(task, actor) ? null : NotParticipant,
        Performer.Office => IsOffice(actor) ? null : NotOffice,
        Performer.LeadOrOffice => IsOffice(actor) || IsLead(task, actor) ? null : NotLead,
        Performer.ParticipantOrOffice => IsOffice(actor) || IsParticipant(task, actor) ? null : NotParticipant,
        Performer.CollectorOrOffice => IsOffice(actor) || IsCollector(task, actor) ? null : NotCollector,
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    internal static bool IsOffice(Actor actor) => actor.Role is Role.Supervisor;

    private static bool IsLead(PolicyTask task, Actor actor) =>
        actor.Role is Role.Coordinator && actor.TakesPart(task, ParticipationRole.Lead);

    private static bool IsParticipant(PolicyTask task, Actor actor) => actor.Role is Role.Coordinator && actor.TakesPart(task);

    internal static bool IsCollector(PolicyTask task, Actor actor) =>
        actor.Role is Role.Coordinator && task.CollectingUnitId is { } unit && actor.Units.Contains(unit);

    private static Refusal RefusalOf(IReadOnlyList<TaskState> allowed, TaskState state) => allowed switch
    {
        [AwaitingReview] => new Refusal("not-awaiting-review", "No completion request of this task waits for a review."),
        [Closed] => new Refusal("task-open", "The task is not closed; this is for closed tasks."),
        [Suspended] => new Refusal("not-suspended", "The task is not suspended."),
        _ => state switch
        {
            Closed => new Refusal("task-closed", "The task is closed."),
            Suspended => new Refusal("task-suspended", "The task is suspended."),
            AwaitingReview => new Refusal(
                "awaiting-review", "The task waits for the supervision office's review; nothing can be added until it has ruled."),
            _ => throw new InvalidOperationException($"No words for {state} where {string.Join(", ", allowed)} are possible."),
        },
    };

    private static readonly Refusal NotLead = new("not-lead-unit", "Only a lead unit of this task does this.", Forbidden: true);

    private static readonly Refusal NotParticipant = new("not-a-participant", "Only a unit that takes part in this task does this.", Forbidden: true);

    private static readonly Refusal NotOffice = new("not-supervision-office", "Only the district's supervision office does this.", Forbidden: true);

    private static readonly Refusal NotCollector = new(
        "not-collecting-unit", "Only the unit that collects the reports of this task's list, or the supervision office, does this.", Forbidden: true);
}
