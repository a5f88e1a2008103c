using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The unit addressed answers an order (督办单反馈) or reports that something is put right (整改报告); the answers so far.</summary>
internal static class AnswerDemand
{
    public sealed record Request
    {
        /// <summary>What was done.</summary>
        public required string Answer { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Answer).NotEmpty().MaximumLength(4_000);
    }

    public static void MapOrders(IEndpointRouteBuilder orders)
    {
        orders.MapPost("/{orderId:long}/answers", (long orderId, Request request, TaskDesk desk) => HandleAsync(DemandKind.Order, orderId, request, desk))
            .WithName("AnswerOrder")
            .WithSummary("Answer a supervision order")
            .WithDescription("For the unit that it is addressed to, or its successor.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        orders.MapGet("/{orderId:long}/answers", (long orderId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
                ListAsync(DemandKind.Order, orderId, http, caller, database, cancellation))
            .WithName("ListOrderAnswers")
            .WithSummary("List the answers to a supervision order")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    public static void MapRectifications(IEndpointRouteBuilder rectifications)
    {
        rectifications.MapPost("/{rectificationId:long}/reports", (long rectificationId, Request request, TaskDesk desk) =>
                HandleAsync(DemandKind.Rectification, rectificationId, request, desk))
            .WithName("ReportRectification")
            .WithSummary("Report that something was put right")
            .WithDescription("For the unit of which it was demanded, or its successor.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        rectifications.MapGet(
                "/{rectificationId:long}/reports", (long rectificationId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
                ListAsync(DemandKind.Rectification, rectificationId, http, caller, database, cancellation))
            .WithName("ListRectificationReports")
            .WithSummary("List the reports on a rectification")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<DemandAnswer>, ProblemHttpResult>> HandleAsync(
        DemandKind kind, long demandId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeDemandAsync(kind, demandId) is not { } taken)
            return Problems.NotFound(EnumNames.Of(kind));

        if (!taken.Demand.Demand.Answer(taken.Task, desk.Caller.Actor, desk.Today).IsAccepted(out var answered, out var refusal))
            return refusal.ToProblem();

        await act.SaveDemandAsync(demandId, answered);
        var id = await act.InsertAsync(Insert, new { DemandId = demandId, request.Answer });
        await act.TellAsync(
            kind is DemandKind.Order ? "order_answered" : "rectification_reported", request.Answer,
            new DemandAnswered(act.TaskId) { Label = taken.Demand.Label, UnitId = desk.Caller.UnitId, Words = request.Answer });
        return await act.CreatedAsync<DemandAnswer>(Select("a.id = @Id"), id);
    }

    private static async Task<Results<Ok<Page<DemandAnswer>>, ProblemHttpResult>> ListAsync(
        DemandKind kind, long demandId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!TaskRecords.Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var task = await session.QuerySingleOrDefaultAsync<long?>(
            SelectTask, new { caller.DistrictId, DemandId = demandId, Kind = EnumNames.Of(kind) });
        if (task is not { } taskId || !await session.MaySeeAsync(caller, taskId))
            return Problems.NotFound(EnumNames.Of(kind));

        var answers = await session.QueryAsync<DemandAnswer>(
            Select("a.demand_id = @DemandId and a.id > @AfterId"),
            new { caller.DistrictId, DemandId = demandId, AfterId = page.After?.Id ?? 0, page.Fetch });
        return TypedResults.Ok(answers.ToArray().ToPage(page, http, answer => ("", answer.Id)));
    }

    private const string SelectTask = "select task_id from demands where district_id = @DistrictId and id = @DemandId and kind = @Kind";

    private const string Insert = """
        insert into demand_answers (district_id, demand_id, unit_id, words, answered_on, answered_at, answered_by)
        values (@DistrictId, @DemandId, @UnitId, @Answer, @Today, @Now, @By)
        returning id
        """;

    internal static string Select(string which) => $"""
        select a.id, d.task_id, a.unit_id, u.name as unit_name, a.words as answer, a.answered_on, a.answered_at, a.answered_by, a.decision,
               a.reason, a.new_date, a.decided_at, a.decided_by
          from demand_answers a
          join demands d on d.district_id = a.district_id and d.id = a.demand_id
          join units u on u.district_id = a.district_id and u.id = a.unit_id
         where a.district_id = @DistrictId and {which}
         order by a.id
         limit @Fetch
        """;
}
