using TaskTracker.Core.Reminders;
using TaskTracker.Notifications;
using TaskTracker.Platform;

namespace TaskTracker.Deliveries;

/// <summary>Somebody whom no message reaches by a channel, since when and why.</summary>
internal sealed record Unreachable
{
    public const string NoAddress = "no_address", MalformedAddress = "malformed_address", Bounced = "bounced";

    public string Recipient { get; init; } = "";

    public string Channel { get; init; } = "";

    public string Reason { get; init; } = "";

    public string? Address { get; init; }

    public DateTimeOffset Since { get; init; }
}

/// <summary>Who is not reached: the office is told once of each, and again only after messages have arrived in between.</summary>
internal static class UnreachableRecipients
{
    public static Task<Unreachable?> FindUnreachableAsync(this Session session, string districtId, Recipient recipient, string channel) =>
        session.QuerySingleOrDefaultAsync<Unreachable>(SelectOne, new { DistrictId = districtId, Recipient = recipient.Key, Channel = channel });

    /// <summary>Writes it down, and tells the supervision office if that is news.</summary>
    public static async Task TellUnreachableAsync(
        this Transaction transaction, string districtId, Recipient recipient, string name, string channel, string reason, string? address, DateTimeOffset now)
    {
        var key = new { DistrictId = districtId, Recipient = recipient.Key, Channel = channel, Reason = reason, Address = address, Now = now };
        if (await transaction.ExecuteAsync(Upsert, key) == 0)
            return;

        await transaction.NotifyAsync(
            districtId, Recipient.Office, NotificationKinds.RecipientUnreachable, $"【无法送达】{name}{DeskName(recipient)}（{ChannelName(channel)}）",
            $"{name}{DeskName(recipient)}无法通过{ChannelName(channel)}收到提醒：{Why(reason, address)}。相关提醒已留在系统收件箱中，请核对并补录联系方式。", null, now);
    }

    /// <summary>A message arrived.</summary>
    public static Task IsReachedAsync(this Transaction transaction, string districtId, Recipient recipient, string channel) =>
        transaction.ExecuteAsync(Delete, new { DistrictId = districtId, Recipient = recipient.Key, Channel = channel });

    public static string ChannelName(string channel) => channel == Channel.Mail ? "邮件" : $"“{channel}”消息网关";

    public static string DeskName(Recipient recipient) => recipient.Desk switch
    {
        RecipientRole.Head => "第一责任人",
        RecipientRole.Deputy => "分管负责同志",
        RecipientRole.Contact => "联络员",
        _ => "",
    };

    private static string Why(string reason, string? address) => reason switch
    {
        Unreachable.NoAddress => "未登记地址或号码",
        Unreachable.MalformedAddress => $"登记的“{address}”格式有误",
        _ => $"发往“{address}”的消息被退回",
    };

    private const string SelectOne = """
        select recipient, channel, reason, address, since
          from unreachable_recipients
         where district_id = @DistrictId and recipient = @Recipient and channel = @Channel
        """;

    private const string Upsert = """
        insert into unreachable_recipients (district_id, recipient, channel, reason, address, since)
        values (@DistrictId, @Recipient, @Channel, @Reason, @Address, @Now)
            on conflict (district_id, recipient, channel) do update
           set reason = excluded.reason, address = excluded.address, since = excluded.since
         where unreachable_recipients.reason <> excluded.reason or coalesce(unreachable_recipients.address, '') <> coalesce(excluded.address, '')
        """;

    private const string Delete = """
        delete from unreachable_recipients
         where district_id = @DistrictId and recipient = @Recipient and channel = @Channel
        """;
}
