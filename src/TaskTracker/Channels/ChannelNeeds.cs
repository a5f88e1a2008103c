namespace TaskTracker.Channels;

/// <summary>What a channel must know of a recipient.</summary>
internal enum AddressNeed
{
    /// <summary>A gateway that speaks to a group.</summary>
    None,

    Mail,

    Phone,
}

/// <summary>A channel by its code, and what it needs.</summary>
internal sealed record ChannelNeeds(string Code, AddressNeed Need);
