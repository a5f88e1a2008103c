using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Messages;
using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;
using TaskTracker.Recipients;
using TaskTracker.Reminders;
using TaskTracker.Rules;

namespace TaskTracker.Deliveries;

/// <summary>What follows from the fate of a message: for what stands in it, for its recipient, for the supervision office.</summary>
internal static class DeliveryFate
{
    private const int DetailCharacters = 200;

    /// <summary>What stands in a message shares its fate.</summary>
    public static async Task ShareFateAsync(this Transaction transaction, Delivery delivery, DeliveryState state, string? failure)
    {
        await transaction.FollowAsync(delivery.DistrictId, delivery.Id, EnumNames.Of(state), failure);
        await transaction.NoticesFollowAsync(delivery.DistrictId, delivery.Id, EnumNames.Of(state), failure);
    }

    /// <summary>It came back: the address is not used again before it was changed.</summary>
    public static async Task IsBouncedAsync(this Transaction transaction, Delivery delivery, DateTimeOffset now)
    {
        await transaction.ShareFateAsync(delivery, DeliveryState.Failed, Unreachable.Bounced);
        await transaction.TellUnreachableAsync(
            delivery.DistrictId, delivery.Recipient, await transaction.NameOfAsync(delivery, now), delivery.Channel, Unreachable.Bounced, delivery.Address, now);
    }

    /// <summary>Nobody knows whether it arrived: shown to the office, and sent once more by itself where the district's rule says so.</summary>
    public static async Task IsUnknownAsync(this Transaction transaction, Delivery delivery, string failure, DateTimeOffset now, DateTimeOffset onceMoreAt)
    {
        await transaction.ShareFateAsync(delivery, DeliveryState.Unknown, failure);
        if ((await transaction.RulesOfAsync(delivery.DistrictId)).Reminding.Unknown is UnknownPolicy.Once
            && await transaction.SendOnceMoreAsync(delivery, onceMoreAt))
            return;

        await transaction.TellOfficeAsync(
            delivery, NotificationKinds.DeliveryUnknown, "【送达情况不明】", "发出后未收到对方系统的确认，可能已经送达，也可能没有。请向收件人核实，必要时在系统中重新发送。", now);
    }

    /// <summary>It is not tried again by itself.</summary>
    public static Task IsGivenUpAsync(this Transaction transaction, Delivery delivery, string? detail, DateTimeOffset now) => transaction.TellOfficeAsync(
        delivery, NotificationKinds.DeliveryFailed, "【发送失败】",
        $"多次尝试均未成功，已停止自动重试{(detail is null ? "" : $"。对方系统的答复：{OneLine.Of(detail, DetailCharacters)}")}。请检查后在系统中重新发送。", now);

    /// <summary>The quiet hours hold for another attempt too.</summary>
    public static async Task<DateTimeOffset> OutsideQuietHoursAsync(this Session session, string districtId, DateTimeOffset at) =>
        SendTime.Of(at, null, (await session.RulesOfAsync(districtId)).Reminding.Quiet, await session.CalendarInForceAsync());

    private static async Task TellOfficeAsync(this Transaction transaction, Delivery delivery, string kind, string mark, string words, DateTimeOffset now)
    {
        var name = $"{await transaction.NameOfAsync(delivery, now)}{UnreachableRecipients.DeskName(delivery.Recipient)}";
        await transaction.NotifyAsync(
            delivery.DistrictId, Recipient.Office, kind, $"{mark}{name}（{UnreachableRecipients.ChannelName(delivery.Channel)}）",
            $"发给{name}的消息“{OneLine.Of(delivery.Subject, DetailCharacters)}”（编号{delivery.Id}）{words}", null, now);
    }

    private static async Task<string> NameOfAsync(this Session session, Delivery delivery, DateTimeOffset now) => delivery.Recipient switch
    {
        { UnitId: not null } => (await RecipientDirectory.LoadAsync(session, delivery.DistrictId, BeijingTime.DateOf(now))).NameOf(delivery.Recipient) ?? "",
        { Leader: { } leader } => leader.Length > 0 ? leader : "区领导",
        _ => "督查室",
    };
}
