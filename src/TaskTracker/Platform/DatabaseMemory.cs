using System.Collections.Concurrent;

namespace TaskTracker.Platform;

/// <summary>
/// What is read seldom changed and often used, kept for one database: one value a type. Other instances write to the same database, so
/// whoever keeps something keeps its version with it, and asks the database for that first.
/// </summary>
internal sealed class DatabaseMemory
{
    private readonly ConcurrentDictionary<Type, object> _kept = new();

    public T? Find<T>()
        where T : class => _kept.TryGetValue(typeof(T), out var kept) ? (T)kept : null;

    public void Keep<T>(T value)
        where T : class => _kept[typeof(T)] = value;
}
