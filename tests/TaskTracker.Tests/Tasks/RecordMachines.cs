using System.Text;
using TaskTracker.Core;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;

namespace TaskTracker.Tests.Tasks;

/// <summary>The states and acts of the records below a task, asked of Core's rules one by one.</summary>
internal static class RecordMachines
{
    private static readonly DateOnly Today = new(2018, 8, 1);
    private static readonly DateOnly Later = new(2019, 6, 30);
    private static readonly PolicyTask Task = TaskLifeDocument.TaskIn(TaskState.InProgress);
    private static readonly PolicyTask Closed = TaskLifeDocument.TaskIn(TaskState.Closed);
    private static readonly Actor Lead = TaskLifeDocument.Unit(1);
    private static readonly Actor Office = TaskLifeDocument.Office;
    private static readonly RequestState[] Decided = [RequestState.Pending, RequestState.Granted, RequestState.Refused];

    public static void Write(StringBuilder text)
    {
        Section(
            text, "Extension requests 延期申请", "New ones are `pending`.", [.. Decided, RequestState.Lapsed],
            ("granted by the last approver", state => Extension(state, true, ApprovalStep.SupervisionOffice)),
            ("granted by an earlier one", state => Extension(state, true, ApprovalStep.SupervisionOffice, ApprovalStep.DistrictLeader)),
            ("refused", state => Extension(state, false, ApprovalStep.SupervisionOffice)));
        Section(
            text, "Change requests 调整申请",
            $"New ones are `recorded` where they are minor ({Kinds(major: false)}), else `pending` ({Kinds(major: true)}).",
            [.. Decided, RequestState.Lapsed, RequestState.Recorded],
            ("granted", state => Answer(Task.RuleOnChange(Office, state, granted: true, Later, null, Today), _ => RequestState.Granted)),
            ("refused", state => Answer(Task.RuleOnChange(Office, state, granted: false, Later, null, Today), _ => RequestState.Refused)));
        Section(
            text, "Hand-over requests 移交", $"One a task, `pending`; another is refused with `{AskedAgain}`, but after one that lapsed.", [.. Decided, RequestState.Lapsed],
            ("granted", state => HandOver(state, granted: true)),
            ("refused", state => HandOver(state, granted: false)));
        Section(
            text, "Appeals 复核", $"One a closing and unit, `pending`; another is refused with `{AppealedAgain}`. Whoever closed the task is refused with `{RuledByTheSame}`.",
            Enum.GetValues<AppealState>(),
            ("upheld", state => Ruling(state, revoked: false)),
            ("revoked", state => Ruling(state, revoked: true)));
        Section(
            text, "Orders 督办单 and rectifications 限期整改", "New ones are `open`.", Enum.GetValues<DemandState>(),
            ("answered", state => Answer(DemandIn(state).Answer(Task, Lead, Today), demand => demand.State)),
            ("answer accepted", state => Answer(DemandIn(state).Rule(Task, Office, accepted: true, null, Today), demand => demand.State)),
            ("answer returned", state => Answer(DemandIn(state).Rule(Task, Office, accepted: false, null, Today), demand => demand.State)));
        Section(
            text, "Progress reports 进展填报", "New ones are `submitted`.", Enum.GetValues<ReportStatus>(),
            ("amended", state => Answer(Task.AmendReport(Lead, ReportIn(state), 50), _ => ReportStatus.Submitted)),
            ("accepted", state => Answer(Task.RuleOnReport(Office, ReportIn(state), 1), _ => ReportStatus.Accepted)),
            ("returned", state => Answer(Task.RuleOnReport(Office, ReportIn(state), 1), _ => ReportStatus.Returned)));
        foreach (var kind in Enum.GetValues<StageKind>())
        {
            var task = kind is StageKind.Occurrence ? Task with { DeadlineKind = Core.Deadlines.DeadlineKind.Recurring } : Task;
            Section(
                text, kind is StageKind.Milestone ? "Milestones 节点" : "Occurrences of a recurring duty", "New ones are `open`; the day makes them late.",
                Enum.GetValues<StageState>().Where(state => StageIn(kind, state).StateOn(task, Today) == state),
                ("marked as done", state => Answer(StageIn(kind, state).MarkDone(task, Lead, Today), stage => stage.StateOn(task, Today))),
                ("taken back", state => Answer(StageIn(kind, state).Reopen(task, Office), stage => stage.StateOn(task, Today))));
        }
    }

