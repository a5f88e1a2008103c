using System.Collections.Concurrent;

namespace TaskTracker.Deliveries;

/// <summary>
/// Channels that were not reached are left alone for a while, twice as long each time, so that a dead server costs one attempt and not one a
/// message. Kept in memory: after a restart one attempt tells.
/// </summary>
internal sealed class ChannelRests
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(15), Longest = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, TimeSpan Pause)> _resting = new();

    /// <summary>A clock that was set back does not keep a channel waiting.</summary>
    public bool IsResting(string key, DateTimeOffset now) =>
        _resting.TryGetValue(key, out var rest) && now < rest.Until && rest.Until - now <= rest.Pause;

    public void Rest(string key, DateTimeOffset now) =>
        _resting.AddOrUpdate(key, _ => (now + First, First), (_, rest) => (now + Longer(rest.Pause), Longer(rest.Pause)));

    public void Works(string key) => _resting.TryRemove(key, out _);

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < Longest ? pause * 2 : Longest;
}
