using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Statistics;

/// <summary>Where the district stands, per lead unit and per list; every number opens the list that it counts.</summary>
internal static class GetOverview
{
    private const int DaysAhead = 30;
    private const string Whole = "topLevel=true", Parts = "topLevel=false";
    private static readonly QuerySpec Query = new();

    /// <summary>A number, and the list with as many tasks.</summary>
    public sealed record Count(int Number, string Href);

    public sealed record Numbers
    {
        public required Count Total { get; init; }

        public required Count Closed { get; init; }

        /// <summary>Completed after their last day; part of <see cref="Closed"/>.</summary>
        public required Count ClosedLate { get; init; }

        public required Count Open { get; init; }

        /// <summary>Part of <see cref="Open"/>.</summary>
        public required Count Overdue { get; init; }

        /// <summary>Open, and due today or within the next 30 days.</summary>
        public required Count DueIn30Days { get; init; }

        /// <summary>Open parts of tasks; the numbers above count whole tasks only, so that nothing is counted twice.</summary>
        public required Count OpenSubtasks { get; init; }

        /// <summary>Part of <see cref="OpenSubtasks"/>.</summary>
        public required Count OverdueSubtasks { get; init; }
    }

    /// <summary>A lead unit or group, with what its predecessors and its groups lead; a task of two lead units counts for both.</summary>
    public sealed record UnitLine(long UnitId, string Name, Numbers Numbers);

    public sealed record ListLine(long ListId, string Title, Numbers Numbers);

    public sealed record Overview
    {
        /// <summary>The day in Beijing that the numbers are of.</summary>
        public required DateOnly AsOf { get; init; }

        public required Numbers All { get; init; }

        /// <summary>Units that have not acknowledged an open task in time.</summary>
        public required Count MissingReceipts { get; init; }

        public required IReadOnlyList<UnitLine> Units { get; init; }

        public required IReadOnlyList<ListLine> Lists { get; init; }
    }

