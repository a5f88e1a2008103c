using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>限期整改: something to be put right by a date of its own, reported by the unit and verified by the office.</summary>
internal static class DemandRectification
{
    public sealed record Request
    {
        /// <summary>What is to be put right.</summary>
        public required string Demand { get; init; }

        /// <summary>The last day for the report that it is put right.</summary>
        public required DateOnly RectifyBy { get; init; }

        /// <summary>The unit addressed, by id or name; absent, the only lead unit.</summary>
        public string? Unit { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Demand).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.Unit).MaximumLength(200);
        }
    }

    public static void Map(IEndpointRouteBuilder rectifications)
    {
        rectifications.MapPost("/", HandleAsync)
            .WithName(nameof(DemandRectification))
            .WithSummary("Demand a rectification")
            .WithDescription("Its date is its own and moves no deadline.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        rectifications.MapGet("/", ListAsync)
            .WithName("ListRectifications")
            .WithSummary("List the rectifications demanded on a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Rectification>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } task)
            return Problems.NotFound("task");

        var (addressed, unknown) = await act.AddressedAsync(desk, task, request.Unit);
        if (unknown is not null)
            return unknown;

        var decision = Demand.Make(ActKind.DemandRectification, task, desk.Caller.Actor, addressed, request.RectifyBy, desk.Today);
        if (!decision.IsAccepted(out var demand, out var refusal))
            return refusal.ToProblem();

        var id = await act.InsertDemandAsync(DemandKind.Rectification, demand, request.Demand);
        await act.TellAsync("rectification_demanded", request.Demand, new RectificationDemanded(taskId)
        {
            UnitId = addressed,
            Words = request.Demand,
            Date = request.RectifyBy,
        });
        return await act.CreatedAsync<Rectification>(Select("d.id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Rectification>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Rectification>(
            http, taskId, caller, database, Select("d.id > @AfterId"), record => record.Id, cancellation, BeijingTime.Today(clock));

    private static string Select(string which) => $"""
        select d.id, d.task_id, d.unit_id, u.name as unit_name, d.recheck_id, d.words as demand, d.answer_by as rectify_by, d.state,
               case when d.was_missed = 1 or (d.state = 'open' and d.answer_by < @Today) then 1 else 0 end as missed,
               d.answered_on as reported_on, d.lapsed_at, d.made_on as demanded_on, d.made_at as demanded_at, d.made_by as demanded_by
          from demands d
          join units u on u.district_id = d.district_id and u.id = d.unit_id
         where d.district_id = @DistrictId and d.task_id = @TaskId and d.kind = 'rectification' and {which}
         order by d.id
         limit @Fetch
        """;
}
