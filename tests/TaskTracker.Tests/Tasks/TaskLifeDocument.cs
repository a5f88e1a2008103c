using System.Text;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Tasks;
using TaskTracker.Tests.Auth;

namespace TaskTracker.Tests.Tasks;

/// <summary>docs/task-life.md, written from the table of acts and the rules of the records below a task.</summary>
internal static class TaskLifeDocument
{
    private static readonly TaskState[] States = Enum.GetValues<TaskState>();

    private static readonly Dictionary<TaskState, string> StateNames = new()
    {
        [TaskState.Assigned] = "Assigned 已下达",
        [TaskState.InProgress] = "In progress 办理中",
        [TaskState.AwaitingReview] = "Awaiting review 待审核",
        [TaskState.Suspended] = "Suspended 中止",
        [TaskState.Closed] = "Closed 销账",
    };

    private static readonly Dictionary<ActKind, string> Terms = new()
    {
        [ActKind.Receive] = "签收",
        [ActKind.NamePersons] = "指定责任人",
        [ActKind.ReportProgress] = "进展填报",
        [ActKind.AmendReport] = "修改填报",
        [ActKind.RuleOnReport] = "填报审核",
        [ActKind.DeclareForecast] = "预警",
        [ActKind.MarkMilestone] = "节点完成",
        [ActKind.RequestCompletion] = "办结申请",
        [ActKind.Review] = "审核（销账、退回）",
        [ActKind.ReturnPart] = "退回成员",
        [ActKind.Close] = "销账",
        [ActKind.Recheck] = "回头看",
        [ActKind.ReceiveConclusion] = "结论签收",
        [ActKind.AppealAgainstClosing] = "复核申请",
        [ActKind.RuleOnAppeal] = "复核",
        [ActKind.RequestExtension] = "延期申请",
        [ActKind.RuleOnExtension] = "延期审批",
        [ActKind.RequestChange] = "调整申请",
        [ActKind.RuleOnChange] = "调整审批",
        [ActKind.RequestHandOver] = "移交申请",
        [ActKind.RuleOnHandOver] = "移交裁定",
        [ActKind.Suspend] = "中止",
        [ActKind.Resume] = "恢复",
        [ActKind.Correct] = "更正",
        [ActKind.SetDate] = "补录期限",
        [ActKind.BreakDown] = "分解",
        [ActKind.Link] = "关联",
        [ActKind.Urge] = "催办",
        [ActKind.IssueOrder] = "督办单",
        [ActKind.AnswerOrder] = "督办反馈、整改报告",
        [ActKind.RuleOnAnswer] = "反馈审核、整改验收",
        [ActKind.DemandRectification] = "限期整改",
        [ActKind.Interview] = "约谈",
        [ActKind.Instruct] = "批示",
    };

    private static readonly Dictionary<Performer, string> Who = new()
    {
        [Performer.Lead] = "lead",
        [Performer.Participant] = "participant",
        [Performer.Office] = "office",
        [Performer.LeadOrOffice] = "lead or office",
        [Performer.ParticipantOrOffice] = "participant or office",
        [Performer.CollectorOrOffice] = "collector or office",
    };

    public static string Write()
    {
        var text = new StringBuilder(Introduction);
        Row(text, ["Act", "Term", "Who", .. States.Select(state => StateNames[state]), "Leads to"]);
        Row(text, [.. Enumerable.Repeat("---", States.Length + 4)]);
        foreach (var rule in InOrder)
            Row(text, [$"{rule.Act}", Terms[rule.Act], Who[rule.By], .. States.Select(state => Cell(rule, state)), LeadsTo(rule.Act)]);

        text.Append(Performing);
        Row(text, "Who", "That is", "Everybody else who sees the task");
        Row(text, "---", "---", "---");
        foreach (var (performer, name) in Who)
            Row(text, name, MeaningOf(performer), $"`{RefusalOfOthers(performer)}`");

        text.Append(Endpoints);
        Row(text, "Act", "Endpoint", "Besides");
        Row(text, "---", "---", "---");
        foreach (var recipe in LifeRecipes.All)
            Row(text, $"{recipe.Act}", EndpointOf(recipe), string.Join("; ", recipe.Besides.Select(Words)));

        text.Append(Records);
        RecordMachines.Write(text);
        return text.ToString();
    }

