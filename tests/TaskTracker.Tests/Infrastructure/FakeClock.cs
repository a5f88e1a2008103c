namespace TaskTracker.Tests.Infrastructure;

/// <summary>A clock that the test moves.</summary>
internal sealed class FakeClock : TimeProvider
{
    private DateTimeOffset _now = new(2018, 8, 1, 9, 0, 0, TimeSpan.FromHours(8));

    public override DateTimeOffset GetUtcNow() => _now.ToUniversalTime();

    /// <summary>Sets the day in Beijing, nine in the morning.</summary>
    public void SetDay(int year, int month, int day) => _now = new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.FromHours(8));

    public void Set(DateTimeOffset now) => _now = now;

    public void Advance(TimeSpan time) => _now += time;
}
