using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>A date that the office filled in, be it directly or through the day of an event.</summary>
internal sealed record DateRecord
{
    public long Id { get; init; }

    public long TaskId { get; init; }

    /// <summary>The day of the event that the deadline was reckoned from; null where the date itself was entered.</summary>
    public DateOnly? EventOn { get; init; }

    /// <summary>The deadline since then.</summary>
    public DateOnly Deadline { get; init; }

    /// <summary>The deadline until then.</summary>
    public DateOnly? DeadlineBefore { get; init; }

    /// <summary>It was reckoned with working days that were not announced then.</summary>
    public bool Provisional { get; init; }

    /// <summary>The words or the document that the date rests on.</summary>
    public string Basis { get; init; } = "";

    public string? Reason { get; init; }

    public DateTimeOffset SetAt { get; init; }

    /// <summary>The key that entered it.</summary>
    public string SetBy { get; init; } = "";
}

/// <summary>The dated records of dates that were filled in: storing one, and listing those of a task.</summary>
internal static class DateRecords
{
    public static void Map(IEndpointRouteBuilder dates) => dates
        .MapGet("/", ListAsync)
        .WithName("ListDates")
        .WithSummary("List the dates that were filled in on a task")
        .WithDescription("Oldest first: dates entered directly and days of events, each with what it rests on.")
        .WithQuery(TaskRecords.Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.ReadTasks);

    /// <summary>Stores the record with history and event, in the transaction of the act.</summary>
    public static async Task<DateRecord> StoreDateAsync(
        this Transaction transaction, Caller caller, PolicyTask task, DateOnly? deadlineBefore, string basis, string? reason, DateTimeOffset now)
    {
        var id = await transaction.QuerySingleAsync<long>(Insert, new
        {
            caller.DistrictId,
            TaskId = task.Id,
            task.EventOn,
            task.Deadline,
            DeadlineBefore = deadlineBefore,
            Provisional = task.DeadlineProvisional ? 1 : 0,
            Basis = basis,
            Reason = reason,
            Now = now,
            By = caller.Name,
        });
        await transaction.RecordAsync(caller, "task", task.Id, task.EventOn is null ? "date_set" : "event_entered", now, reason ?? basis, new Change("deadline", deadlineBefore, task.Deadline));
        await transaction.PublishAsync(caller.DistrictId, new DateSet(task.Id), now);
        return (await transaction.QuerySingleAsync<Row>(SelectOne, new { caller.DistrictId, TaskId = task.Id, Id = id })).ToRecord();
    }

    private static async Task<Results<Ok<Page<DateRecord>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!TaskRecords.Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (!await session.MaySeeAsync(caller, taskId))
            return Problems.NotFound("task");

        var rows = await session.QueryAsync<Row>(SelectPage, new { caller.DistrictId, TaskId = taskId, AfterId = page.After?.Id ?? 0, page.Fetch });
        DateRecord[] records = [.. rows.Select(row => row.ToRecord())];
        return TypedResults.Ok(records.ToPage(page, http, record => ("", record.Id)));
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public DateOnly? EventOn { get; init; }

        public DateOnly Deadline { get; init; }

        public DateOnly? DeadlineBefore { get; init; }

        public int Provisional { get; init; }

        public string Basis { get; init; } = "";

        public string? Reason { get; init; }

        public DateTimeOffset SetAt { get; init; }

        public string SetBy { get; init; } = "";

        public DateRecord ToRecord() => new()
        {
            Id = Id,
            TaskId = TaskId,
            EventOn = EventOn,
            Deadline = Deadline,
            DeadlineBefore = DeadlineBefore,
            Provisional = Provisional != 0,
            Basis = Basis,
            Reason = Reason,
            SetAt = SetAt,
            SetBy = SetBy,
        };
    }

    private const string Insert = """
        insert into task_dates (district_id, task_id, event_on, deadline, deadline_before, provisional, basis, reason, set_at, set_by)
        values (@DistrictId, @TaskId, @EventOn, @Deadline, @DeadlineBefore, @Provisional, @Basis, @Reason, @Now, @By)
        returning id
        """;

    private const string SelectOne = """
        select id, task_id, event_on, deadline, deadline_before, provisional, basis, reason, set_at, set_by
          from task_dates
         where district_id = @DistrictId and task_id = @TaskId and id = @Id
        """;

    private const string SelectPage = """
        select id, task_id, event_on, deadline, deadline_before, provisional, basis, reason, set_at, set_by
          from task_dates
         where district_id = @DistrictId and task_id = @TaskId and id > @AfterId
         order by id
         limit @Fetch
        """;
}

/// <summary>Announced once a task without a date got one, or another one.</summary>
internal sealed record DateSet(long TaskId) : IEvent
{
    public static string Type => "date_set";
}
