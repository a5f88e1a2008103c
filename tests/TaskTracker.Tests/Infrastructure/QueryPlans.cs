using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using TaskTracker.Platform;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>Listens to the statements that a service runs, and asks SQLite how it would find their rows.</summary>
internal sealed partial class QueryPlans(TestService service) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    /// <summary>Statements whose answer is about all that they read.</summary>
    private static readonly string[] Allowed =
    [
        // The overview counts every task of the district.
        "then 1 end) as closed_late",
        // The index holds nothing but runs that are under way.
        "where district_id = @DistrictId and ended_at is null",
        // Within one list: no further than from its first task to its last.
        "and v.task_id <= (select max(id) from tasks where district_id = l.district_id and list_id = l.id)",
    ];

    private readonly ConcurrentDictionary<string, object?> _statements = new();
    private readonly List<IDisposable> _subscriptions = [];

    public ICollection<string> Statements => _statements.Keys;

    public static QueryPlans Listen(TestService service)
    {
        var plans = new QueryPlans(service);
        plans._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(plans));
        return plans;
    }

    /// <summary>What would be found of a statement on @DistrictId and @Fetch.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(TestService service, string sql) =>
        [.. (await PlanAsync(service, sql, new { DistrictId = "east", Fetch = 51 })).Faults()];

    /// <summary>What the statements cost beyond what they return, each with the step that does.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync()
    {
        var faults = new List<string>();
        foreach (var (sql, parameters) in _statements.Where(statement => Reads.IsMatch(statement.Key) && !Allowed.Any(allowed => statement.Key.Contains(allowed, StringComparison.Ordinal))))
        {
            var one = parameters is System.Collections.IEnumerable and not string and not IDictionary<string, object>
                ? ((System.Collections.IEnumerable)parameters).Cast<object>().FirstOrDefault() : parameters;
            if (one is null && sql.Contains('@', StringComparison.Ordinal))
                continue;

            faults.AddRange((await PlanAsync(service, sql, one)).Faults().Select(fault => $"{fault}\n   in {sql}"));
        }

        return faults;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Statements")
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is Session.Statement statement && statement.Memory == service.Connections.Memory)
            _statements.TryAdd(statement.Sql, statement.Parameters);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private static async Task<QueryPlan> PlanAsync(TestService service, string sql, object? parameters) =>
        new(sql, await service.QueryAsync<QueryPlan.Step>("explain query plan " + sql, parameters));

    [GeneratedRegex(@"^\s*(select|with|update|delete)\b")]
    private static partial Regex Reads { get; }
}