    public static void Map(IEndpointRouteBuilder statistics) => statistics
        .MapGet("/overview", HandleAsync)
        .WithName(nameof(GetOverview))
        .WithSummary("Count tasks per unit and list")
        .WithDescription("Only tasks that the key may see are counted: whole tasks, and their open and overdue parts (sub-tasks) apart.")
        .WithQuery(Query)
        .ProducesProblems(400)
        .IsCostly()
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<Overview>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out _, out var problem))
            return problem;

        var today = BeijingTime.Today(clock);
        var filter = new TaskFilter(caller, today);
        filter.Parameters["Until"] = today.AddDays(DaysAhead);
        await using var session = await database.OpenAsync(cancellation);
        await filter.FindAllAsync(session);
        var all = await session.QuerySingleAsync<Row>(SelectAll(filter), filter.Parameters);
        var units = await session.QueryAsync<Row>(SelectUnits(filter), filter.Parameters);
        var lists = await session.QueryAsync<Row>(SelectLists(filter), filter.Parameters);
        return TypedResults.Ok(new Overview
        {
            AsOf = today,
            All = NumbersOf(all, "", today),
            MissingReceipts = new Count(await session.QuerySingleAsync<int>(SelectMissingReceipts(filter), filter.Parameters), "/api/v1/missing-receipts"),
            Units = [.. units.Select(row => new UnitLine(row.Id, row.Name, NumbersOf(row, Of("lead", row.Id), today)))],
            Lists = [.. lists.Select(row => new ListLine(row.Id, row.Name, NumbersOf(row, Of("list", row.Id), today)))],
        });
    }

    private static Numbers NumbersOf(Row row, string scope, DateOnly today)
    {
        var window = string.Create(
            CultureInfo.InvariantCulture, $"open=true&dueFrom={today:yyyy-MM-dd}&dueTo={today.AddDays(DaysAhead):yyyy-MM-dd}");
        return new Numbers
        {
            Total = new Count(row.Total, Href(scope, Whole)),
            Closed = new Count(row.Closed, Href(scope, Whole, "open=false")),
            ClosedLate = new Count(row.ClosedLate, Href(scope, Whole, "closedLate=true")),
            Open = new Count(row.Total - row.Closed, Href(scope, Whole, "open=true")),
            Overdue = new Count(row.Overdue, Href(scope, Whole, "overdue=true")),
            DueIn30Days = new Count(row.DueSoon, Href(scope, Whole, window)),
            OpenSubtasks = new Count(row.OpenSubtasks, Href(scope, Parts, "open=true")),
            OverdueSubtasks = new Count(row.OverdueSubtasks, Href(scope, Parts, "overdue=true")),
        };
    }

    private static string Of(string parameter, long id) => string.Create(CultureInfo.InvariantCulture, $"{parameter}={id}");

    private static string Href(params string[] conditions) =>
        string.Join('&', conditions.Where(condition => condition.Length > 0)) is { Length: > 0 } query ? $"/api/v1/tasks?{query}" : "/api/v1/tasks";

    private sealed record Row
    {
        public long Id { get; init; }

        public string Name { get; init; } = "";

        public int Total { get; init; }

        public int Closed { get; init; }

        public int ClosedLate { get; init; }

        public int Overdue { get; init; }

        public int DueSoon { get; init; }

        public int OpenSubtasks { get; init; }

        public int OverdueSubtasks { get; init; }
    }

    private const string Counts = $"""
        count(case when {TaskFilter.TopLevelSql} then 1 end) as total,
               count(case when {TaskFilter.TopLevelSql} and not {TaskFilter.OpenSql} then 1 end) as closed,
               count(case when {TaskFilter.TopLevelSql} and {TaskFilter.ClosedLateSql} then 1 end) as closed_late,
               count(case when {TaskFilter.TopLevelSql} and {TaskFilter.OverdueSql} then 1 end) as overdue,
               count(case when {TaskFilter.TopLevelSql} and {TaskFilter.OpenSql} and t.due_on >= @Today and t.due_on <= @Until then 1 end) as due_soon,
               count(case when not {TaskFilter.TopLevelSql} and {TaskFilter.OpenSql} then 1 end) as open_subtasks,
               count(case when not {TaskFilter.TopLevelSql} and {TaskFilter.OverdueSql} then 1 end) as overdue_subtasks
        """;

    private static string SelectAll(TaskFilter filter) => $"""
        select {Counts}
          from {filter.From}
         where {filter.Where}
        """;

    private static string SelectMissingReceipts(TaskFilter filter) => $"""
        select count(*)
          from {filter.FromWith("task_parties p")}
         where {TaskFilter.ReceiptsMissingSql} and {filter.Where}
        """;

    private static string SelectUnits(TaskFilter filter) => $"""
        with recursive line (unit_id, party_id) as (
            select id, id from units where district_id = @DistrictId and (successor_id is null or valid_to >= @Today)
            union
            select line.unit_id, u.id
              from units u
              join line on u.successor_id = line.party_id
             where u.district_id = @DistrictId and (u.valid_to is null or u.valid_to < @Today)
        ), parties (unit_id, party_id) as (
            select unit_id, party_id from line
            union
            select line.unit_id, m.group_id
              from unit_members m
              join line on m.unit_id = line.party_id
             where m.district_id = @DistrictId
        ), led (unit_id, task_id) as (
            select distinct p.unit_id, tu.task_id
              from parties p
             cross join task_units tu
             where tu.district_id = @DistrictId and tu.unit_id = p.party_id and tu.role = 'lead'
               and {(filter.IsFound ? Sql.Tested($"tu.task_id in (select t.id from {filter.From} where {filter.Where})") : "1 = 1")}
        )
        select n.id, n.name, {Counts}
          from led
         cross join tasks t
          join units n on n.district_id = @DistrictId and n.id = led.unit_id
         where t.district_id = @DistrictId and t.id = led.task_id
         group by n.id, n.name
         order by n.id
        """;

    private static string SelectLists(TaskFilter filter) => $"""
        select l.id, l.title as name, {Counts}
          from {filter.From}
          join task_lists l on l.district_id = t.district_id and l.id = t.list_id
         where {filter.Where}
         group by l.id, l.title
         order by l.id
        """;
}

/// <summary>Numbers over tasks.</summary>
internal static class StatisticsFeature
{
    public static void MapStatistics(this IEndpointRouteBuilder api)
    {
        GetOverview.Map(api.MapGroup("/statistics").WithTags("Statistics"));
        ListAttention.Map(api.MapGroup("/attention-proposals").WithTags("Statistics"));
    }
}
