namespace TaskTracker.Benchmarks.Lists;

/// <summary>What the requests name: records of the seeded district.</summary>
internal sealed record Named
{
    public required long BusyUnit { get; init; }

    public required long QuietUnit { get; init; }

    public required long Group { get; init; }

    /// <summary>A list of this year, whose units report.</summary>
    public required long List { get; init; }

    public required long OldList { get; init; }

    public required long Document { get; init; }

    public required long Parent { get; init; }

    public required long Report { get; init; }

    public required long Order { get; init; }

    public required long Extension { get; init; }
}

/// <summary>Every route that answers with a page, with its filters alone and as callers put them together.</summary>
internal static class ListRequests
{
    private static readonly string[] Sorts = ["", "sort=due", "sort=-due", "sort=updated", "sort=-updated"];

    /// <summary>For whoever reads tasks.</summary>
    public static IEnumerable<string> ForAll(Named named)
    {
        var filters = TaskFilters(named).ToList();
        foreach (var filter in filters.Prepend(""))
        {
            foreach (var sort in Sorts)
                yield return Path("tasks", filter, sort);
        }

        foreach (var together in Combinations(named))
            yield return Path("tasks", together);

        foreach (var filter in new[] { "", $"document={named.Document}" })
            yield return Path("task-lists", filter);
        foreach (var filter in new[] { "", $"list={named.List}", $"unit={named.BusyUnit}", $"unit={named.Group}", $"unit={named.QuietUnit}" })
            yield return Path("missing-receipts", filter);
        foreach (var filter in Obligations(named))
            yield return Path("report-obligations", filter);
        foreach (var state in new[] { "", "state=open", "state=missed", "state=answered", "state=accepted", "state=lapsed" })
            yield return Path("orders", state);
        foreach (var state in new[] { "", "state=pending", "state=late", "state=upheld" })
            yield return Path("appeals", state);
        foreach (var filter in new[] { "", "unread=true", "unread=false", "kind=task_assigned", "kind=task_closed", "kind=task_assigned&unread=true" })
            yield return Path("notifications", filter);
        foreach (var filter in new[] { "", "q=街道", "kind=sub_district", "validOn=2025-10-15", $"group={named.Group}", "sort=name", "sort=-name" })
            yield return Path("units", filter);
        foreach (var filter in new[] { "", $"list={named.OldList}" })
            yield return Path("light-rules", filter);
        yield return "calendar-years";
    }

    /// <summary>Two filters and an order that nobody thought of together: always the same, drawn from all.</summary>
    public static IEnumerable<string> Drawn(Named named, int count)
    {
        var filters = TaskFilters(named).ToArray();
        var random = new Random(20_251_015);
        return Enumerable.Repeat(0, int.MaxValue)
            .Select(_ => (One: filters[random.Next(filters.Length)], Other: filters[random.Next(filters.Length)], Sort: Sorts[random.Next(Sorts.Length)]))
            .Where(drawn => !NamesOf(drawn.One).Intersect(NamesOf(drawn.Other)).Any())
            .Select(drawn => Path("tasks", drawn.One, drawn.Other, drawn.Sort))
            .Distinct()
            .Take(count);

        static IEnumerable<string> NamesOf(string filter) => filter.Split('&').Select(part => part.Split('=')[0]);
    }

    /// <summary>Below a task on which much happened; for whoever sees it.</summary>
    public static IEnumerable<string> BelowTask(Named named) =>
    [
        .. new[]
        {
            "receipts", "progress-reports", "completion-requests", "reviews", "closures", "rechecks", "suspensions", "extension-requests", "change-requests",
            "urgings", "orders", "rectifications", "interviews", "instructions", "forecasts", "milestones", "occurrences", "dates", "parties", "links", "history",
            "hand-over-requests", "appeals", $"progress-reports/{named.Report}/versions", $"progress-reports/{named.Report}/reviews", $"progress-reports/{named.Report}/evidence",
            $"extension-requests/{named.Extension}/decisions",
        }.Select(records => $"tasks/{TenYearsRecords.MuchHappened}/{records}"),
        $"orders/{named.Order}/answers", $"tasks/{TenYearsRecords.MuchHappened}",
    ];

    /// <summary>For the supervision office alone.</summary>
    public static IEnumerable<string> ForOffice(Named named)
    {
        foreach (var filter in new[] { "", $"task={TenYearsRecords.MuchHappened}", "state=pending", "state=sent", "state=superseded", "state=pending,superseded", "day=2024-06-28", "day=2024-06-28&state=sent" })
            yield return Path("reminders", filter);
        foreach (var filter in new[] { "", "state=failed", "state=unknown", "state=sent", "state=failed,unknown" })
            yield return Path("deliveries", filter);
        foreach (var filter in new[] { $"unit={named.BusyUnit}", $"unit={named.BusyUnit}&unread=true" })
            yield return Path("notifications", filter);
        foreach (var filter in new[] { "", "reason=overdue", "reason=stuck", "reason=often_extended", $"list={named.List}", $"list={named.List}&reason=lowest_rank" })
            yield return Path("attention-proposals", filter);
        yield return "documents";
        foreach (var filter in new[] { "findings", "findings?severity=blocking", "findings?code=number-repeated", "draft/edits", "diff", "diff?change=gone" })
            yield return $"documents/{named.Document}/{filter}";
    }

