using System.Text.RegularExpressions;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>How SQLite would find the rows of one statement, and where that costs more than the statement returns.</summary>
internal sealed partial class QueryPlan(string sql, IReadOnlyList<QueryPlan.Step> steps)
{
    /// <summary>Registers that are read whole by design: they hold a few hundred rows a district, whatever it tracks.</summary>
    private static readonly HashSet<string> Registers =
    [
        "districts", "units", "unit_aliases", "unit_members", "unit_standings", "district_rules", "light_rules", "reminder_rules", "calendar_years",
        "reminder_clocks", "schema_migrations", "recipient_preferences", "unreachable_recipients", "message_gateways", "message_templates",
        "district_contacts",
    ];

    /// <summary>The ids that the statement was given.</summary>
    private const string IdTable = "json_each";

    /// <summary>Columns with so few values that one of them can be most of a district's rows.</summary>
    private static readonly HashSet<string> Broad = ["district_id", "state", "kind", "role", "has_light", "decision", "channel", "removed"];

    /// <summary>Indexes that hold nothing but what is asked for: what waits, what was late, what is a part.</summary>
    private static readonly string[] Few = ["reminders_waiting", "reminders_to_send", "reminders_next", "reminders_unaddressed", "notices_to_send", "notices_next", "notices_waiting", "notifications_to_relay", "deliveries_next", "deliveries_leased", "tasks_remind", "tasks_expand", "tasks_provisional", "tasks_completed_late", "tasks_parent"];

    /// <summary>A line of <c>explain query plan</c>; what belongs to a subquery has its line as parent.</summary>
    public sealed record Step
    {
        public int Id { get; init; }

        public int Parent { get; init; }

        public string Detail { get; init; } = "";
    }

    /// <summary>The steps that cost more than they should, each with the reason.</summary>
    public IEnumerable<string> Faults() => steps.GroupBy(step => step.Parent).SelectMany(level => FaultsOf(level.Key, [.. level]));

    private IEnumerable<string> FaultsOf(int parent, Step[] level)
    {
        var above = steps.FirstOrDefault(step => step.Id == parent)?.Detail ?? "";
        Step[] rows = [.. level.Where(step => Source.IsMatch(step.Detail))];
        var sorts = level.Where(step => step.Detail.StartsWith("USE TEMP B-TREE FOR", StringComparison.Ordinal)).ToArray();
        for (var place = 0; place < rows.Length; place++)
        {
            var detail = rows[place].Detail;
            if (IsExempt(detail))
                continue;

            if (detail.Contains(" TABLE ", StringComparison.Ordinal) && detail.Contains("AUTOMATIC", StringComparison.Ordinal))
                yield return $"an index is made for the purpose: {detail}";
            else if (place > 0 || above.StartsWith("CORRELATED", StringComparison.Ordinal))
            {
                if (!IsNarrow(detail))
                    yield return $"again and again more than one row's own: {detail}";
            }
            else if (Walk.IsMatch(detail) && !(IsPage(above) && sorts.Length == 0 && !NamesMore(detail)))
                yield return $"all of a district: {detail}";
        }

        if (sorts.Length > 0 && rows is [var first, ..] && !IsExempt(first.Detail) && !IsNarrow(first.Detail) && !IsCounted)
            yield return $"sorted for a page: {first.Detail}";
    }

    /// <summary>Where the page is cut: in the subquery <c>page</c>, else at the end of the statement.</summary>
    private bool IsPage(string above) => steps.Select(step => PageScan.Match(step.Detail)).FirstOrDefault(match => match.Success) is { } page
        ? above == $"CO-ROUTINE {page.Groups["number"].Value}"
        : above.Length == 0 && sql.Contains("limit @", StringComparison.Ordinal);

    /// <summary>The statement names the record, list, unit … that the rows of a table belong to, so that nobody need walk to find them.</summary>
    private bool NamesMore(string detail) => Alias.Match(detail) is { Success: true } alias
        ? Regex.IsMatch(WithoutTests(sql), $@"\b{alias.Groups["alias"].Value}\.(?!district_id)\w+_id\s+(=|in)\s+@")
        : Named.IsMatch(WithoutTests(sql));

    /// <summary>What is sorted was counted before, and was few.</summary>
    private bool IsCounted => sql.Contains(") found cross join", StringComparison.Ordinal) || sql.Contains(" intersect select ", StringComparison.Ordinal);

    private bool IsExempt(string detail) =>
        Table.Match(detail) is { Success: true } match
        && (match.Groups["table"].Value == IdTable || Registers.Contains(match.Groups["table"].Value) || IsCommonTable(match.Groups["table"].Value) || Few.Any(index => detail.Contains($" {index} ", StringComparison.Ordinal)));

    private bool IsCommonTable(string name) => Regex.IsMatch(sql, $@"\b{name} (\([\w, ]+\) )?as \(");

    /// <summary>Found by more than the district and what is the same in most rows; a subquery is judged by its own steps.</summary>
    private static bool IsNarrow(string detail) =>
        !detail.Contains(" TABLE ", StringComparison.Ordinal) || Equality.Matches(detail).Any(match => !Broad.Contains(match.Groups["column"].Value));

    private static string WithoutTests(string sql)
    {
        for (var before = ""; before != sql;)
            (before, sql) = (sql, Tested.Replace(sql, "1 = 1"));
        return sql;
    }

    [GeneratedRegex(@"^(SCAN|SEARCH) ")]
    private static partial Regex Source { get; }

    [GeneratedRegex(@"^(SCAN|SEARCH) TABLE (?<table>\w+)")]
    private static partial Regex Table { get; }

    [GeneratedRegex(@" AS (?<alias>\w+)\b")]
    private static partial Regex Alias { get; }

    [GeneratedRegex(@"^SCAN SUBQUERY (?<number>\d+) AS page$")]
    private static partial Regex PageScan { get; }

    /// <summary>All of a table, or all that a district has in it, be it from some record on.</summary>
    [GeneratedRegex(@"^SCAN TABLE|^SEARCH TABLE .*\((district_id=\?)?( AND )?((\w*_)?(id|rowid)[<>]\?( AND )?)*\)$")]
    private static partial Regex Walk { get; }

    [GeneratedRegex(@"(?<column>\w+)=\?")]
    private static partial Regex Equality { get; }

    [GeneratedRegex(@"\b(?!district_id)\w+_id\s+(=|in)\s+@")]
    private static partial Regex Named { get; }

    /// <summary>What is tested of each row on the way (<see cref="TaskTracker.Platform.Sql.Tested"/>), the innermost first.</summary>
    [GeneratedRegex(@"case when (?:(?!case when ).)*? then 1 = 1 else 1 = 0 end", RegexOptions.Singleline)]
    private static partial Regex Tested { get; }
}
