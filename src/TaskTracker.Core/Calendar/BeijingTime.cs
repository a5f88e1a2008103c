namespace TaskTracker.Core.Calendar;

/// <summary>
/// The only calendar of the product: a deadline is a day in Beijing, and "today" is the day that it is there now.
/// </summary>
/// <remarks>
/// <c>Asia/Shanghai</c> has stood at +08:00 without daylight saving since September 1991, long before the first
/// document that is tracked; so the offset is a constant and does not depend on the time zone data of the machine.
/// </remarks>
public static class BeijingTime
{
    /// <summary>How far Beijing is ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The name of the zone in the IANA database, for schedulers and feeds that ask for one.</summary>
    public const string ZoneId = "Asia/Shanghai";

    /// <summary>The day in Beijing at the clock's present instant.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOf(clock.GetUtcNow());

    /// <summary>
    /// The day in Beijing at <paramref name="instant"/>. The last eight hours of the year 9999 UTC belong to a day
    /// that no <see cref="DateOnly"/> can name and count as its last one.
    /// </summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(WallClock(instant));

    /// <summary>The time of day in Beijing at <paramref name="instant"/>.</summary>
    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(WallClock(instant));

    /// <summary>
    /// The instant at which the clocks of Beijing show <paramref name="time"/> on <paramref name="date"/>, written
    /// with Beijing's offset. The first eight hours of the year 1 lie before the first instant there is and count as
    /// that instant.
    /// </summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time)
    {
        var wallClock = date.ToDateTime(time);
        return wallClock < DateTime.MinValue + Offset
            ? DateTimeOffset.MinValue
            : new DateTimeOffset(wallClock, Offset);
    }

    private static DateTime WallClock(DateTimeOffset instant) =>
        instant.UtcDateTime > DateTime.MaxValue - Offset ? DateTime.MaxValue : instant.UtcDateTime + Offset;
}
