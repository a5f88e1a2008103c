using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reporting;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>Which reports are owed, came, came late or are missing, on the tasks that the caller sees (DEMANDS 13, 15).</summary>
internal static class ListReportObligations
{
    private const string ByDue = "due";

    private static readonly QuerySpec Query = new QuerySpec()
        .Choices("state", "Only reports that stand so today.", EnumNames.All<ObligationState>())
        .Text("unit", "Only reports that this unit owes, itself or for a predecessor: its id or any of its names.")
        .Id("list", "Only reports on tasks of this task list.")
        .Id("task", "Only reports on this task.")
        .Text("period", "Only reports for this period, e.g. 2018-Q3.")
        .Date("dueFrom", "Only reports due on this day or later.")
        .Date("dueTo", "Only reports due on this day or earlier.")
        .Paged();

    public sealed record ObligationView
    {
        public required long Id { get; init; }

        public required long TaskId { get; init; }

        public string? TaskNumber { get; init; }

        public string? TaskTitle { get; init; }

        public required ListReference List { get; init; }

        public required UnitReference Unit { get; init; }

        /// <summary>As what the unit reports: lead, or partner of its own part.</summary>
        public required string Role { get; init; }

        public required string Period { get; init; }

        public required DateOnly PeriodStart { get; init; }

        public required DateOnly PeriodEnd { get; init; }

        /// <summary>The last day on which the report is on time.</summary>
        public required DateOnly DueOn { get; init; }

        /// <summary>The day hangs on working days that are not announced yet.</summary>
        public required bool DueProvisional { get; init; }

        public required ObligationState State { get; init; }

        /// <summary>Days after the last day: until today while it is missing, until the report where it came late; 0 otherwise.</summary>
        public required int DaysLate { get; init; }

        public long? ReportId { get; init; }

        public DateOnly? MetOn { get; init; }

        /// <summary>The key that reported.</summary>
        public string? MetBy { get; init; }

        public DateOnly? ExcusedOn { get; init; }

        /// <summary>rest: the task was closed, rests or waits for review; settled_anew: the list or its units were changed.</summary>
        public string? ExcusedFor { get; init; }
    }

