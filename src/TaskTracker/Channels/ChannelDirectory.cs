using TaskTracker.Core.Reminders;
using TaskTracker.Platform;

namespace TaskTracker.Channels;

/// <summary>Which channels of a district work, and how they are opened.</summary>
internal sealed class ChannelDirectory(MailSettings mail, GatewayGuard guard, TimeProvider clock)
{
    /// <summary><c>mail</c> where a server is set up, and the codes of the active gateways.</summary>
    public async Task<IReadOnlySet<string>> SetUpAsync(Session session, string districtId) =>
        (await session.GatewaysOfAsync(districtId)).Where(gateway => gateway.Active).Select(gateway => gateway.Code)
            .Concat(mail.IsSetUp ? [Channel.Mail] : []).ToHashSet();

    /// <summary>Opens a channel of a district; nothing where it is not set up.</summary>
    public async Task<(ChannelNeeds? Needs, IMessageChannel? Channel)> FindAsync(Session session, string districtId, string code)
    {
        if (code == Channel.Mail)
            return mail.IsSetUp ? (new ChannelNeeds(code, AddressNeed.Mail), new MailChannel(mail, clock)) : (null, null);

        return (await session.GatewaysOfAsync(districtId)).FirstOrDefault(gateway => gateway.Active && gateway.Code == code) is { } found
            ? (NeedsOf(found), Open(found))
            : (null, null);
    }

    public IMessageChannel Open(MessageGateway gateway) => new GatewayChannel(gateway, guard, clock);

    private static ChannelNeeds NeedsOf(MessageGateway gateway) =>
        new(gateway.Code, gateway.ParsedPayload.NeedsPhone ? AddressNeed.Phone : AddressNeed.None);

    /// <summary>The domain in which the service's messages are named.</summary>
    public string Domain => mail.IsSetUp ? mail.Domain : "tasktracker.invalid";
}
