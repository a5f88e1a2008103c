using TaskTracker.Platform;

namespace TaskTracker.Outbox;

/// <summary>
/// Delivers events to their subscribers, oldest first, each with its mark in one transaction. One that fails stands aside and is tried again
/// later and later, while the others go on; after <see cref="AttemptsBeforeParked"/> failures it is parked: tried once a day, and shown by
/// <c>/health/ready</c> until it is delivered. Two instances never deliver the same event: the mark is set first, and only where it is not
/// set yet.
/// </summary>
internal sealed partial class OutboxDispatcher(
    Database database, TimeProvider clock, IEnumerable<IEventSubscriber> subscribers, ILogger<OutboxDispatcher> logger) : IRecurringJob
{
    public const int AttemptsBeforeParked = 10;
    private const int DeletedAtOnce = 1_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ParkedPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly ILookup<string, IEventSubscriber> _subscribers = subscribers
        .SelectMany(subscriber => subscriber.Types.Select(type => (type, subscriber)))
        .ToLookup(pair => pair.type, pair => pair.subscriber);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var work = await LookAsync(cancellation);
        while (work.Waiting > 0 && await DeliverNextAsync(cancellation))
            cancellation.ThrowIfCancellationRequested();
        if (work.Old > 0)
            await DeleteOldAsync(cancellation);
    }

    /// <summary>Looks without writing, so that an idle service leaves the database alone.</summary>
    private async Task<Work> LookAsync(CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        return await session.QuerySingleAsync<Work>(Look, new { Now = clock.Now(), Before = clock.Now() - Kept });
    }

    /// <returns>False if nothing waits, or another instance is at it.</returns>
    private async Task<bool> DeliverNextAsync(CancellationToken cancellation)
    {
        OutboxMessage? message = null;
        try
        {
            await using var transaction = await database.BeginAsync(cancellation);
            message = await transaction.QuerySingleOrDefaultAsync<OutboxMessage>(Take, new { Now = clock.Now() });
            if (message is null)
                return false;

            foreach (var subscriber in _subscribers[message.Type])
                await subscriber.HandleAsync(transaction, message);
            await transaction.CommitAsync();
        }
        catch (Exception exception) when (message is not null && !cancellation.IsCancellationRequested)
        {
            await SetAsideAsync(message, exception, cancellation);
        }

        return true;
    }

    private async Task SetAsideAsync(OutboxMessage message, Exception exception, CancellationToken cancellation)
    {
        var attempts = message.Attempts + 1;
        var parked = attempts >= AttemptsBeforeParked;
        var pause = parked ? ParkedPause : FirstPause * Math.Pow(2, attempts - 1);
        if (parked)
            Log.Parked(logger, exception, message.Id, message.Type, attempts);
        else
            Log.Failed(logger, exception, message.Id, message.Type, attempts, pause);

        await using var transaction = await database.BeginAsync(cancellation);
        await transaction.ExecuteAsync(SetAside, new { message.Id, Attempts = attempts, NextTryAt = clock.Now() + pause });
        await transaction.CommitAsync();
    }

    private async Task DeleteOldAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var deleted = await transaction.ExecuteAsync(DeleteOld, new { Before = clock.Now() - Kept, Limit = DeletedAtOnce });
        await transaction.CommitAsync();
        Log.Deleted(logger, deleted);
    }

    private sealed record Work
    {
        public int Waiting { get; init; }

        public int Old { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Event {MessageId} ({Type}) could not be delivered, attempt {Attempts}; again in {Pause}")]
        public static partial void Failed(ILogger logger, Exception exception, long messageId, string type, int attempts, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Error, "Event {MessageId} ({Type}) could not be delivered, attempt {Attempts}; it is parked and tried once a day")]
        public static partial void Parked(ILogger logger, Exception exception, long messageId, string type, int attempts);

        [LoggerMessage(3, LogLevel.Information, "Deleted {Count} events that were delivered long ago")]
        public static partial void Deleted(ILogger logger, int count);
    }

    private const string Look = """
        select (select count(*)
                  from (select 1 from outbox_messages
                         where delivered_at is null and (next_try_at is null or next_try_at <= @Now)
                         limit 1) waiting) as waiting,
               (select count(*)
                  from (select 1 from outbox_messages where delivered_at < @Before limit 1) old) as old
        """;

    private const string Take = """
        update outbox_messages
           set delivered_at = @Now
         where delivered_at is null
           and id = (select id
                       from outbox_messages
                      where delivered_at is null and (next_try_at is null or next_try_at <= @Now)
                      order by id
                      limit 1)
        returning id, district_id, type, payload, occurred_at, attempts
        """;

    private const string SetAside = """
        update outbox_messages
           set attempts = @Attempts, next_try_at = @NextTryAt
         where id = @Id and delivered_at is null
        """;

    private const string DeleteOld = """
        delete from outbox_messages
         where id in (select id from outbox_messages where delivered_at < @Before order by delivered_at limit @Limit)
        """;
}
