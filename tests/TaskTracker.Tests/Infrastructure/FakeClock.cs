using Microsoft.Extensions.Time.Testing;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>A clock that the test moves, also back.</summary>
internal sealed class FakeClock() : FakeTimeProvider(BeijingMorning(2018, 8, 1))
{
    /// <summary>Sets the day in Beijing, nine in the morning.</summary>
    public void SetDay(int year, int month, int day) => AdjustTime(BeijingMorning(year, month, day));

    public void Set(DateTimeOffset now) => AdjustTime(now.ToUniversalTime());

    private static DateTimeOffset BeijingMorning(int year, int month, int day) =>
        new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime();
}
