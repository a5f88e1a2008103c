namespace TaskTracker.Core.Tasks;

/// <summary>What can be done to a task. Who may do each of them in which state stands in <see cref="TaskActs"/>.</summary>
public enum ActKind
{
    /// <summary>签收: a unit acknowledges the task.</summary>
    Receive,

    /// <summary>指定责任人: a unit names its first responsible person, deputy in charge and contact.</summary>
    NamePersons,

    /// <summary>进展填报.</summary>
    ReportProgress,

    /// <summary>A unit amends a report of its own that nobody has accepted yet.</summary>
    AmendReport,

    /// <summary>The collecting unit accepts or returns a report.</summary>
    RuleOnReport,

    /// <summary>预警: a lead says ahead of time that the date is at risk or cannot be met.</summary>
    DeclareForecast,

    /// <summary>A lead marks a milestone or an occurrence of a recurring duty as done.</summary>
    MarkMilestone,

    /// <summary>办结申请.</summary>
    RequestCompletion,

    /// <summary>审核: accept (销账) or return (退回) a completion request.</summary>
    Review,

    /// <summary>Return (退回) the part of one member of a lead group; what the others handed in stays.</summary>
    ReturnPart,

    /// <summary>销账 by the office's own decision, with an outcome and, where it was not kept, a cause.</summary>
    Close,

    /// <summary>回头看: look at a closed task again; a finding reopens it.</summary>
    Recheck,

    /// <summary>结论签收: a lead acknowledges how its task was closed.</summary>
    ReceiveConclusion,

    /// <summary>复核申请: a lead appeals against how its task was closed.</summary>
    AppealAgainstClosing,

    /// <summary>复核: rule on an appeal, by somebody else than who closed the task.</summary>
    RuleOnAppeal,

    /// <summary>延期申请.</summary>
    RequestExtension,

    /// <summary>Rule on an extension request, one step after the other.</summary>
    RuleOnExtension,

    /// <summary>调整申请: of words, units, deadline or targets, or to stop.</summary>
    RequestChange,

    /// <summary>Rule on a change request.</summary>
    RuleOnChange,

    /// <summary>移交: a lead asks, once, to pass the task to another unit.</summary>
    RequestHandOver,

    /// <summary>Rule on a hand-over.</summary>
    RuleOnHandOver,

    /// <summary>中止: let the work rest.</summary>
    Suspend,

    /// <summary>恢复: take it up again.</summary>
    Resume,

    /// <summary>Correct the record: words, units, a deadline that was misread.</summary>
    Correct,

    /// <summary>Fill in a date that the document left open, or the day of the event that it runs from.</summary>
    SetDate,

    /// <summary>分解: add a sub-task, by the office or as a step of a unit's own plan.</summary>
    BreakDown,

    /// <summary>Link the task with another: duplicate, related, replaces.</summary>
    Link,

    /// <summary>催办.</summary>
    Urge,

    /// <summary>督办单.</summary>
    IssueOrder,

    /// <summary>Answer a supervision order or a rectification.</summary>
    AnswerOrder,

    /// <summary>Accept or return an answer to a supervision order, verify a rectification.</summary>
    RuleOnAnswer,

    /// <summary>限期整改: demand that something be put right by a date, and verify it.</summary>
    DemandRectification,

    /// <summary>约谈.</summary>
    Interview,

    /// <summary>批示: record a leader's words on the task.</summary>
    Instruct,
}

/// <summary>Who may do an act.</summary>
public enum Performer
{
    /// <summary>A coordinator of a lead unit.</summary>
    Lead,

    /// <summary>A coordinator of any unit on the task.</summary>
    Participant,

    /// <summary>The district's supervision office.</summary>
    Office,

    /// <summary>A lead unit or the office.</summary>
    LeadOrOffice,

    /// <summary>Any unit on the task or the office.</summary>
    ParticipantOrOffice,

    /// <summary>The unit that collects the reports of the task's list (汇总单位), or the office.</summary>
    CollectorOrOffice,
}
