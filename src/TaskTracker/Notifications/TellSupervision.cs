using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reminders;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Supervision;

namespace TaskTracker.Notifications;

/// <summary>Tells whom it concerns what the supervision office did on a task, and the office what is asked of it.</summary>
internal sealed class TellSupervision(TimeProvider clock) : IEventSubscriber
{
    private enum Whom
    {
        Leads,
        Participants,

        /// <summary>The unit that the event names, or else the leads.</summary>
        Addressed,

        Office,

        /// <summary>The unit that the event names, or else the office.</summary>
        Approver,
    }

    private sealed record Wording(Whom Whom, string Mark, Func<TaskNews, Payload, string> Words);

    private static readonly Dictionary<string, Wording> Wordings = new()
    {
        [DatedPartClosed.Type] = new(Whom.Leads, "阶段办结", (_, told) => $"的限期部分已审核通过（办结日期{told.On}），转为持续落实，请继续按期填报进展。"),
        [TaskReopened.Type] = new(Whom.Leads, "回头看", (_, told) => $"经回头看发现问题，已重新办理：{told.Said}{told.By("请于", "前（含当日）完成整改并报告。")}"),
        [AppealMade.Type] = new(Whom.Office, "复核申请", (news, told) => $"的销账结论由{told.UnitName(news)}申请复核：{told.Said} 请另行指派人员于{told.On}前（含当日）作出复核决定。"),
        [AppealUpheld.Type] = new(Whom.Addressed, "复核决定", (_, told) => $"的销账结论经复核予以维持：{told.Said}"),
        [AppealRevoked.Type] = new(Whom.Leads, "复核决定", (_, told) => $"的销账结论经复核予以撤销，已恢复办理：{told.Said}"),
        [ExtensionRequested.Type] = new(Whom.Approver, "延期申请", (news, told) => $"（{news.LeadNames}）申请延期至{told.On}，理由：{told.Said} 请审批。"),
        [ExtensionPassedOn.Type] = new(Whom.Office, "延期申请", (news, told) => $"（{news.LeadNames}）的延期申请已通过上一步审批（延至{told.On}），请继续审批。"),
        [ExtensionGranted.Type] = new(Whom.Participants, "延期", (_, told) => $"已批准延期，应于{told.On}前（含当日）办结。"),
        [ExtensionRefused.Type] = new(Whom.Leads, "延期", (_, told) => $"的延期申请未获批准，原因：{told.Said} 仍应按原时限办结。"),
        [ChangeRequested.Type] = new(Whom.Office, "调整申请", (news, told) => $"（{news.LeadNames}）提出调整：{told.Said} 文字调整已记录，其他调整请审批。"),
        [ChangeGranted.Type] = new(Whom.Participants, "调整", (_, told) => $"的调整申请已获批准：{told.Said} 请按调整后的内容办理。"),
        [ChangeRefused.Type] = new(Whom.Leads, "调整", (_, told) => $"的调整申请未获批准，原因：{told.Said} 请按原内容办理。"),
        [TaskSuspended.Type] = new(Whom.Participants, "中止", (_, told) => $"已中止办理：{told.Said}"),
        [TaskResumed.Type] = new(Whom.Participants, "恢复", (_, told) => $"已恢复办理{told.By("，应于", "前（含当日）办结")}。"),
        [TaskUrged.Type] = new(Whom.Leads, "催办", (_, told) => $"催办：{told.Said}{told.By(" 请于", "前（含当日）办理并填报进展。")}"),
        [OrderIssued.Type] = new(Whom.Addressed, "督办单", (_, told) => $"被督办（{told.Label}）：{told.Said} 请于{told.On}前（含当日）反馈。"),
        [RectificationDemanded.Type] = new(Whom.Addressed, "限期整改", (_, told) => $"须限期整改：{told.Said} 请于{told.On}前（含当日）完成整改并报告。"),
        [DemandAnswered.Type] = new(Whom.Office, "反馈", (news, told) => $"（{told.Label}）由{told.UnitName(news)}反馈：{told.Said} 请审核。"),
        [DemandAccepted.Type] = new(Whom.Addressed, "反馈", (_, told) => $"（{told.Label}）的反馈已通过。"),
        [DemandReturned.Type] = new(Whom.Addressed, "反馈退回", (_, told) => $"（{told.Label}）的反馈被退回，原因：{told.Said} 请于{told.On}前（含当日）重新反馈。"),
        [InterviewHeld.Type] = new(Whom.Leads, "约谈", (_, told) => $"已于{told.On}约谈：{told.Said}"),
        [InstructionGiven.Type] = new(Whom.Participants, "批示", (_, told) => $"有批示（{told.Label}）：{told.Said}{told.By(" 请于", "前（含当日）落实。")}"),
    };

    public static readonly IReadOnlyList<string> Kinds = [.. Wordings.Keys];

    public IReadOnlyCollection<string> Types => Wordings.Keys;

    public async Task HandleAsync(Transaction transaction, OutboxMessage message)
    {
        var told = message.Read<Payload>();
        var news = await TaskNews.LoadAsync(transaction, message.DistrictId, told.TaskId, BeijingTime.Today(clock));
        var wording = Wordings[message.Type];
        await news.TellAsync(transaction, RecipientsOf(wording.Whom, news, told), message.Type, wording.Mark, wording.Words(news, told), clock.Now());
    }

    private static IEnumerable<Recipient> RecipientsOf(Whom whom, TaskNews news, Payload told) => (whom, told.UnitId) switch
    {
        (Whom.Addressed or Whom.Approver, { } unit) => news.RecipientsOf(unit),
        (Whom.Participants, _) => news.Participants,
        (Whom.Office or Whom.Approver, _) => [Recipient.Office],
        _ => news.Leads,
    };

    /// <summary>What every <see cref="SupervisionEvent"/> carries.</summary>
    private sealed record Payload
    {
        public long TaskId { get; init; }

        public long? UnitId { get; init; }

        public string? Words { get; init; }

        public DateOnly? Date { get; init; }

        public string? Label { get; init; }

        public string Said => TaskNews.Said(Words);

        public string On => Date is { } date ? TaskNews.Date(date) : "";

        public string By(string before, string after) => Date is null ? "" : $"{before}{On}{after}";

        public string UnitName(TaskNews news) => UnitId is { } unit ? news.NameNow(unit) ?? "" : "";
    }
}