    public static void Map(IEndpointRouteBuilder obligations) => obligations
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListReportObligations))
        .WithSummary("List the reports that are owed")
        .WithDescription("One for each task, reporting unit and period, by the day on which they are due. A late report stays late for ever.")
        .WithQuery(Query)
        .ProducesProblems(400)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<Page<ObligationView>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, ByDue, out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var today = BeijingTime.Today(clock);
        var filter = new TaskFilter(caller, today);
        long[] line = [];
        if (query.Text("unit") is { } sent)
        {
            if (await session.FindUnitAsync(caller.DistrictId, sent) is not { } unit)
                return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { ["unit"] = [$"No unit or group of the district is called \"{sent}\"."] });

            line = await session.LineOfAsync(caller.DistrictId, unit, today);
            foreach (var (place, id) in line.Index())
                filter.Parameters[$"Unit{place}"] = id;
        }

        Apply(filter, query);
        if (page.After is { } after)
        {
            if (!DateOnly.TryParseExact(after.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var afterDue))
                return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { ["cursor"] = ["This cursor cannot be read."] });

            filter.Parameters["AfterId"] = after.Id;
            filter.AndOfRecords("(o.due_on, o.id) > (@AfterDue, @AfterId)", "AfterDue", afterDue);
        }

        await filter.FindAsync(session);
        filter.Parameters["Fetch"] = page.Fetch;
        Row[] rows = [.. await session.QueryAsync<Row>(Select(filter, line.Length), filter.Parameters)];
        var shown = rows.ToPage(page, http, row => (row.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.Id));
        return TypedResults.Ok(new Page<ObligationView>([.. shown.Items.Select(row => ToView(row, today))], shown.Next));
    }

    private static void Apply(TaskFilter filter, QueryValues query)
    {
        if (query.Choices("state") is { } states)
            filter.AndOfRecords(ObligationFilter.Sql(states));
        if (query.Id("list") is { } list)
            filter.AndOfRecords("o.list_id = @List", "List", list);
        if (query.Id("task") is { } task)
            filter.AndOfRecords("o.task_id = @Task", "Task", task);
        if (query.Text("period") is { } period)
            filter.AndOfRecords("o.period = @Period", "Period", period);
        if (query.Date("dueFrom") is { } dueFrom)
            filter.AndOfRecords("o.due_on >= @DueFrom", "DueFrom", dueFrom);
        if (query.Date("dueTo") is { } dueTo)
            filter.AndOfRecords("o.due_on <= @DueTo", "DueTo", dueTo);
    }

    private static ObligationView ToView(Row row, DateOnly today)
    {
        var state = new ReportObligation(row.DueOn, row.MetOn, row.ExcusedOn).StateOn(today);
        return new ObligationView
        {
            Id = row.Id,
            TaskId = row.TaskId,
            TaskNumber = row.No,
            TaskTitle = row.Title,
            List = new ListReference(row.ListId, row.ListTitle),
            Unit = new UnitReference(row.UnitId, row.UnitName),
            Role = row.Role,
            Period = row.Period,
            PeriodStart = row.PeriodStart,
            PeriodEnd = row.PeriodEnd,
            DueOn = row.DueOn,
            DueProvisional = row.DueProvisional != 0,
            State = state,
            DaysLate = state is ObligationState.Late or ObligationState.Missing ? (row.MetOn ?? today).DayNumber - row.DueOn.DayNumber : 0,
            ReportId = row.ReportId,
            MetOn = row.MetOn,
            MetBy = row.MetBy,
            ExcusedOn = row.ExcusedOn,
            ExcusedFor = row.ExcusedFor,
        };
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string? No { get; init; }

        public string? Title { get; init; }

        public long ListId { get; init; }

        public string ListTitle { get; init; } = "";

        public long UnitId { get; init; }

        public string UnitName { get; init; } = "";

        public string Role { get; init; } = "";

        public string Period { get; init; } = "";

        public DateOnly PeriodStart { get; init; }

        public DateOnly PeriodEnd { get; init; }

        public DateOnly DueOn { get; init; }

        public int DueProvisional { get; init; }

        public long? ReportId { get; init; }

        public DateOnly? MetOn { get; init; }

        public string? MetBy { get; init; }

        public DateOnly? ExcusedOn { get; init; }

        public string? ExcusedFor { get; init; }
    }

    /// <summary>First which the page shows, then what it shows of them.</summary>
    /// <param name="filter">Whose.</param>
    /// <param name="line">How many units of a line owe them; 0 for all units. Each has its own in order, and few have predecessors.</param>
    private static string Select(TaskFilter filter, int line) => $"""
        select o.id, o.task_id, t.no, t.title, o.list_id, l.title as list_title, o.unit_id, u.name as unit_name, o.role, o.period, o.period_start,
               o.period_end, o.due_on, o.due_provisional, o.report_id, o.met_on, o.met_by, o.excused_on, o.excused_for
          from ({(line == 0 ? SelectPage(filter, "1 = 1") : $"""
                select id
                  from ({string.Join("\nunion all\n", Enumerable.Range(0, line).Select(place => $"select * from ({SelectPage(filter, $"o.unit_id = @Unit{place}")}) unit{place}"))}) units
                 order by due_on, id
                 limit @Fetch
                """)}) page
         cross join report_obligations o
          join tasks t on t.district_id = o.district_id and t.id = o.task_id
          join task_lists l on l.district_id = o.district_id and l.id = o.list_id
          join units u on u.district_id = o.district_id and u.id = o.unit_id
         where o.district_id = @DistrictId and o.id = page.id
         order by o.due_on, o.id
        """;

    private static string SelectPage(TaskFilter filter, string whose) => $"""
        select o.id, o.due_on
          from {filter.FromWith("report_obligations o")}
         where o.district_id = @DistrictId and o.task_id = t.id and {whose} and {filter.Where}
         order by o.due_on, o.id
         limit @Fetch
        """;
}
