namespace TaskTracker.Core.Reminders;

/// <summary>What is reminded of.</summary>
public enum ReminderOccasion
{
    /// <summary>任务: the last day of a task, for the lead units that have not handed their part in.</summary>
    TaskDue,

    /// <summary>退回重报: the day until which a returned task is to be handed in again.</summary>
    HandInAgain,

    /// <summary>节点: the last day of a milestone, or of one time of a recurring duty.</summary>
    MilestoneDue,

    /// <summary>进展填报: the last day for a report that is asked for.</summary>
    ReportDue,

    /// <summary>签收: the last day for acknowledging a task.</summary>
    ReceiptDue,

    /// <summary>督办反馈、整改报告: the last day for the answer to an order or a rectification.</summary>
    AnswerDue,

    /// <summary>时限未明确: a conditional date (按时间节点) that nobody has filled in; counts from the day of recording.</summary>
    DateMissing,
}

/// <summary>To whom a line of the rules is addressed.</summary>
public enum RecipientRole
{
    /// <summary>联络员 of each unit from which something is asked; the supervision office where that is nobody.</summary>
    Contact,

    /// <summary>分管负责同志 of the same units.</summary>
    Deputy,

    /// <summary>第一责任人 of the same units.</summary>
    Head,

    /// <summary>The contact of the unit that collects the list's reports (汇总单位); the supervision office where the list has none.</summary>
    CollectingUnit,

    /// <summary>督查室.</summary>
    Office,

    /// <summary>The leaders in charge of the task (牵头领导) whom the district's contacts know, else the leader that they name for such tasks.</summary>
    Leader,
}
