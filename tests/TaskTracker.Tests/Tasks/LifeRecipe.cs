using TaskTracker.Core.Tasks;
using TaskTracker.Tests.Auth;

namespace TaskTracker.Tests.Tasks;

/// <summary>How an act is played over HTTP: the endpoint, with path and body from <see cref="AccessTable"/>, and what it leads to.</summary>
/// <param name="Act">The act.</param>
/// <param name="Endpoint">The endpoint's name.</param>
internal sealed record LifeRecipe(ActKind Act, string Endpoint)
{
    /// <summary>A body of its own; {other} stands for another task. Null for that of the access table.</summary>
    public string? Body { get; init; }

    /// <summary>The state after the act; null if the task stays where it is.</summary>
    public TaskState? Then { get; init; }

    /// <summary>A group leads the task, and the lead who calls is one of its members.</summary>
    public bool OfAGroup { get; init; }

    /// <summary>Answers to what the table of acts allows, where the act asks for more than the table says.</summary>
    public IReadOnlyList<Exception> Besides { get; init; } = [];

    public AccessRow Row => AccessTable.Rows[Endpoint];

    /// <summary>What somebody gets, in one state or, without one, in all in which the table allows the act.</summary>
    public sealed record Exception(Visitor By, string Answer, TaskState? In = null);
}

/// <summary>Every act, by every endpoint that does it.</summary>
internal static class LifeRecipes
{
    private static readonly LifeRecipe.Exception[] PartnerIsNotLead = [new(Visitor.Partner, "403 not-lead-unit")];
    private static readonly LifeRecipe.Exception[] PartnerIsNotTheUnit = [new(Visitor.Partner, "403 not-your-unit")];
    private static readonly LifeRecipe.Exception[] PartnerIsNotAddressed = [new(Visitor.Partner, "403 not-addressed")];

    public static readonly IReadOnlyList<LifeRecipe> All =
    [
        new(ActKind.Receive, "AcknowledgeTask"),
        new(ActKind.NamePersons, "NamePersons") { Besides = PartnerIsNotTheUnit },
        new(ActKind.ReportProgress, "ReportProgress") { Then = TaskState.InProgress, Besides = PartnerIsNotLead },
        new(ActKind.AmendReport, "AmendReport") { Besides = PartnerIsNotTheUnit },
        new(ActKind.AmendReport, "AddEvidence") { Besides = PartnerIsNotTheUnit },
        new(ActKind.RuleOnReport, "ReviewReport"),
        new(ActKind.DeclareForecast, "DeclareForecast"),
        new(ActKind.MarkMilestone, "CompleteMilestone"),
        new(ActKind.MarkMilestone, "CompleteOccurrence"),
        new(ActKind.RequestCompletion, "RequestCompletion") { Then = TaskState.AwaitingReview },
        new(ActKind.Review, "ReviewTask") { Then = TaskState.Closed },
        new(ActKind.Review, "ReviewTask") { Body = """{"decision":"return","reason":"材料不全。"}""", Then = TaskState.InProgress },
        new(ActKind.ReturnPart, "ReviewTask")
        {
            Body = """{"decision":"return","reason":"材料不全。","unit":"一街道"}""",
            OfAGroup = true,
            Then = TaskState.InProgress,
            Besides = [new(Visitor.Office, "409 part-not-handed-in", TaskState.Assigned)],
        },
        new(ActKind.Close, "CloseTask") { Then = TaskState.Closed },
        new(ActKind.Recheck, "RecheckTask") { Then = TaskState.InProgress },
        new(ActKind.RequestExtension, "RequestExtension"),
        new(ActKind.RuleOnExtension, "RuleOnExtension"),
        new(ActKind.RequestChange, "RequestChange"),
        new(ActKind.RuleOnChange, "RuleOnChange"),
        new(ActKind.RequestHandOver, "RequestHandOver"),
        new(ActKind.RuleOnHandOver, "RuleOnHandOver"),
        new(ActKind.Suspend, "SuspendTask") { Then = TaskState.Suspended },
        new(ActKind.Resume, "ResumeTask") { Then = TaskState.InProgress },
        new(ActKind.Correct, "CorrectTask"),
        new(ActKind.Correct, "ReopenMilestone"),
        new(ActKind.Correct, "ReopenOccurrence"),
        new(ActKind.SetDate, "SetDate"),
        new(ActKind.SetDate, "EnterEvent"),
        new(ActKind.SetDate, "AddMilestone"),
        new(ActKind.BreakDown, "AddSubtask"),
        new(ActKind.BreakDown, "FanOut") { OfAGroup = true, Besides = [new(Visitor.Lead, "403 role-not-allowed")] },
        new(ActKind.Link, "LinkTasks") { Body = """{"kind":"related","taskId":{other}}""" },
        new(ActKind.Link, "UnlinkTasks"),
        new(ActKind.Urge, "UrgeTask"),
        new(ActKind.IssueOrder, "IssueOrder"),
        new(ActKind.AnswerOrder, "AnswerOrder") { Besides = PartnerIsNotAddressed },
        new(ActKind.AnswerOrder, "ReportRectification") { Besides = PartnerIsNotAddressed },
        new(ActKind.RuleOnAnswer, "RuleOnOrderAnswer"),
        new(ActKind.RuleOnAnswer, "VerifyRectification"),
        new(ActKind.DemandRectification, "DemandRectification"),
        new(ActKind.Interview, "RecordInterview"),
        new(ActKind.Instruct, "RecordInstruction"),
    ];
}
