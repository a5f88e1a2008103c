using TaskTracker.Platform;

namespace TaskTracker.Outbox;

/// <summary>An event on its way to its subscribers.</summary>
internal sealed record OutboxMessage
{
    public long Id { get; init; }

    public string DistrictId { get; init; } = "";

    /// <summary>The name of the event.</summary>
    public string Type { get; init; } = "";

    public string Payload { get; init; } = "";

    /// <summary>When the change was stored that it tells of.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>How often it has failed.</summary>
    public int Attempts { get; init; }

    public T Read<T>() => Json.Read<T>(Payload);
}

/// <summary>A feature that wants to know of events.</summary>
internal interface IEventSubscriber
{
    /// <summary>The events that it wants to know of.</summary>
    IReadOnlyCollection<string> Types { get; }

    /// <summary>
    /// Does what the event asks for, in the transaction that marks the event delivered: all subscribers have it, once, or none. What leaves
    /// the database (a mail, a call) is not done here but stored, for a job of its own.
    /// </summary>
    Task HandleAsync(Transaction transaction, OutboxMessage message);
}
