using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Reporting;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>The task lists in which a caller sees at least one task, with how many it sees.</summary>
internal static class ListTaskLists
{
    private static readonly QuerySpec Query = new QuerySpec()
        .Id("document", "Only lists of this upload.")
        .Paged();

    public sealed record View
    {
        public required long Id { get; init; }

        public required string Etag { get; init; }

        public required string Title { get; init; }

        public required ListKind Kind { get; init; }

        public int? Year { get; init; }

        /// <summary>How many items the printed headings declare.</summary>
        public int? DeclaredCount { get; init; }

        public DateOnly? DefaultDeadline { get; init; }

        /// <summary>The upload that it was read from.</summary>
        public required long DocumentId { get; init; }

        public string? DocumentNumber { get; init; }

        public required string DocumentTitle { get; init; }

        public required int LineStart { get; init; }

        public required int LineEnd { get; init; }

        /// <summary>The unit that collects its reports (汇总单位); null: the supervision office.</summary>
        public UnitReference? CollectingUnit { get; init; }

        /// <summary>How often its units report; none until it is settled.</summary>
        public required ReportCycle ReportCycle { get; init; }

        /// <summary>Until when they report on a period.</summary>
        public DueRule? ReportDue { get; init; }

        public required ReportPath ReportPath { get; init; }

        /// <summary>By how many working days partners are due before the lead.</summary>
        public required int PartnerWorkingDaysBefore { get; init; }

        /// <summary>Whether a unit with nothing to say hands in a nil report (零报备).</summary>
        public required bool NilReports { get; init; }

        /// <summary>Periods that ended before this day are not asked for.</summary>
        public DateOnly? ReportingFrom { get; init; }

        /// <summary>How many of its tasks the caller sees.</summary>
        public required int Tasks { get; init; }
    }

    public static void Map(IEndpointRouteBuilder lists)
    {
        lists.MapGet("/", HandleAsync)
            .WithName(nameof(ListTaskLists))
            .WithSummary("List task lists")
            .WithQuery(Query)
            .ProducesProblems(400)
            .RequireAuthorization(Policies.ReadTasks);
        lists.MapGet("/{listId:long}", HandleOneAsync)
            .WithName("GetTaskList")
            .WithSummary("Read a task list")
            .ProducesProblems(404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Ok<Page<View>>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var ofDocument = query.Id("document") is null ? "" : " and d.document_id = @Document";
        var rows = await session.QueryAsync<Row>(Select(caller, $"l.id > @AfterId{ofDocument}"), new
        {
            caller.DistrictId,
            CallerUnits = caller.Units,
            AfterId = page.After?.Id ?? 0,
            Document = query.Id("document"),
            page.Fetch,
        });
        View[] views = [.. rows.Select(ToView)];
        return TypedResults.Ok(views.ToPage(page, http, view => ("", view.Id)));
    }

    private static async Task<Results<Ok<View>, ProblemHttpResult>> HandleOneAsync(
        long listId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.ViewTaskListAsync(caller, listId) is not { } list)
            return Problems.NotFound("task list");

        http.Response.Headers.ETag = list.Etag;
        return TypedResults.Ok(list);
    }

    /// <returns>Null if there is none, or the caller sees no task of it.</returns>
    public static async Task<View?> ViewTaskListAsync(this Session session, Caller caller, long listId)
    {
        var row = await session.QuerySingleOrDefaultAsync<Row>(
            Select(caller, "l.id = @ListId"), new { caller.DistrictId, CallerUnits = caller.Units, ListId = listId, Fetch = 1 });
        return row is null ? null : ToView(row);
    }