    /// <summary>Numbers over the whole district: no lists, measured beside them.</summary>
    public static IEnumerable<string> Numbers(Named named) =>
        ["statistics/overview", $"task-lists/{named.List}"];

    /// <summary>Lists that are asked for their whole number of tasks too.</summary>
    public static IEnumerable<string> Counted() =>
        ["tasks", "tasks?open=true", "tasks?overdue=true", "tasks?q=建设", "tasks?milestonesOverdue=true", "missing-receipts"];

    private static IEnumerable<string> TaskFilters(Named named) =>
    [
        $"list={named.List}", $"list={named.OldList}", $"document={named.Document}", "document=西政发〔2020〕70号", $"document=no such number",
        .. new[] { named.BusyUnit, named.QuietUnit, named.Group }.SelectMany(unit => new[] { $"unit={unit}", $"lead={unit}", $"partner={unit}" }),
        $"supervising={named.BusyUnit}", $"parent={named.Parent}", "topLevel=true", "topLevel=false",
        "state=assigned", "state=in_progress", "state=awaiting_review", "state=suspended", "state=closed", "state=assigned,in_progress",
        "open=true", "open=false", "forecast=at_risk", "forecast=at_risk,cannot_meet", "overdue=true", "overdue=false",
        "light=red", "light=yellow", "light=green", "light=none", "light=red,yellow", "closedLate=true", "closedLate=false",
        "milestonesOverdue=true", "milestonesOverdue=false", "undated=true", "undated=false",
        "dueFrom=2025-10-15", "dueFrom=2016-02-01", "dueTo=2016-06-30", "dueTo=2025-10-14", "dueFrom=2025-10-15&dueTo=2025-11-14", "dueFrom=2020-01-01&dueTo=2020-12-31",
        "dueFrom=2030-01-01", "updatedSince=2025-10-14T00:00:00Z", "updatedSince=2025-01-01T00:00:00Z", "updatedSince=2016-01-01T00:00:00Z", "updatedSince=2026-01-01T00:00:00Z",
        "q=区", "q=水", "q=冬", "q=鲸", "q=建设", "q=养老", "q=冬奥", "q=鲸鱼", "q=基础设施建设", "q=老旧小区改造", "q=接诉即办", "q=量子纠缠",
        "q=大栅栏地区217号院", "q=设施建设基础", "q=社区建设 养老服务", "q=冬奥 十四五",
    ];

    private static IEnumerable<string> Combinations(Named named) =>
    [
        "open=true&dueFrom=2025-10-15&dueTo=2025-11-14&topLevel=true", "overdue=true&topLevel=true", "closedLate=true&topLevel=true", "open=true&topLevel=true",
        "open=false&topLevel=true", "topLevel=false&open=true", "topLevel=false&overdue=true",
        .. new[] { $"lead={named.BusyUnit}", $"lead={named.QuietUnit}", $"list={named.List}", $"list={named.OldList}" }.SelectMany(scope => new[]
        {
            $"{scope}&topLevel=true", $"{scope}&topLevel=true&open=true", $"{scope}&topLevel=true&open=false", $"{scope}&topLevel=true&overdue=true",
            $"{scope}&topLevel=true&closedLate=true", $"{scope}&open=true&dueFrom=2025-10-15&dueTo=2025-11-14&topLevel=true", $"{scope}&topLevel=false&open=true",
            $"{scope}&overdue=true&sort=due", $"{scope}&light=red&sort=due", $"{scope}&state=in_progress&sort=-updated", $"{scope}&q=建设", $"{scope}&milestonesOverdue=true",
        }),
        "q=建设&open=true", "q=养老服务&overdue=true&sort=due", "q=冬奥&open=true", "q=建设&state=closed&sort=-updated", "light=red&sort=due&open=true",
        "milestonesOverdue=true&open=true&sort=due", "state=in_progress&dueTo=2025-12-31&sort=due", "updatedSince=2025-10-01T00:00:00Z&state=closed",
        $"lead={named.BusyUnit}&partner={named.QuietUnit}", $"unit={named.BusyUnit}&dueFrom=2020-01-01&dueTo=2020-12-31", "limit=200", "limit=200&sort=-updated&open=true",
    ];

    private static IEnumerable<string> Obligations(Named named) =>
    [
        "", "state=met", "state=late", "state=missing", "state=due", "state=excused", "state=missing,late", "state=due,missing", $"unit={named.BusyUnit}", $"unit={named.QuietUnit}",
        $"unit={named.BusyUnit}&state=missing", $"unit={named.BusyUnit}&state=late", $"unit={named.QuietUnit}&state=excused", $"list={named.List}", $"list={named.List}&state=missing",
        $"task={TenYearsRecords.MuchHappened}", "period=2025-09", "period=2023-04", "period=2025-09&state=missing", "period=2014-01",
        $"unit={named.BusyUnit}&period=2025-09", "dueFrom=2025-10-01&dueTo=2025-10-31", "dueFrom=2025-10-01&state=missing", "dueTo=2023-01-31&state=excused",
    ];

    private static string Path(string route, params IEnumerable<string> query) =>
        string.Join('&', query.Where(part => part.Length > 0)) is { Length: > 0 } sent ? $"{route}?{sent}" : route;
}
