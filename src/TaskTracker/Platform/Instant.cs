namespace TaskTracker.Platform;

/// <summary>The moment now, to the millisecond that both databases keep, so that what is read equals what was written.</summary>
internal static class Instant
{
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }
}
