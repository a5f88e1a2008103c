using System.Diagnostics;
using TaskTracker.Platform;

namespace TaskTracker.Benchmarks.Lists;

/// <summary>Listens to the statements of one request at a time, and says how long each took with what the service did after it.</summary>
internal sealed class StatementTimes : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<(string Sql, long At)> _statements = [];
    private readonly List<IDisposable> _subscriptions = [];

    public StatementTimes() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public void Forget() => _statements.Clear();

    public void Print(long end)
    {
        foreach (var ((sql, at), next) in _statements.Zip(_statements.Skip(1).Select(statement => statement.At).Append(end)))
            Console.WriteLine($"{Stopwatch.GetElapsedTime(at, next).TotalMilliseconds,8:0.00} {sql.ReplaceLineEndings("\n         ")}");
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Statements")
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is Session.Statement statement)
            _statements.Add((statement.Sql, Stopwatch.GetTimestamp()));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());
}
