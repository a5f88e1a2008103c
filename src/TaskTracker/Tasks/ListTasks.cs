using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Lights;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;

namespace TaskTracker.Tasks;

/// <summary>The tasks that a caller sees, filtered, sorted, page by page.</summary>
internal static partial class ListTasks
{
    private const string ById = "id", ByDue = "due", ByDueDown = "-due", ByUpdated = "updated", ByUpdatedDown = "-updated";

    public static readonly QuerySpec Query = new QuerySpec()
        .Id("list", "Only tasks of this task list.")
        .Text("document", "Only tasks of this document: the id of an upload, or a printed number such as 西政发〔2018〕6号.")
        .Text("unit", "Only tasks on which this unit or group takes part, itself, through a group or a predecessor: its id or any of its names.")
        .Text("lead", "Only tasks that this unit leads; as `unit`.")
        .Text("partner", "Only tasks that this unit helps with; as `unit`.")
        .Text("coordinator", "Only tasks that this unit coordinates (统筹); as `unit`.")
        .Text("supervising", "Only tasks that this unit watches over (监管); as `unit`.")
        .Id("parent", "Only the parts of this task, one level down.")
        .Flag("topLevel", "true: only tasks that are no part of another, as the overview counts them; false: only parts.")
        .Choices("state", "Only tasks in these states.", EnumNames.All<TaskState>())
        .Flag("open", "true: only tasks that are not closed; false: only closed ones.")
        .Choices("forecast", "Only tasks whose lead has warned that the date is at risk or cannot be met.", EnumNames.Of(Outlook.AtRisk), EnumNames.Of(Outlook.CannotMeet))
        .Flag("overdue", "true: only overdue tasks; false: only tasks that are not.")
        .Choices("light", "Only tasks with these lights.", EnumNames.All<LightColour>())
        .Flag("closedLate", "true: only tasks completed after their last day; false: only others.")
        .Flag("milestonesOverdue", "true: only tasks with a milestone that is overdue; false: only others.")
        .Flag("undated", "true: only open tasks that wait for a date: none is printed, or it is conditional; false: only others.")
        .Date("dueFrom", "Only tasks that can be overdue and whose last day is this or later.")
        .Date("dueTo", "Only tasks that can be overdue and whose last day is this or earlier.")
        .Text("q", "Only tasks whose words or units hold all of these words; Chinese words of any length.")
        .Instant("updatedSince", "Only tasks changed at this instant or later.")
        .Choice("sort", "The order; a minus turns it round. Undated tasks stand last by due.", ById, ByDue, ByDueDown, ByUpdated, ByUpdatedDown)
        .Paged();

    public static void Map(IEndpointRouteBuilder tasks) => tasks
        .MapGet("/", HandleAsync)
        .WithName(nameof(ListTasks))
        .WithSummary("List tasks")
        .WithDescription("The tasks that the key may see. `Prefer: return=total-count` adds `X-Total-Count`.")
        .WithQuery(Query)
        .WithTotalCount()
        .ProducesProblems(400)
        .RequireAuthorization(Policies.ReadTasks);

    private static async Task<Results<Ok<Page<TaskView>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem))
            return problem;

        var sort = query.Choice("sort") ?? ById;
        if (!Paging.TryRead(query, sort, out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var today = BeijingTime.Today(clock);
        var filter = new TaskFilter(caller, today);
        if (await ApplyAsync(session, filter, query, caller, today, sort) is { } unknown)
            return unknown;

        await http.AnswerTotalAsync(() => filter.CountAsync(session, Count));
        await filter.FindAsync(session, isById: sort == ById);
        if (!After(filter, page))
            return Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { ["cursor"] = ["This cursor cannot be read."] });

        filter.Parameters["Fetch"] = page.Fetch;
        var rows = await PageAsync(session, filter, sort, page);
        var shown = rows.ToPage(page, http, row => (KeyOf(row, sort), row.Id));
        return TypedResults.Ok(new Page<TaskView>(await session.ToViewsAsync(caller.DistrictId, shown.Items, today), shown.Next));
    }

    private static async Task<IReadOnlyList<TaskViews.Row>> PageAsync(Session session, TaskFilter filter, string sort, PageRequest page)
    {
        if (filter.TryNearest(OrderBy(sort), page.Fetch))
        {
            TaskViews.Row[] nearest = [.. await session.QueryAsync<TaskViews.Row>(Select(filter, sort), filter.Parameters)];
            if (nearest.Length == page.Fetch)
                return nearest;

            filter.ForgetNearest();
        }

        return [.. await session.QueryAsync<TaskViews.Row>(Select(filter, sort), filter.Parameters)];
    }

    /// <returns>False if the cursor holds a value of another kind than the order's.</returns>
    private static bool After(TaskFilter filter, PageRequest page)
    {
        if (page.After is not { } after)
            return true;

        filter.Parameters["AfterId"] = after.Id;
        switch (page.Sort)
        {
            case ById:
                filter.After($"{filter.Id} > @AfterId", "AfterId", after.Id);
                return true;
            case ByDue or ByDueDown when DateOnly.TryParseExact(after.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due):
                filter.After(page.Sort == ByDue
                    ? "(t.due_order, t.id) > (@AfterDue, @AfterId)"
                    : "(t.due_order, t.id) < (@AfterDue, @AfterId)", "AfterDue", due);
                return true;
            case ByUpdated or ByUpdatedDown when DateTimeOffset.TryParse(after.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var updated):
                filter.After(page.Sort == ByUpdated
                    ? "(t.updated_at, t.id) > (@AfterUpdated, @AfterId)"
                    : "(t.updated_at, t.id) < (@AfterUpdated, @AfterId)", "AfterUpdated", updated);
                return true;
            default:
                return false;
        }
    }

    private static string KeyOf(TaskViews.Row row, string sort) => sort switch
    {
        ByDue or ByDueDown => row.DueOrder.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ByUpdated or ByUpdatedDown => row.UpdatedAt.ToString("O", CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string OrderBy(string sort, string id = "t.id") => sort switch
    {
        ByDue => "t.due_order, t.id",
        ByDueDown => "t.due_order desc, t.id desc",
        ByUpdated => "t.updated_at, t.id",
        ByUpdatedDown => "t.updated_at desc, t.id desc",
        _ => id,
    };

    private static string Count(TaskFilter filter) => $"""
        select count(*)
          from {filter.From}
         where {filter.Where}
        """;

    /// <summary>First which tasks the page shows, from indexes as far as they go; then what it shows of them.</summary>
    private static string Select(TaskFilter filter, string sort) => $"""
        select {TaskViews.Columns}
          from (select t.id
                  from {filter.From}
                 where {filter.Where}
                 order by {OrderBy(sort, filter.Id)}
                 limit @Fetch) page
         cross join tasks t
          {TaskViews.Joins}
         where t.district_id = @DistrictId and t.id = page.id
         order by {OrderBy(sort)}
        """;
}
