using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;
using TaskTracker.Core.Reporting;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Progress;
using TaskTracker.Supervision;
using TaskTracker.Tasks;
using TaskTracker.Timing;

namespace TaskTracker.Notifications;

/// <summary>Tells whom it concerns that a task was laid on them, handed in, returned or struck off, a report returned, a date in doubt.</summary>
internal sealed class TellTaskEvents(TimeProvider clock) : IEventSubscriber
{
    public static readonly IReadOnlyList<string> Kinds =
    [
        TaskAssigned.Type, CompletionRequested.Type, TaskReturned.Type, TaskClosed.Type, ReportReturned.Type, ForecastDeclared.Type,
        TaskPartiesChanged.Type, SubtasksClosed.Type, HandOverRequested.Type, HandOverDecided.Type, DateSet.Type, MilestoneAdded.Type, StageReopened.Type,
    ];

    public IReadOnlyCollection<string> Types => Kinds;

    public async Task HandleAsync(Transaction transaction, OutboxMessage message)
    {
        var news = await TaskNews.LoadAsync(transaction, message.DistrictId, message.Read<Subject>().TaskId, BeijingTime.Today(clock));
        var (recipients, mark, words) = message.Type switch
        {
            "task_assigned" => (news.Participants, "新任务", $"已下达，牵头单位：{news.LeadNames}{Deadline(news.Task)}。请签收并按期填报进展。"),
            "completion_requested" => (
                [Recipient.Office], "待审核", $"由{news.Task.HandedInBy}提交办结申请：{TaskNews.Said(news.Task.Statement)} 请审核。"),
            "task_returned" => Returned(news, message.Read<TaskReturned>()),
            "task_closed" => (news.Leads, "销账", Closed(news.Task)),
            "report_returned" => (news.RecipientsOf(message.Read<ReportReturned>().UnitId), "报告退回", Returned(message.Read<ReportReturned>())),
            "forecast_declared" => ([Recipient.Office], "预警", Warning(message.Read<ForecastDeclared>(), news)),
            "task_parties_changed" => (
                message.Read<TaskPartiesChanged>().Moves.Select(move => move.ToUnitId).OfType<long>().SelectMany(news.RecipientsOf).Distinct(),
                "新承接",
                $"因单位调整，现由贵单位承接，牵头单位：{news.LeadNames}{Deadline(news.Task)}。请重新签收并按期填报进展。"),
            "subtasks_closed" => (news.Leads, "分解任务已结", $"的分解任务已全部销账{Deadline(news.Task)}。请汇总后提交办结申请。"),
            "hand_over_requested" => ([Recipient.Office], "移交申请", Asked(news, message.Read<HandOverRequested>())),
            "hand_over_decided" => Ruled(news, message.Read<HandOverDecided>()),
            "date_set" => (news.Participants, "时限明确", $"的时限已明确{Deadline(news.Task)}。请据此安排办理。"),
            "milestone_added" => (news.Leads, "新增节点", $"新增节点：{Milestone(message.Read<MilestoneAdded>())}。完成后请在系统中标记。"),
            "stage_reopened" => (news.Leads, "节点退回", Reopened(message.Read<StageReopened>())),
            _ => throw new InvalidOperationException($"No words for {message.Type}."),
        };
        await news.TellAsync(transaction, recipients, message.Type, mark, words, clock.Now());
    }

    private static string Milestone(MilestoneAdded added) => $"{TaskNews.Said(added.Words)}，应于{TaskNews.Date(added.DueOn)}前（含当日）完成";

    private static string Reopened(StageReopened stage) =>
        $"的“{TaskNews.Said(stage.Words)}”经核查未完成，原因：{TaskNews.Said(stage.Reason)} 请继续办理。";

    private static string Returned(ReportReturned report) =>
        $"的{report.Period}进展填报被退回，原因：{TaskNews.Said(report.Reason)} 请修改后重新填报。";

    private static string Warning(ForecastDeclared forecast, TaskNews news) => forecast.Outlook switch
    {
        Outlook.OnTrack => $"的预警由{news.NameNow(forecast.UnitId)}解除：{TaskNews.Said(forecast.Reason)}",
        var outlook => $"由{news.NameNow(forecast.UnitId)}预警{(outlook is Outlook.CannotMeet ? "不能按期完成" : "可能不能按期完成")}"
            + $"{(forecast.ExpectedOn is { } day ? $"，预计{TaskNews.Date(day)}完成" : "")}，原因：{TaskNews.Said(forecast.Reason)} 请研判。",
    };

    private static (IEnumerable<Recipient> Recipients, string Mark, string Words) Returned(TaskNews news, TaskReturned returned) => (
        returned.UnitId is { } member ? news.RecipientsOf(member) : news.Leads,
        "退回",
        $"的办结申请被退回，原因：{TaskNews.Said(returned.Reason)} 请继续办理，"
            + (returned.HandInAgainBy is { } date ? $"于{TaskNews.Date(date)}前（含当日）" : "完成后") + "重新提交办结申请。");

    private static string Asked(TaskNews news, HandOverRequested asked) =>
        $"由{news.NameNow(asked.FromUnitId)}申请移交{news.NameNow(asked.ToUnitId)}牵头，理由：{TaskNews.Said(asked.Reason)} 请裁定。";

    private static (IEnumerable<Recipient> Recipients, string Mark, string Words) Ruled(TaskNews news, HandOverDecided ruling) => ruling.Granted
        ? (news.RecipientsOf(ruling.FromUnitId).Union(news.RecipientsOf(ruling.ToUnitId)), "移交",
            $"已由{news.NameNow(ruling.FromUnitId)}移交{news.NameNow(ruling.ToUnitId)}牵头{Deadline(news.Task)}。请承接单位签收并按期填报进展。")
        : (news.RecipientsOf(ruling.FromUnitId), "移交未获同意",
            $"的移交申请未获同意，原因：{TaskNews.Said(ruling.Reason)} 请继续办理{Deadline(news.Task)}。");

    private static string Deadline(TaskNews.TaskRow task) => task.DueOn is { } dueOn ? $"，应于{TaskNews.Date(dueOn)}前（含当日）办结" : "";

    /// <summary>Late stays visible for ever.</summary>
    private static string Closed(TaskNews.TaskRow task) => task switch
    {
        { Outcome: "not_completed" } => "未完成，已按未完成销账。",
        { Outcome: "superseded" } => "已被替代，不再办理，已销账。",
        { Outcome: "cancelled" } => "已取消，不再办理，已销账。",
        { CompletedOn: { } completed, DueOn: { } due } when completed > due =>
            $"已审核通过并销账，办结日期{TaskNews.Date(completed)}，逾期{completed.DayNumber - due.DayNumber}天。",
        { CompletedOn: { } completed } => $"已审核通过并销账，办结日期{TaskNews.Date(completed)}。",
        _ => "已审核通过并销账。",
    };

    /// <summary>What all these events carry.</summary>
    private sealed record Subject(long TaskId);
}
