using System.Text.RegularExpressions;

namespace TaskTracker.Tests.Infrastructure;

/// <summary>How SQLite would find the rows of one statement, and where that costs more than the statement returns.</summary>
internal sealed partial class QueryPlan
{
    private readonly string _sql;
    private readonly IReadOnlyList<Step> _steps;

    public QueryPlan(string sql, IReadOnlyList<Step> steps)
    {
        _sql = sql;
        var names = Names.Matches(sql).Where(match => !NoName.Contains(match.Groups["alias"].Value))
            .ToLookup(match => match.Groups["alias"].Value, match => match.Groups["table"].Value, StringComparer.OrdinalIgnoreCase);
        _steps = [.. steps.Select(step => step with { Detail = Named(step.Detail, sql, names) })];
    }

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

    /// <summary>
    /// Since 3.36 SQLite names what it reads by its alias alone; said of an alias here is which table it stands for. One that stands for a
    /// register in one place and for a table of records in another is taken for the records.
    /// </summary>
    private static string Named(string detail, string sql, ILookup<string, string> names)
    {
        if (Read.Match(detail) is not { Success: true } read || read.Groups["name"].Value == "CONSTANT")
            return detail;

        var name = read.Groups["name"].Value;
        var rest = read.Groups["rest"].Value;
        var tables = names[name].Where(table => !IsCommonTable(sql, table)).OrderBy(Registers.Contains);
        var what = tables.FirstOrDefault() is { } table ? $"TABLE {table} AS {name}"
            : Regex.IsMatch(sql, $@"\b(from|join|update|into)\s+{name}\b", RegexOptions.IgnoreCase) ? $"TABLE {name}"
            : $"SUBQUERY {name} AS {name}";
        return $"{read.Groups["how"].Value} {what}{rest.Replace(" LEFT-JOIN", "", StringComparison.Ordinal)}";
    }

    /// <summary>The steps that cost more than they should, each with the reason.</summary>
    public IEnumerable<string> Faults() => _steps.GroupBy(step => step.Parent).SelectMany(level => FaultsOf(level.Key, [.. level]));

    private IEnumerable<string> FaultsOf(int parent, Step[] level)
    {
        var above = _steps.FirstOrDefault(step => step.Id == parent)?.Detail ?? "";
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
    private bool IsPage(string above) => _steps.Select(step => PageScan.Match(step.Detail)).FirstOrDefault(match => match.Success) is { } page
        ? above == $"CO-ROUTINE {page.Groups["number"].Value}"
        : above.Length == 0 && _sql.Contains("limit @", StringComparison.Ordinal);

    /// <summary>The statement names the record, list, unit … that the rows of a table belong to, so that nobody need walk to find them.</summary>
    private bool NamesMore(string detail) => Alias.Match(detail) is { Success: true } alias
        ? Regex.IsMatch(WithoutTests(_sql), $@"\b{alias.Groups["alias"].Value}\.(?!district_id)\w+_id\s+(=|in)\s+@")
        : NamesRecord.IsMatch(WithoutTests(_sql));

    /// <summary>What is sorted was counted before, and was few.</summary>
    private bool IsCounted => _sql.Contains(") found cross join", StringComparison.Ordinal) || _sql.Contains(" intersect select ", StringComparison.Ordinal);

    private bool IsExempt(string detail) =>
        Table.Match(detail) is { Success: true } match
        && (match.Groups["table"].Value == IdTable || Registers.Contains(match.Groups["table"].Value) || IsCommonTable(_sql, match.Groups["table"].Value) || Few.Any(index => detail.Contains($" {index} ", StringComparison.Ordinal)));

    private static bool IsCommonTable(string sql, string name) => Regex.IsMatch(sql, $@"\b{name} (\([\w, ]+\) )?as \(");

    /// <summary>Found by more than the district and what is the same in most rows; a subquery is judged by its own steps.</summary>
    private static bool IsNarrow(string detail) =>
        !detail.Contains(" TABLE ", StringComparison.Ordinal) || Equality.Matches(detail).Any(match => !Broad.Contains(match.Groups["column"].Value));

    private static string WithoutTests(string sql)
    {
        for (var before = ""; before != sql;)
            (before, sql) = (sql, Tested.Replace(sql, "1 = 1"));
        return sql;
    }

    private static readonly HashSet<string> NoName = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "join", "on", "order", "left", "cross", "inner", "group", "limit", "union", "intersect", "except", "set", "using", "and", "or", "returning", "window", "having", "do",
    };

    [GeneratedRegex(@"\b(from|join)\s+(?<table>\w+)(\([^()]*\))?\s+(as\s+)?(?<alias>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Names { get; }

    [GeneratedRegex(@"^(?<how>SCAN|SEARCH) (?<name>\w+)(?<rest>.*)$")]
    private static partial Regex Read { get; }

    [GeneratedRegex(@"^(SCAN|SEARCH) ")]
    private static partial Regex Source { get; }

    [GeneratedRegex(@"^(SCAN|SEARCH) TABLE (?<table>\w+)")]
    private static partial Regex Table { get; }

    [GeneratedRegex(@" AS (?<alias>\w+)\b")]
    private static partial Regex Alias { get; }

    [GeneratedRegex(@"^SCAN SUBQUERY (?<number>\w+) AS page$")]
    private static partial Regex PageScan { get; }

    /// <summary>All of a table, or all that a district has in it, be it from some record on.</summary>
    [GeneratedRegex(@"^SCAN TABLE|^SEARCH TABLE .*\((district_id=\?)?( AND )?((\w*_)?(id|rowid)[<>]\?( AND )?)*\)$")]
    private static partial Regex Walk { get; }

    [GeneratedRegex(@"(?<column>\w+)=\?")]
    private static partial Regex Equality { get; }

    [GeneratedRegex(@"\b(?!district_id)\w+_id\s+(=|in)\s+@")]
    private static partial Regex NamesRecord { get; }

    /// <summary>What is tested of each row on the way (<see cref="TaskTracker.Platform.Sql.Tested"/>), the innermost first.</summary>
    [GeneratedRegex(@"case when (?:(?!case when ).)*? then 1 = 1 else 1 = 0 end", RegexOptions.Singleline)]
    private static partial Regex Tested { get; }
}
