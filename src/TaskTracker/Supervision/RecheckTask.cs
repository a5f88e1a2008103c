using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>回头看: the supervision office looks at a closed task again; what has not held is opened again.</summary>
internal static class RecheckTask
{
    public enum RecheckFinding
    {
        /// <summary>What was closed has held.</summary>
        Holds,

        /// <summary>It has not; the task is open again.</summary>
        Failed,
    }

    public sealed record Request
    {
        public required RecheckFinding Finding { get; init; }

        /// <summary>What was seen.</summary>
        public required string Report { get; init; }

        /// <summary>With a failed look-back: by when it is put right. Each lead unit is asked for a rectification; the deadline stays.</summary>
        public DateOnly? RectifyBy { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Report).NotEmpty().MaximumLength(4_000);
            RuleFor(request => request.RectifyBy).Null().When(request => request.Finding is RecheckFinding.Holds)
                .WithMessage("A date to put it right goes with a failed look-back.");
        }
    }

    public sealed record Recheck
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        /// <summary>The closing that was looked back at.</summary>
        public long? ClosureId { get; init; }

        /// <summary>holds or failed.</summary>
        public string Finding { get; init; } = "";

        public string Report { get; init; } = "";

        public DateOnly? RectifyBy { get; init; }

        public DateOnly CheckedOn { get; init; }

        public DateTimeOffset CheckedAt { get; init; }

        /// <summary>The key that recorded it.</summary>
        public string CheckedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder rechecks)
    {
        rechecks.MapPost("/", HandleAsync)
            .WithName(nameof(RecheckTask))
            .WithSummary("Look back at a closed task")
            .WithDescription("`failed` opens it again under its old deadline; the old closing stays, and that it was late.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        rechecks.MapGet("/", ListAsync)
            .WithName("ListRechecks")
            .WithSummary("List the look-backs at a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Recheck>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        var holds = request.Finding is RecheckFinding.Holds;
        var outcome = await act.DoAsync(taskId, task => task.Recheck(desk.Caller.Actor, holds, request.RectifyBy, desk.Today));
        if (outcome.IsRefused(out var problem, out var task))
            return problem;

        var id = await act.InsertAsync(Insert, new { Finding = EnumNames.Of(request.Finding), request.Report, request.RectifyBy });
        if (holds)
            await act.RecordAsync("recheck_held", request.Report);
        else
        {
            await act.LapseAppealsAsync();
            await act.TellAsync("reopened", request.Report, new TaskReopened(taskId) { Words = request.Report, Date = request.RectifyBy });
        }

        if (request.RectifyBy is { } date)
        {
            foreach (var lead in task.LeadParties)
                await act.InsertDemandAsync(DemandKind.Rectification, new Demand { UnitId = lead.UnitId, AnswerBy = date }, request.Report, recheckId: id);
        }

        return await act.CreatedAsync<Recheck>(Select("id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Recheck>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Recheck>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into rechecks (district_id, task_id, closure_id, finding, report, rectify_by, checked_on, checked_at, checked_by)
        values (@DistrictId, @TaskId, (select max(id) from closures where district_id = @DistrictId and task_id = @TaskId and goes_on = 0),
               @Finding, @Report, @RectifyBy, @Today, @Now, @By)
        returning id
        """;

    private static string Select(string which) => $"""
        select id, task_id, closure_id, finding, report, rectify_by, checked_on, checked_at, checked_by
          from rechecks
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}