    private static string AskedAgain =>
        Task.RequestHandOver(Lead, 9, askedBefore: true).IsAccepted(out _, out var refusal) ? "" : refusal.Code;

    private static string AppealedAgain =>
        Closed.AppealAgainstClosing(Lead, Later, appealedBefore: true, "x", 30, Today).IsAccepted(out _, out var refusal) ? "" : refusal.Code;

    private static string RuledByTheSame => Closed.RuleOnAppeal(Office, AppealIn(AppealState.Pending), revoked: true, "x").IsAccepted(out _, out var refusal) ? "" : refusal.Code;

    private static void Section<T>(StringBuilder text, string title, string words, IEnumerable<T> states, params (string Name, Func<T, string> Play)[] acts)
        where T : struct, Enum
    {
        text.Append($"\n### {title}\n\n{words}\n\n");
        TaskLifeDocument.Row(text, ["State", .. acts.Select(act => act.Name)]);
        TaskLifeDocument.Row(text, Enumerable.Repeat("---", acts.Length + 1));
        foreach (var state in states)
            TaskLifeDocument.Row(text, [EnumNames.Of(state), .. acts.Select(act => act.Play(state))]);
    }

    private static string Answer<TRecord, TState>(Decision<TRecord> decision, Func<TRecord, TState> next)
        where TRecord : class
        where TState : struct, Enum =>
        decision.IsAccepted(out var record, out var refusal) ? $"→ {EnumNames.Of(next(record))}" : $"`{refusal.Code}`";

    private static string Extension(RequestState state, bool granted, params ApprovalStep[] steps) => Answer(
        Task.RuleOnExtension(
            Office, new ExtensionRequest { FormerDate = Today, NewDate = Later, State = state, Steps = steps }, new ExtensionRuling(granted), Today),
        ruled => ruled.Request.State);

    private static string HandOver(RequestState state, bool granted) => Answer(
        Task.RuleOnHandOver(Office, state, granted, new HashSet<long> { 1 }, new Participation(ParticipationRole.Lead, "丙", 3)),
        _ => granted ? RequestState.Granted : RequestState.Refused);

    private static string Ruling(AppealState state, bool revoked) => Answer(
        Closed.RuleOnAppeal(Office, AppealIn(state), revoked, "y"), _ => revoked ? AppealState.Revoked : AppealState.Upheld);

    private static Appeal AppealIn(AppealState state) => new() { State = state, RuleBy = Later, ConcludedBy = "x" };

    private static string Kinds(bool major) =>
        string.Join(", ", Enum.GetValues<ChangeKind>().Where(kind => PolicyTask.IsMajor(kind) == major).Select(kind => EnumNames.Of(kind)));

    private static Demand DemandIn(DemandState state) => new() { UnitId = 1, AnswerBy = Today, State = state };

    private static FiledReport ReportIn(ReportStatus status) => new(1, ParticipationRole.Lead, status, 1);

    private static TaskStage StageIn(StageKind kind, StageState state) => new()
    {
        Kind = kind,
        Ordinal = 1,
        Words = "x",
        DueOn = state is StageState.Open or StageState.Done ? Today : Today.AddDays(-2),
        Rests = state is StageState.Excused ? [new Rest(Today.AddDays(-2), Today.AddDays(-1))] : [],
        DoneOn = state is StageState.Done or StageState.DoneLate ? Today.AddDays(-1) : null,
    };
}
