using TaskTracker.Core.Tasks;
using TaskTracker.Tests.Auth;

namespace TaskTracker.Tests.Tasks;

/// <summary>How an act is played over HTTP: the endpoint, with path and body from <see cref="AccessTable"/>, and what it leads to.</summary>
/// <param name="Act">The act.</param>
/// <param name="Endpoint">The endpoint's name.</param>
internal sealed record LifeRecipe(ActKind Act, string Endpoint)
{
    /// <summary>Which way the act is done, where there are several.</summary>
    public string? What { get; init; }

    /// <summary>A body of its own; {other} stands for another task. Null for that of the access table.</summary>
    public string? Body { get; init; }

    /// <summary>The state after the act; null if the task stays where it is.</summary>
    public TaskState? Then { get; init; }

    /// <summary>How a stop that was asked for is meant; null where the change asked for is of the deadline.</summary>
    public string? Stop { get; init; }

    /// <summary>A group leads the task, and the lead who calls is one of its members.</summary>
    public bool OfAGroup { get; init; }

    /// <summary>Two of them at once both count, for each is a record of its own; of other acts one counts.</summary>
    public bool Again { get; init; }

    /// <summary>Answers to what the table of acts allows, where the act asks for more than the table says.</summary>
    public IReadOnlyList<Exception> Besides { get; init; } = [];

    public AccessRow Row => AccessTable.Rows[Endpoint];

    /// <summary>What somebody gets, in one state or, without one, in all in which the table allows the act.</summary>
    public sealed record Exception(Visitor By, string Answer, TaskState? In = null)
    {
        /// <summary>Why, for the document; null where the code says it.</summary>
        public string? Why { get; init; }
    }
}

/// <summary>Every act, by every endpoint that does it.</summary>
internal static class LifeRecipes
{
    private const string Refuse = """{"decision":"refuse","reason":"理由不足。"}""";

    private static readonly LifeRecipe.Exception[] PartnerIsNotLead = [new(Visitor.Partner, "403 not-lead-unit") { Why = "unless its list sends partners' reports to the lead" }];
    private static readonly LifeRecipe.Exception[] PartnerIsNotTheUnit = [new(Visitor.Partner, "403 not-your-unit") { Why = "on what is another unit's" }];
    private static readonly LifeRecipe.Exception[] PartnerIsNotAddressed = [new(Visitor.Partner, "403 not-addressed") { Why = "where another unit is addressed" }];

