using TaskTracker.Platform;

namespace TaskTracker.Outbox;

/// <summary>Something that happened, told to other features after the change is stored. Its name is its type.</summary>
internal interface IEvent
{
    static abstract string Type { get; }
}

/// <summary>Writes events into the outbox, in the transaction of the change itself; a job delivers them.</summary>
internal static class OutboxWriter
{
    public static Task PublishAsync<TEvent>(this Transaction transaction, string districtId, TEvent happened, DateTimeOffset at)
        where TEvent : IEvent =>
        transaction.ExecuteAsync(
            Insert, new { DistrictId = districtId, TEvent.Type, Payload = Json.Write(happened), OccurredAt = at });

    private const string Insert = """
        insert into outbox_messages (district_id, type, payload, occurred_at)
        values (@DistrictId, @Type, @Payload, @OccurredAt)
        """;
}
