using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Rules;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>复核申请: a lead appeals against how its task was closed.</summary>
internal static class AppealAgainstClosing
{
    public sealed record Request
    {
        /// <summary>What the appeal rests on.</summary>
        public required string Grounds { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Grounds).NotEmpty().MaximumLength(4_000);
    }

    public static void Map(IEndpointRouteBuilder appeals)
    {
        appeals.MapPost("/", HandleAsync)
            .WithName(nameof(AppealAgainstClosing))
            .WithSummary("Appeal against how a task was closed")
            .WithDescription("For its lead units, once each and closing, up to the closing's `appealBy`. The closing stands until somebody of the office who did not close it has ruled.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        appeals.MapGet("/", ListAsync)
            .WithName("ListAppealsOfTask")
            .WithSummary("List the appeals of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ClosingAppeal>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } task)
            return Problems.NotFound("task");

        var closing = await act.FindAsync<Closing>(SelectClosing) ?? new Closing();
        var rules = await act.Transaction.RulesOfAsync(desk.Caller.DistrictId);
        var decision = task.AppealAgainstClosing(
            desk.Caller.Actor, closing.AppealBy ?? closing.ClosedOn.AddDays(rules.AppealDays), closing.AppealId is not null, closing.ClosedBy,
            rules.AppealRulingDays, desk.Today);
        if (!decision.IsAccepted(out var appeal, out var refusal))
            return refusal.ToProblem();

        var id = await act.InsertAsync(Insert, new { ClosureId = closing.Id, request.Grounds, appeal.RuleBy, State = EnumNames.Of(appeal.State) });
        await act.TellAsync("appealed", request.Grounds, new AppealMade(taskId) { UnitId = desk.Caller.UnitId, Words = request.Grounds, Date = appeal.RuleBy });
        return await act.CreatedAsync<ClosingAppeal>(AppealRecords.Select("a.id = @Id"), id);
    }

    private static Task<Results<Ok<Page<ClosingAppeal>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, TaskDesk desk, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<ClosingAppeal>(
            http, taskId, desk.Caller, database, AppealRecords.Select("a.id > @AfterId"), record => record.Id, cancellation, desk.Today);

    /// <summary>The closing that stands, and the appeal of the unit against it.</summary>
    private sealed record Closing
    {
        public long Id { get; init; }

        public DateOnly? AppealBy { get; init; }

        public DateOnly ClosedOn { get; init; }

        public string ClosedBy { get; init; } = "";

        public long? AppealId { get; init; }
    }

    private const string SelectClosing = """
        select c.id, c.appeal_by, c.closed_on, c.closed_by, a.id as appeal_id
          from closures c
          left join appeals a on a.district_id = c.district_id and a.closure_id = c.id and a.unit_id = @UnitId
         where c.district_id = @DistrictId and c.task_id = @TaskId and c.goes_on = 0
         order by c.id desc
         limit 1
        """;

    private const string Insert = """
        insert into appeals (district_id, task_id, closure_id, unit_id, grounds, appealed_on, appealed_at, appealed_by, rule_by, state)
        values (@DistrictId, @TaskId, @ClosureId, @UnitId, @Grounds, @Today, @Now, @By, @RuleBy, @State)
        returning id
        """;
}