    private static View ToView(Row row)
    {
        var reporting = row.Reporting is null ? ReportSettings.None : Json.Read<ReportSettings>(row.Reporting);
        return new View
        {
            Id = row.Id,
            Etag = Preconditions.ETagOf(row.Version),
            Title = row.Title,
            Kind = EnumNames.Parse<ListKind>(row.Kind),
            Year = row.Year,
            DeclaredCount = row.DeclaredCount,
            DefaultDeadline = row.DefaultDeadline,
            DocumentId = row.DocumentId,
            DocumentNumber = row.DocumentNumber,
            DocumentTitle = row.DocumentTitle,
            LineStart = row.LineStart,
            LineEnd = row.LineEnd,
            CollectingUnit = row.CollectingUnitId is { } unit ? new UnitReference(unit, row.CollectingUnitName!) : null,
            ReportCycle = reporting.Cycle,
            ReportDue = reporting.Due,
            ReportPath = reporting.Path,
            PartnerWorkingDaysBefore = reporting.PartnerWorkingDaysBefore,
            NilReports = reporting.NilReports,
            ReportingFrom = reporting.Cycle is ReportCycle.None ? null : reporting.From,
            Tasks = row.Tasks,
        };
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public int Version { get; init; }

        public string Title { get; init; } = "";

        public string Kind { get; init; } = "";

        public int? Year { get; init; }

        public int? DeclaredCount { get; init; }

        public DateOnly? DefaultDeadline { get; init; }

        public long DocumentId { get; init; }

        public string? DocumentNumber { get; init; }

        public string DocumentTitle { get; init; } = "";

        public int LineStart { get; init; }

        public int LineEnd { get; init; }

        public int Tasks { get; init; }

        public string? Reporting { get; init; }

        public long? CollectingUnitId { get; init; }

        public string? CollectingUnitName { get; init; }
    }

    private static string Select(Caller caller, string which) => $"""
        select l.id, l.version, l.title, l.kind, l.year, l.declared_count, l.default_deadline, d.document_id, d.number as document_number,
               d.title as document_title, l.line_start, l.line_end, l.reporting, l.collecting_unit_id, c.name as collecting_unit_name,
               {(caller.Actor.IsBoundToUnit ? CountSeen : Count)} as tasks
          from task_lists l
          join source_documents d on d.district_id = l.district_id and d.id = l.source_document_id
          left join units c on c.district_id = l.district_id and c.id = l.collecting_unit_id
         where l.district_id = @DistrictId and {which}
           and {(caller.Actor.IsBoundToUnit ? IsSeen : IsFilled)}
         order by l.id
         limit @Fetch
        """;

    private const string Tasks = "select t.id from tasks t where t.district_id = l.district_id and t.list_id = l.id";

    private const string Count = $"(select count(*) from ({Tasks}) found)";

    private const string IsFilled = $"exists ({Tasks})";

    /// <summary>The tasks of list l on which the caller takes part: of all those the ones between the first and the last of the list.</summary>
    private static readonly string TasksOfUnit = $"""
        select v.task_id
          from task_units v
         cross join tasks t
         where v.district_id = l.district_id and v.unit_id in @CallerUnits
           and v.task_id >= (select min(id) from tasks where district_id = l.district_id and list_id = l.id)
           and v.task_id <= (select max(id) from tasks where district_id = l.district_id and list_id = l.id)
           and t.district_id = v.district_id and t.id = v.task_id and {Sql.Tested("t.list_id = l.id")}
        """;

    private static readonly string PartsLedAbove = $"{Tasks} and t.parent_id is not null and {Sql.Tested(TaskSets.LedAboveSql)}";

    private static readonly string Collected = Sql.Tested("l.collecting_unit_id in @CallerUnits");

    /// <summary><see cref="Core.Tasks.Actor.MaySee"/>, of the tasks of list l.</summary>
    private static readonly string CountSeen = $"""
        case when {Collected} then {Count} else (select count(*) from ({TasksOfUnit} union {PartsLedAbove}) found) end
        """;

    private static readonly string IsSeen =
        $"(exists ({TasksOfUnit}) or exists ({PartsLedAbove}) or ({Collected} and {IsFilled}))";
}
