using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>复核决定: somebody of the office who did not close the task upholds its closing, or revokes it.</summary>
internal static class RuleOnAppeal
{
    public enum AppealRuling
    {
        /// <summary>维持: the closing stands.</summary>
        Uphold,

        /// <summary>撤销: the task is open again, to be closed anew.</summary>
        Revoke,
    }

    public sealed record Request
    {
        public required AppealRuling Ruling { get; init; }

        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(4_000);
    }

    public static void Map(IEndpointRouteBuilder appeals) => appeals
        .MapPost("/{appealId:long}/ruling", HandleAsync)
        .WithName(nameof(RuleOnAppeal))
        .WithSummary("Rule on an appeal")
        .WithDescription("By another key of the office than the one that closed the task. `revoke` opens the task again under its old date; the closing stays in the history, other appeals against it lapse.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<ClosingAppeal>, ProblemHttpResult>> HandleAsync(long taskId, long appealId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } before || await act.FindAsync<Appealed>(SelectAppeal, new { AppealId = appealId }) is not { } appealed)
            return Problems.NotFound("appeal");

        var revoked = request.Ruling is AppealRuling.Revoke;
        var appeal = new Appeal { RuleBy = appealed.RuleBy, State = EnumNames.Parse<AppealState>(appealed.State), ConcludedBy = appealed.ClosedBy };
        if (!before.RuleOnAppeal(desk.Caller.Actor, appeal, revoked, desk.Caller.Name).IsAccepted(out var after, out var refusal))
            return refusal.ToProblem();

        if (await act.KeepAsync(before, after) is { } problem)
            return problem;

        await act.ExecuteAsync(Rule, new { AppealId = appealId, State = EnumNames.Of(revoked ? AppealState.Revoked : AppealState.Upheld), request.Reason });
        if (revoked)
        {
            await act.LapseAppealsAsync();
            await act.TellAsync("appeal_revoked", request.Reason, new AppealRevoked(taskId) { Words = request.Reason });
        }
        else
        {
            await act.TellAsync("appeal_upheld", request.Reason, new AppealUpheld(taskId) { UnitId = appealed.UnitId, Words = request.Reason });
        }

        return await act.CreatedAsync<ClosingAppeal>(AppealRecords.Select("a.id = @Id"), appealId);
    }

    private sealed record Appealed
    {
        public long UnitId { get; init; }

        public DateOnly RuleBy { get; init; }

        public string State { get; init; } = "";

        public string ClosedBy { get; init; } = "";
    }

    private const string SelectAppeal = """
        select a.unit_id, a.rule_by, a.state, c.closed_by
          from appeals a
          join closures c on c.district_id = a.district_id and c.id = a.closure_id
         where a.district_id = @DistrictId and a.task_id = @TaskId and a.id = @AppealId
        """;

    private const string Rule = """
        update appeals
           set state = @State, reason = @Reason, ruled_on = @Today, ruled_at = @Now, ruled_by = @By
         where district_id = @DistrictId and id = @AppealId
        """;
}