    public static void Row(StringBuilder text, params IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static IEnumerable<ActRule> InOrder => TaskActs.All.Values.OrderBy(rule => rule.Act);

    private static string Cell(ActRule rule, TaskState state)
    {
        var actor = rule.By is Performer.Lead or Performer.Participant ? Unit(1) : Office;
        return TaskActs.RefusalOf(rule.Act, TaskIn(state), actor) is { } refusal ? $"`{refusal.Code}`" : "✓";
    }

    private static string LeadsTo(ActKind act)
    {
        var states = LifeRecipes.All.Where(recipe => recipe.Act == act).Select(recipe => recipe.Then).OfType<TaskState>().Distinct().ToArray();
        return string.Join(" or ", states.Select(state => StateNames[state]));
    }

    private static string RefusalOfOthers(Performer performer) =>
        TaskActs.RefusalOf(InOrder.First(rule => rule.By == performer).Act, TaskIn(TaskState.Assigned), Unit(3))!.Code;

    private static string MeaningOf(Performer performer) => performer switch
    {
        Performer.Lead => "a coordinator of a lead unit, or of a member of a group that leads",
        Performer.Participant => "a coordinator of any unit on the task",
        Performer.Office => "the district's supervision office",
        Performer.LeadOrOffice => "a lead unit or the office",
        Performer.ParticipantOrOffice => "any unit on the task or the office",
        _ => "the unit that collects the reports of the task's list (汇总单位), or the office",
    };

    private static string EndpointOf(LifeRecipe recipe)
    {
        var path = recipe.Row.Path.Replace("/1/", "/{ordinal}/", StringComparison.Ordinal);
        return $"`{recipe.Row.Method} /{path}`{(recipe.What is { } what ? $" ({what})" : "")}";
    }

    private static string Words(LifeRecipe.Exception besides)
    {
        var (status, code) = (besides.Answer.Split(' ')[0], besides.Answer.Split(' ')[1]);
        var when = besides.In is { } state ? $" while {StateNames[state]}" : "";
        var who = besides.By switch { Visitor.Partner => "a partner", Visitor.Lead => "a lead", _ => "the office" };
        return $"{who}{when}: {status} `{code}`{(besides.Why is { } why ? $", {why}" : "")}";
    }

    public static PolicyTask TaskIn(TaskState state) => new()
    {
        Id = 1,
        Version = 1,
        State = state,
        DeadlineKind = DeadlineKind.Date,
        Deadline = new DateOnly(2018, 12, 31),
        Participations = [new Participation(ParticipationRole.Lead, "甲", 1), new Participation(ParticipationRole.Partner, "乙", 2)],
        Parties = [new TaskParty { UnitId = 1, Role = ParticipationRole.Lead }, new TaskParty { UnitId = 2, Role = ParticipationRole.Partner }],
    };

    public static readonly Actor Office = new(Role.Supervisor, new HashSet<long>());

    public static Actor Unit(long id) => new(Role.Coordinator, new HashSet<long> { id }) { UnitId = id };

    private const string Introduction = """
        # The life of a task

        Written by a test from `TaskActs` and the rules beside it (`TASKTRACKER_UPDATE_DOCS=1 dotnet test tests/TaskTracker.Tests --filter
        The_committed_life_of_a_task_equals_the_machine`); do not edit. `TaskLifeTests` plays every cell over HTTP on both databases.

        A tick: the act is possible. A code: it is refused with 409 and this code. First is asked who may, then in which state. What an act asks for
        besides (a reason, a date that has not passed) stands with the act in the API.


        """;

    private const string Performing = """

        ## Who

        Who may not see a task gets 404. Who sees it but may not do the act gets 403 with the code below; an endpoint that serves the office alone
        refuses every other role with 403 `role-not-allowed` before it looks for the task. Readers and admins do none of these acts.
        One rule stands beside the table: a lead, too, rules on a partner's report, in every state.


        """;

    private const string Endpoints = """

        ## Endpoints

        Paths below `/api/v1`. *Besides* are refusals to a caller, in a state, that the table above allows.


        """;

    private const string Records = """

        ## Records below a task

        What was asked for, reported or demanded has a state of its own. The task must allow the act first (above). Closing a task lapses the
        completion, extension, change and hand-over requests and the demands that still wait, and takes back the lead's forecast. Accepting the
        dated part of a task that goes on without a date lapses the extension request alone.

        """;
}