    public static readonly IReadOnlyList<LifeRecipe> All =
    [
        new(ActKind.Receive, "AcknowledgeTask"),
        new(ActKind.NamePersons, "NamePersons") { Besides = PartnerIsNotTheUnit },
        new(ActKind.ReportProgress, "ReportProgress") { Then = TaskState.InProgress, Besides = PartnerIsNotLead, Again = true },
        new(ActKind.AmendReport, "AmendReport") { Besides = PartnerIsNotTheUnit },
        new(ActKind.AmendReport, "AddEvidence") { Besides = PartnerIsNotTheUnit, Again = true },
        new(ActKind.RuleOnReport, "ReviewReport") { What = "accept" },
        new(ActKind.RuleOnReport, "ReviewReport") { What = "return", Body = """{"decision":"return","revision":1,"reason":"内容不实。"}""" },
        new(ActKind.DeclareForecast, "DeclareForecast") { Again = true },
        new(ActKind.MarkMilestone, "CompleteMilestone"),
        new(ActKind.MarkMilestone, "CompleteOccurrence"),
        new(ActKind.RequestCompletion, "RequestCompletion") { Then = TaskState.AwaitingReview },
        new(ActKind.Review, "ReviewTask") { What = "accept", Then = TaskState.Closed },
        new(ActKind.Review, "ReviewTask") { What = "return", Body = """{"decision":"return","reason":"材料不全。"}""", Then = TaskState.InProgress },
        new(ActKind.ReturnPart, "ReviewTask")
        {
            What = "return one member's part",
            Body = """{"decision":"return","reason":"材料不全。","unit":"一街道"}""",
            OfAGroup = true,
            Then = TaskState.InProgress,
            Besides = [new(Visitor.Office, "409 part-not-handed-in", TaskState.Assigned)],
        },
        new(ActKind.Close, "CloseTask") { Then = TaskState.Closed },
        new(ActKind.Recheck, "RecheckTask") { What = "failed", Then = TaskState.InProgress },
        new(ActKind.Recheck, "RecheckTask") { What = "holds", Body = """{"finding":"holds","report":"成效保持。"}""", Again = true },
        new(ActKind.ReceiveConclusion, "ReceiveConclusion"),
        new(ActKind.AppealAgainstClosing, "AppealAgainstClosing"),
        new(ActKind.RuleOnAppeal, "RuleOnAppeal") { What = "revoke", Then = TaskState.InProgress },
        new(ActKind.RuleOnAppeal, "RuleOnAppeal") { What = "uphold", Body = """{"ruling":"uphold","reason":"结论无误。"}""" },
        new(ActKind.RequestExtension, "RequestExtension"),
        new(ActKind.RuleOnExtension, "RuleOnExtension") { What = "grant" },
        new(ActKind.RuleOnExtension, "RuleOnExtension") { What = "refuse", Body = Refuse },
        new(ActKind.RequestChange, "RequestChange") { Again = true },
        new(ActKind.RuleOnChange, "RuleOnChange") { What = "grant another deadline" },
        new(ActKind.RuleOnChange, "RuleOnChange") { What = "refuse", Body = Refuse },
        new(ActKind.RuleOnChange, "RuleOnChange") { What = "grant a cancellation", Stop = "cancel", Then = TaskState.Closed },
        new(ActKind.RuleOnChange, "RuleOnChange")
        {
            What = "grant a suspension",
            Stop = "suspend",
            Then = TaskState.Suspended,
            Besides =
            [
                new(Visitor.Office, "409 awaiting-review", TaskState.AwaitingReview), new(Visitor.Office, "409 task-suspended", TaskState.Suspended),
            ],
        },
        new(ActKind.RequestHandOver, "RequestHandOver"),
        new(ActKind.RuleOnHandOver, "RuleOnHandOver") { What = "grant" },
        new(ActKind.RuleOnHandOver, "RuleOnHandOver") { What = "refuse", Body = Refuse },
        new(ActKind.Suspend, "SuspendTask") { Then = TaskState.Suspended },
        new(ActKind.Resume, "ResumeTask") { Then = TaskState.InProgress },
        new(ActKind.Correct, "CorrectTask"),
        new(ActKind.Correct, "ReopenMilestone"),
        new(ActKind.Correct, "ReopenOccurrence"),
        new(ActKind.SetDate, "SetDate"),
        new(ActKind.SetDate, "EnterEvent"),
        new(ActKind.SetDate, "AddMilestone") { Again = true },
        new(ActKind.BreakDown, "AddSubtask") { Again = true },
        new(ActKind.BreakDown, "FanOut") { OfAGroup = true, Besides = [new(Visitor.Lead, "403 role-not-allowed")] },
        new(ActKind.Link, "LinkTasks") { Body = """{"kind":"related","taskId":{other}}""" },
        new(ActKind.Link, "UnlinkTasks"),
        new(ActKind.Urge, "UrgeTask") { Again = true },
        new(ActKind.IssueOrder, "IssueOrder"),
        new(ActKind.AnswerOrder, "AnswerOrder") { Besides = PartnerIsNotAddressed },
        new(ActKind.AnswerOrder, "ReportRectification") { Besides = PartnerIsNotAddressed },
        new(ActKind.RuleOnAnswer, "RuleOnOrderAnswer"),
        new(ActKind.RuleOnAnswer, "VerifyRectification"),
        new(ActKind.DemandRectification, "DemandRectification") { Again = true },
        new(ActKind.Interview, "RecordInterview") { Again = true },
        new(ActKind.Instruct, "RecordInstruction") { Again = true },
    ];
}
