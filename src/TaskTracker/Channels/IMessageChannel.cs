namespace TaskTracker.Channels;

/// <summary>A way out of the service. One that was opened sends many messages and is closed when none is left.</summary>
internal interface IMessageChannel : IAsyncDisposable
{
    /// <summary>
    /// Hands one message over, within the channel's own patience; does not throw for anything that the other side does. Not cancelled
    /// when the service stops: what is being handed over is finished or timed out.
    /// </summary>
    Task<SendResult> SendAsync(OutgoingMessage message);
}

/// <summary>A message with its words, ready to be handed over.</summary>
internal sealed record OutgoingMessage
{
    /// <summary>A mail address, a telephone number, or empty for a gateway that needs none.</summary>
    public required string Address { get; init; }

    /// <summary>The person's name; null if unknown.</summary>
    public string? Name { get; init; }

    /// <summary>The recipient's unit, or 督查室.</summary>
    public required string UnitName { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>The same for each sending of the same message, without brackets, as <c>name@domain</c>.</summary>
    public required string MessageId { get; init; }
}

/// <summary>What became of handing a message over.</summary>
internal enum SendOutcome
{
    /// <summary>The other side took it.</summary>
    Accepted,

    /// <summary>It said no, for now; the same message can be taken later.</summary>
    Refused,

    /// <summary>It said that this address will never do.</summary>
    Rejected,

    /// <summary>It was not reached; nothing of the message was handed over.</summary>
    NotReached,

    /// <summary>The message was handed over, wholly or in part, and no answer came.</summary>
    Unknown,
}

/// <summary>The outcome, and what the other side said or what went wrong.</summary>
internal sealed record SendResult(SendOutcome Outcome, string? Detail = null)
{
    public static readonly SendResult Accepted = new(SendOutcome.Accepted);
}
