using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using TaskTracker.Platform;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>Listens to the statements that services run, and asks SQLite how it would find their rows.</summary>
internal sealed partial class QueryPlans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    /// <summary>Registers that are read whole by design: they hold a few hundred rows a district, whatever it tracks.</summary>
    private static readonly HashSet<string> Registers =
    [
        "districts", "units", "unit_aliases", "unit_members", "unit_standings", "district_rules", "light_rules", "reminder_rules", "calendar_years", "reminder_clocks",
        "schema_migrations", "recipient_preferences", "unreachable_recipients", "message_gateways", "message_templates", "district_contacts",
    ];

    /// <summary>Statements whose answer is about all that they read.</summary>
    private static readonly string[] Allowed =
    [
        // The overview counts every task of the district.
        "then t.id end) as closed_late",
        // The index holds nothing but what is pending.
        "state = 'pending'",
        // And this one nothing but runs that are under way.
        "where district_id = @DistrictId and ended_at is null",
    ];

    private readonly ConcurrentDictionary<string, object?> _statements = new();
    private readonly List<IDisposable> _subscriptions = [];

    public int Count => _statements.Count;

    public static QueryPlans Listen()
    {
        var plans = new QueryPlans();
        plans._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(plans));
        return plans;
    }

    /// <summary>Whether a statement on one table would be found out, were it to walk through it.</summary>
    public static async Task<bool> FindsOutAsync(TestService service, string sql)
    {
        using var plans = new QueryPlans();
        plans._statements.TryAdd(sql, new { DistrictId = "east" });
        return (await plans.WalksAsync(service)).Count > 0;
    }

    /// <summary>The statements that walk a table, or all of a district's rows in one, with the step that does.</summary>
    public async Task<IReadOnlyList<string>> WalksAsync(TestService service)
    {
        var walks = new List<string>();
        foreach (var (sql, parameters) in _statements.Where(statement => Reads.IsMatch(statement.Key)))
        {
            var one = parameters is System.Collections.IEnumerable and not string and not IDictionary<string, object>
                ? ((System.Collections.IEnumerable)parameters).Cast<object>().FirstOrDefault() : parameters;
            if (one is null && sql.Contains('@', StringComparison.Ordinal))
                continue;

            var steps = (await service.QueryAsync<Step>("explain query plan " + sql, one)).Select(step => step.Detail).ToArray();
            walks.AddRange(steps.Where(step => IsWalk(step, sql, steps)).Select(step => $"{step}\n   in {sql}"));
        }

        return walks;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Statements")
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is Session.Statement statement)
            _statements.TryAdd(statement.Sql, statement.Parameters);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

    private static bool IsWalk(string step, string sql, string[] steps)
    {
        var walk = Walk.Match(step);
        if (!walk.Success || IsCommonTable(walk.Groups["table"].Value, sql) || Registers.Contains(walk.Groups["table"].Value) || Allowed.Any(allowed => sql.Contains(allowed, StringComparison.Ordinal)))
            return false;

        // A page in the order of its index stops when it is full.
        var isPage = sql.Contains("limit @", StringComparison.Ordinal) && !steps.Any(other => other.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
        return !isPage;
    }

    private static bool IsCommonTable(string name, string sql) => Regex.IsMatch(sql, $@"\b{name} (\([\w, ]+\) )?as \(");

    private sealed record Step
    {
        public string Detail { get; init; } = "";
    }

    [GeneratedRegex(@"^\s*(select|with|update|delete)\b")]
    private static partial Regex Reads { get; }

    /// <summary>All of a table, or all that a district has in it.</summary>
    [GeneratedRegex(@"^SCAN TABLE (?<table>\w+)|^SEARCH TABLE (?<table>\w+) .*\(district_id=\?\)$")]
    private static partial Regex Walk { get; }
}
