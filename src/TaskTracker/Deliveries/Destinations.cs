using TaskTracker.Channels;
using TaskTracker.Core.Reminders;
using TaskTracker.Platform;
using TaskTracker.Recipients;

namespace TaskTracker.Deliveries;

/// <summary>Where a message goes, or why it can go nowhere.</summary>
/// <param name="Address">A mail address or telephone number; empty for a gateway that needs none; null if nobody entered one.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Fault">no_address, malformed_address, or bounced; null if nothing is wrong.</param>
internal sealed record Destination(string? Address, string? Name, string? Fault);

/// <summary>The destinations of one recipient by one channel, in the matters of several tasks: a task can have a person of its own.</summary>
internal sealed class Destinations(AddressBook book, Recipient recipient, ChannelNeeds channel, Unreachable? unreachable)
{
    public static async Task<Destinations> LoadAsync(Session session, string districtId, Recipient recipient, ChannelNeeds channel, long[] taskIds)
    {
        long[] units = recipient.UnitId is { } unit ? [unit] : [];
        return new Destinations(
            await AddressBook.LoadAsync(session, districtId, units, [.. taskIds.Distinct()]), recipient, channel,
            await session.FindUnreachableAsync(districtId, recipient, channel.Code));
    }

    public Destination Of(long? taskId)
    {
        var reachable = book.Find(recipient, taskId);
        if (channel.Need is AddressNeed.None)
            return new Destination("", reachable.Name, null);

        var address = channel.Need is AddressNeed.Mail ? reachable.Email : reachable.Phone;
        return address switch
        {
            null or "" => new Destination(null, reachable.Name, Unreachable.NoAddress),
            _ when !(channel.Need is AddressNeed.Mail ? Addresses.IsMail(address) : Addresses.IsPhone(address)) =>
                new Destination(address, reachable.Name, Unreachable.MalformedAddress),
            // It came back, and nobody has entered another since.
            _ when unreachable is { Reason: Unreachable.Bounced } && unreachable.Address == address => new Destination(address, reachable.Name, Unreachable.Bounced),
            _ => new Destination(address, reachable.Name, null),
        };
    }
}
