using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;
using TaskTracker.Tasks;

namespace TaskTracker.Assigning;

/// <summary>Units that have not acknowledged an open task in time (签收): an alarm of its own, the longest missing first.</summary>
internal static class ListMissingReceipts
{
    private const string Sort = "due";

    private static readonly QuerySpec Query = new QuerySpec()
        .Text("unit", "Only what this unit, or a unit of this group, owes: its id or any of its names.")
        .Id("list", "Only tasks of this task list.")
        .Paged();

    public sealed record MissingReceipt
    {
        public required long TaskId { get; init; }

        public string? Number { get; init; }

        /// <summary>The task's title, or its measure where it has none.</summary>
        public required string Title { get; init; }

        public long? ListId { get; init; }

        public required UnitReference Unit { get; init; }

        public required ParticipationRole Role { get; init; }

        public required DateOnly ReceiptDueOn { get; init; }

        /// <summary>That day hangs on working days that are not announced yet.</summary>
        public required bool ReceiptDueProvisional { get; init; }

        /// <summary>Whole days since the last day for it.</summary>
        public required int DaysMissing { get; init; }
    }

    public static void Map(IEndpointRouteBuilder missing) => missing
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListMissingReceipts))
        .WithSummary("List missing receipts")
        .WithDescription("One row a unit and task, of the tasks that the key may see. `Prefer: return=total-count` adds `X-Total-Count`.")
        .WithQuery(Query)
        .WithTotalCount()
        .ProducesProblems(400)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<Page<MissingReceipt>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, Sort, out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var today = BeijingTime.Today(clock);
        var filter = new TaskFilter(caller, today);
        if (query.Id("list") is { } list)
            filter.Within(TaskSets.Named("list_id = @List"), "List", list);
        if (query.Text("unit") is { } name)
        {
            if (await session.FindUnitAsync(caller.DistrictId, name) is not { } unit)
                return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { ["unit"] = [$"No unit or group of the district is called \"{name}\"."] });

            filter.AndTested("p.unit_id = @Unit or p.group_id = @Unit", "Unit", unit);
        }

        await http.AnswerTotalAsync(() => filter.CountAsync(session, Count));
        if (!After(filter, page))
            return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { ["cursor"] = ["This cursor cannot be read."] });

        await filter.FindAsync(session);
        filter.Parameters["Fetch"] = page.Fetch;
        Row[] rows = [.. await session.QueryAsync<Row>(Select(filter), filter.Parameters)];
        var shown = rows.ToPage(page, http, row => (string.Create(CultureInfo.InvariantCulture, $"{row.ReceiptDueOn:yyyy-MM-dd}/{row.TaskId}"), row.UnitId));
        var calendar = await session.CalendarInForceAsync();
        return TypedResults.Ok(new Page<MissingReceipt>([.. shown.Items.Select(row => View(row, calendar, today))], shown.Next));
    }

    private static bool After(TaskFilter filter, PageRequest page)
    {
        if (page.After is not { } after)
            return true;

        var parts = after.Value.Split('/');
        if (parts.Length != 2 || !DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
            || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var taskId))
            return false;

        filter.Parameters["AfterDue"] = due;
        filter.Parameters["AfterTask"] = taskId;
        filter.AndOfRecords("(p.receipt_due_on, p.task_id, p.unit_id) > (@AfterDue, @AfterTask, @AfterUnit)", "AfterUnit", after.Id);
        return true;
    }

    private static MissingReceipt View(Row row, WorkingDayCalendar calendar, DateOnly today) => new()
    {
        TaskId = row.TaskId,
        Number = row.No,
        Title = row.Title,
        ListId = row.ListId,
        Unit = new UnitReference(row.UnitId, row.UnitName),
        Role = EnumNames.Parse<ParticipationRole>(row.Role),
        ReceiptDueOn = row.ReceiptDueOn,
        ReceiptDueProvisional = calendar.IsProvisional(row.ReceiptDueOn),
        DaysMissing = today.DayNumber - row.ReceiptDueOn.DayNumber,
    };

    private sealed record Row
    {
        public long TaskId { get; init; }

        public string? No { get; init; }

        public string Title { get; init; } = "";

        public long? ListId { get; init; }

        public long UnitId { get; init; }

        public string UnitName { get; init; } = "";

        public string Role { get; init; } = "";

        public DateOnly ReceiptDueOn { get; init; }
    }

    private static string Count(TaskFilter filter) => $"""
        select count(*)
          from {filter.FromWith("task_parties p")}
         where {TaskFilter.ReceiptsMissingSql} and {filter.Where}
        """;

    private static string Select(TaskFilter filter) => $"""
        select p.task_id, t.no, coalesce(t.title, t.measure) as title, t.list_id, p.unit_id, u.name as unit_name, p.role, p.receipt_due_on
          from {filter.FromWith("task_parties p")}
          join units u on u.district_id = p.district_id and u.id = p.unit_id
         where {TaskFilter.ReceiptsMissingSql} and {filter.Where}
         order by p.receipt_due_on, p.task_id, p.unit_id
         limit @Fetch
        """;
}
