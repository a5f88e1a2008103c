using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Calendars;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Rules;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>督办单: a numbered demand of a level of the district's ladder, to one unit on the task.</summary>
internal static class IssueOrder
{
    public sealed record Request
    {
        /// <summary>A level of the district's ladder; the next one only after the last one's date was missed.</summary>
        public required string Level { get; init; }

        /// <summary>What is asked for.</summary>
        public required string Demand { get; init; }

        /// <summary>The unit addressed, by id or name; absent, the only lead unit.</summary>
        public string? Unit { get; init; }

        /// <summary>The last day for the answer; absent, the working days of the level.</summary>
        public DateOnly? AnswerBy { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Level).NotEmpty().MaximumLength(40);
            RuleFor(request => request.Demand).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.Unit).MaximumLength(200);
        }
    }

    public static void Map(IEndpointRouteBuilder orders)
    {
        orders.MapPost("/", HandleAsync)
            .WithName(nameof(IssueOrder))
            .WithSummary("Issue a supervision order")
            .WithDescription("Numbered in the district and year. One at a time to a unit; a level above the first only where the last order's date was missed.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        orders.MapGet("/", ListAsync)
            .WithName("ListTaskOrders")
            .WithSummary("List the supervision orders on a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Order>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } task)
            return Problems.NotFound("task");

        var ladder = (await act.Transaction.RulesOfAsync(desk.Caller.DistrictId)).OrderLadder;
        if (ladder.FirstOrDefault(step => step.Level == request.Level) is not { } step)
            return Problems.Invalid("level", $"Allowed: {string.Join(", ", ladder.Select(known => known.Level))}.");

        var (addressed, unknown) = await act.AddressedAsync(desk, task, request.Unit);
        if (unknown is not null)
            return unknown;

        var reckoned = (await act.Transaction.CalendarInForceAsync()).AddWorkingDays(desk.Today, step.AnswerWorkingDays);
        if (!Demand.Make(ActKind.IssueOrder, task, desk.Caller.Actor, addressed, request.AnswerBy ?? reckoned.Value, desk.Today).IsAccepted(out var demand, out var refusal))
            return refusal.ToProblem();

        if (OrderLadder.RefusalOf(ladder, step.Level, await act.LastOrderAsync(addressed), desk.Today) is { } tooHigh)
            return tooHigh.ToProblem();

        var year = desk.Today.Year;
        var number = (int)await act.InsertAsync(TakeNumber, new { Year = year });
        demand = demand with { AnswerProvisional = request.AnswerBy is null && reckoned.IsProvisional };
        var id = await act.InsertDemandAsync(DemandKind.Order, demand, request.Demand, new OrderMark(year, number, step));
        await act.TellAsync("order_issued", request.Demand, new OrderIssued(taskId)
        {
            Label = $"{step.Name}〔{year}〕{number}号",
            UnitId = addressed,
            Words = request.Demand,
            Date = demand.AnswerBy,
        });
        return await act.CreatedAsync<Order>(Select("d.id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Order>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Order>(
            http, taskId, caller, database, Select("d.id > @AfterId"), record => record.Id, cancellation, BeijingTime.Today(clock));

    private const string TakeNumber = """
        insert into order_numbers (district_id, year, last)
        values (@DistrictId, @Year, 1)
            on conflict (district_id, year) do update set last = order_numbers.last + 1
        returning last
        """;

    private static string Select(string which) => $"""
        select {Order.Columns}
          from demands d
          join units u on u.district_id = d.district_id and u.id = d.unit_id
         where d.district_id = @DistrictId and d.task_id = @TaskId and d.kind = 'order' and {which}
         order by d.id
         limit @Fetch
        """;
}
