namespace TaskTracker.Deliveries;

/// <summary>Where a message stands.</summary>
internal enum DeliveryState
{
    /// <summary>Put together, and waits for its turn.</summary>
    Pending,

    /// <summary>Being handed over; a lease says until when.</summary>
    Sending,

    /// <summary>The other side took it.</summary>
    Sent,

    /// <summary>Not handed over; tried again later, unless it was given up.</summary>
    Failed,

    /// <summary>Handed over perhaps: no answer came, or the process died before it was written down.</summary>
    Unknown,

    /// <summary>Nothing in it is true any more; it was not sent.</summary>
    Superseded,
}
