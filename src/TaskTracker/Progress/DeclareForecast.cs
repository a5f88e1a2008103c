using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Reporting;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>A lead says ahead of time that its date is at risk or cannot be met (DEMANDS 17), or takes that back.</summary>
internal static class DeclareForecast
{
    public sealed record Request
    {
        public required Outlook Outlook { get; init; }

        /// <summary>Why.</summary>
        public required string Reason { get; init; }

        /// <summary>The day that is expected instead; needed where the date cannot be met, and not with on_track.</summary>
        public DateOnly? ExpectedOn { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.ExpectedOn).NotNull().When(request => request.Outlook is Outlook.CannotMeet)
                .WithMessage("Say which day is expected instead.");
            RuleFor(request => request.ExpectedOn).Null().When(request => request.Outlook is Outlook.OnTrack)
                .WithMessage("On track means the date in force; another day has no place.");
        }
    }

    public sealed record ForecastView
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public long UnitId { get; init; }

        public string UnitName { get; init; } = "";

        /// <summary>on_track, at_risk or cannot_meet.</summary>
        public string Outlook { get; init; } = "";

        public string Reason { get; init; } = "";

        public DateOnly? ExpectedOn { get; init; }

        /// <summary>The last day that was in force when it was declared.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>It is the task's last word on its date. A later forecast, another date, and the end of the task take its place.</summary>
        public bool InForce { get; init; }

        public DateTimeOffset DeclaredAt { get; init; }

        /// <summary>The key that declared it.</summary>
        public string DeclaredBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder forecasts)
    {
        forecasts.MapPost("/", HandleAsync)
            .WithName(nameof(DeclareForecast))
            .WithSummary("Warn that a task's date is at risk or cannot be met")
            .WithDescription("For its lead units. No deadline moves: that takes an extension. `on_track` takes a warning back.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        forecasts.MapGet("/", ListAsync)
            .WithName("ListForecasts")
            .WithSummary("List the forecasts on a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ForecastView>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var act = await transaction.ActAsync(caller, taskId, now, task =>
            task.DeclareForecast(caller.Actor, request.Outlook, request.Reason, request.ExpectedOn, BeijingTime.DateOf(now)));
        if (act.IsRefused(out var problem, out var task))
            return problem;

        var id = await transaction.QuerySingleAsync<long>(Insert, new
        {
            caller.DistrictId,
            TaskId = taskId,
            caller.UnitId,
            Outlook = EnumNames.Of(request.Outlook),
            request.Reason,
            request.ExpectedOn,
            DueOn = Lateness.DueOn(task.DeadlineKind, task.Deadline),
            DeclaredAt = now,
            DeclaredBy = caller.Name,
        });
        await transaction.RecordAsync(
            caller, "task", taskId, "forecast_declared", now, request.Reason,
            new Change("forecast", null, EnumNames.Of(request.Outlook)), new Change("expectedOn", null, request.ExpectedOn));
        await transaction.PublishAsync(
            caller.DistrictId, new ForecastDeclared(taskId, request.Outlook, caller.UnitId!.Value, request.Reason, request.ExpectedOn), now);
        var view = await transaction.QuerySingleAsync<ForecastView>(Select("f.id = @Id"), new { caller.DistrictId, TaskId = taskId, Id = id, Fetch = 1 });
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/tasks/{taskId}/forecasts", view);
    }

    private static Task<Results<Ok<Page<ForecastView>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<ForecastView>(http, taskId, caller, database, Select("f.id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into forecasts (district_id, task_id, unit_id, outlook, reason, expected_on, due_on, declared_at, declared_by)
        values (@DistrictId, @TaskId, @UnitId, @Outlook, @Reason, @ExpectedOn, @DueOn, @DeclaredAt, @DeclaredBy)
        returning id
        """;

    private static string Select(string which) => $"""
        select f.id, f.task_id, f.unit_id, u.name as unit_name, f.outlook, f.reason, f.expected_on, f.due_on, f.declared_at, f.declared_by,
               case when t.forecast is not null
                     and f.id = (select max(id) from forecasts where district_id = @DistrictId and task_id = @TaskId) then 1 else 0 end as in_force
          from forecasts f
          join tasks t on t.district_id = f.district_id and t.id = f.task_id
          join units u on u.district_id = f.district_id and u.id = f.unit_id
         where f.district_id = @DistrictId and f.task_id = @TaskId and {which}
         order by f.id
         limit @Fetch
        """;
}

/// <summary>Announced once a lead has warned, or taken a warning back.</summary>
internal sealed record ForecastDeclared(long TaskId, Outlook Outlook, long UnitId, string Reason, DateOnly? ExpectedOn) : IEvent
{
    public static string Type => "forecast_declared";
}
