using System.Globalization;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;

namespace TaskTracker.Core.Reminders;

/// <summary>What is known of a task and of everything on it that is asked for by a date.</summary>
public sealed record ReminderTask
{
    public required TaskState State { get; init; }

    public required DeadlineKind DeadlineKind { get; init; }

    /// <summary>The last day on which the task is on time (<see cref="PolicyTask.DueOn"/>); null if it can never be overdue.</summary>
    public DateOnly? DueOn { get; init; }

    public required int DeadlineVersion { get; init; }

    /// <summary>The day until which a returned task is to be handed in again.</summary>
    public DateOnly? HandInAgainBy { get; init; }

    /// <summary>Where its time begins: the printed first day, else the day of recording.</summary>
    public required DateOnly BeganOn { get; init; }

    public required DateOnly RecordedOn { get; init; }

    /// <summary>The units that answer for it, groups taken apart.</summary>
    public IReadOnlyList<TaskParty> Parties { get; init; } = [];

    /// <summary>True if a printed lead names no unit that answers: an unknown name, or a group without members.</summary>
    public bool LeadIsUnknown { get; init; }

    /// <summary>Reports that are asked for and have not come.</summary>
    public IReadOnlyList<OwedReport> Reports { get; init; } = [];

    /// <summary>Orders and rectifications that wait for their unit.</summary>
    public IReadOnlyList<OpenDemand> Demands { get; init; } = [];

    /// <summary>Milestones and occurrences that are not done.</summary>
    public IReadOnlyList<TaskStage> Stages { get; init; } = [];
}

/// <summary>A report that is asked of a unit.</summary>
public sealed record OwedReport(long Id, long UnitId, string Period, DateOnly OpenedOn, DateOnly DueOn);

/// <summary>A demand that waits for its unit's answer.</summary>
public sealed record OpenDemand(long Id, long UnitId, string Label, DateOnly MadeOn, DateOnly AnswerBy);

/// <summary>
/// What is asked on a task today, and of whom. Of a closed or suspended task nothing is; while a completion request waits, the work is the
/// office's, and only what was asked apart from it (receipts, answers) goes on.
/// </summary>
public static class ReminderSubjects
{
    public static IReadOnlyList<ReminderSubject> Of(ReminderTask task, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.State switch
        {
            TaskState.Closed or TaskState.Suspended => [],
            TaskState.AwaitingReview => [.. Receipts(task), .. Answers(task)],
            _ => [.. Dates(task), .. Milestones(task, today), .. Reports(task), .. Receipts(task), .. Answers(task)],
        };
    }

    /// <summary>The units that lead and have not handed their part in.</summary>
    private static IReadOnlyList<long> Leads(ReminderTask task) =>
        [.. task.Parties.Where(party => party is { Role: ParticipationRole.Lead, HandedInOn: null }).Select(party => party.UnitId).Order()];

    private static IEnumerable<ReminderSubject> Dates(ReminderTask task)
    {
        var leads = Leads(task);
        var subject = new ReminderSubject
        {
            Occasion = ReminderOccasion.TaskDue,
            Version = task.DeadlineVersion,
            DueOn = default,
            BeganOn = task.BeganOn,
            Units = leads,
            HasUnknownUnit = task.LeadIsUnknown,
        };
        if (task.DueOn is { } dueOn && IsAsked(task, leads))
            yield return subject with { DueOn = dueOn };
        if (task.HandInAgainBy is { } again && IsAsked(task, leads))
            yield return subject with { Occasion = ReminderOccasion.HandInAgain, DueOn = again, Version = again.DayNumber };
        if (task.DeadlineKind is DeadlineKind.Conditional)
            yield return subject with { Occasion = ReminderOccasion.DateMissing, DueOn = task.RecordedOn, BeganOn = task.RecordedOn };
    }

    /// <summary>Nothing more is asked where every lead has handed in; where nobody is known to lead, the office is told.</summary>
    private static bool IsAsked(ReminderTask task, IReadOnlyList<long> leads) =>
        leads.Count > 0 || task.LeadIsUnknown || task.Parties.All(party => party.Role is not ParticipationRole.Lead);

    /// <summary>All milestones, but of the times of a recurring duty only the last that was missed and the next: the others stand in its list.</summary>
    private static IEnumerable<ReminderSubject> Milestones(ReminderTask task, DateOnly today)
    {
        var dated = task.Stages.Where(stage => stage is { DueOn: not null, DoneOn: null }).ToList();
        var occurrences = dated.Where(stage => stage.Kind is StageKind.Occurrence && task.DeadlineKind is DeadlineKind.Recurring).ToList();
        var leads = Leads(task);
        return dated.Where(stage => stage.Kind is StageKind.Milestone)
            .Concat(occurrences.Where(stage => stage.DueOn < today).OrderBy(stage => stage.DueOn).TakeLast(1))
            .Concat(occurrences.Where(stage => stage.DueOn >= today).OrderBy(stage => stage.DueOn).Take(1))
            .Select(stage => new ReminderSubject
            {
                Occasion = ReminderOccasion.MilestoneDue,
                Key = string.Create(CultureInfo.InvariantCulture, $"{(stage.Kind is StageKind.Milestone ? "milestone" : "occurrence")}:{stage.Ordinal}"),
                Version = stage.DueOn!.Value.DayNumber,
                DueOn = stage.DueOn.Value,
                BeganOn = stage.StartOn ?? task.BeganOn,
                Units = leads,
                HasUnknownUnit = task.LeadIsUnknown,
                Name = stage.Words,
            });
    }

    private static IEnumerable<ReminderSubject> Reports(ReminderTask task) => task.Reports.Select(report => new ReminderSubject
    {
        Occasion = ReminderOccasion.ReportDue,
        Key = report.Id.ToString(CultureInfo.InvariantCulture),
        Version = report.DueOn.DayNumber,
        DueOn = report.DueOn,
        BeganOn = report.OpenedOn,
        Units = [report.UnitId],
        Name = report.Period,
    });

    private static IEnumerable<ReminderSubject> Receipts(ReminderTask task) => task.Parties
        .Where(party => party is { ReceivedOn: null, ReceiptDueOn: not null })
        .Select(party => new ReminderSubject
        {
            Occasion = ReminderOccasion.ReceiptDue,
            Key = string.Create(CultureInfo.InvariantCulture, $"unit:{party.UnitId}"),
            Version = party.ReceiptDueOn!.Value.DayNumber,
            DueOn = party.ReceiptDueOn.Value,
            BeganOn = party.JoinedOn,
            Units = [party.UnitId],
        });

    private static IEnumerable<ReminderSubject> Answers(ReminderTask task) => task.Demands.Select(demand => new ReminderSubject
    {
        Occasion = ReminderOccasion.AnswerDue,
        Key = demand.Id.ToString(CultureInfo.InvariantCulture),
        Version = demand.AnswerBy.DayNumber,
        DueOn = demand.AnswerBy,
        BeganOn = demand.MadeOn,
        Units = [demand.UnitId],
        Name = demand.Label,
    });
}
