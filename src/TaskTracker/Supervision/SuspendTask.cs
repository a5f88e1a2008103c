using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The supervision office lets the work on a task rest (中止) and takes it up again (恢复).</summary>
internal static class SuspendTask
{
    public sealed record Request
    {
        public required string Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(4_000);
    }

    public sealed record Resumption
    {
        public string? Reason { get; init; }

        /// <summary>The new last day, today or later; absent, the old one stays, and the days at rest after it do not count.</summary>
        public DateOnly? NewDate { get; init; }
    }

    public sealed class ResumptionValidator : AbstractValidator<Resumption>
    {
        public ResumptionValidator() => RuleFor(request => request.Reason).MaximumLength(4_000);
    }

    public sealed record Suspension
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        public string Reason { get; init; } = "";

        /// <summary>The request to stop that led to it.</summary>
        public long? ChangeRequestId { get; init; }

        public DateOnly SuspendedOn { get; init; }

        public DateTimeOffset SuspendedAt { get; init; }

        /// <summary>The key that suspended it.</summary>
        public string SuspendedBy { get; init; } = "";

        /// <summary>The first day on which work went on; null while it rests.</summary>
        public DateOnly? EndedOn { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        /// <summary>The key that took it up again, or closed it.</summary>
        public string? EndedBy { get; init; }

        public string? EndReason { get; init; }

        /// <summary>The new last day that was set with the end.</summary>
        public DateOnly? NewDate { get; init; }
    }

    public static void Map(IEndpointRouteBuilder task)
    {
        task.MapPost("/suspensions", SuspendAsync)
            .WithName(nameof(SuspendTask))
            .WithSummary("Suspend a task")
            .WithDescription("A task that is suspended is never overdue.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        task.MapGet("/suspensions", ListAsync)
            .WithName("ListSuspensions")
            .WithSummary("List the suspensions of a task")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
        task.MapPost("/resumptions", ResumeAsync)
            .WithName("ResumeTask")
            .WithSummary("Take a suspended task up again")
            .WithDescription("Answers with the suspension that it ends. Days at rest do not count as overdue.")
            .WithValidation<Resumption, ResumptionValidator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
    }

    public static Task<long> InsertSuspensionAsync(this ActUnderWay act, string reason, long? changeRequestId = null) =>
        act.InsertAsync(Insert, new { Reason = reason, ChangeRequestId = changeRequestId });

    private static async Task<Results<Created<Suspension>, ProblemHttpResult>> SuspendAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if ((await act.DoAsync(taskId, task => task.Suspend(desk.Caller.Actor, desk.Today))).IsRefused(out var problem, out _))
            return problem;

        var id = await act.InsertSuspensionAsync(request.Reason);
        await act.TellAsync("suspended", request.Reason, new TaskSuspended(taskId) { Words = request.Reason });
        return await act.CreatedAsync<Suspension>(Select("id = @Id"), id);
    }

    private static async Task<Results<Created<Suspension>, ProblemHttpResult>> ResumeAsync(long taskId, Resumption request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } before)
            return Problems.NotFound("task");

        if (!before.Resume(desk.Caller.Actor, request.NewDate, desk.Today).IsAccepted(out var after, out var refusal))
            return refusal.ToProblem();

        if (await act.KeepAsync(before, after) is { } problem)
            return problem;

        var id = await act.InsertAsync(End, new { request.Reason, request.NewDate });
        Change[] changes = before.Deadline == after.Deadline ? [] : [new Change("deadline", before.Deadline, after.Deadline)];
        await act.TellAsync("resumed", request.Reason, new TaskResumed(taskId) { Words = request.Reason, Date = after.DueOn }, changes);
        return await act.CreatedAsync<Suspension>(Select("id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Suspension>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Suspension>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    private const string Insert = """
        insert into suspensions (district_id, task_id, reason, change_request_id, suspended_on, suspended_at, suspended_by)
        values (@DistrictId, @TaskId, @Reason, @ChangeRequestId, @Today, @Now, @By)
        returning id
        """;

    private const string End = """
        update suspensions
           set ended_on = @Today, ended_at = @Now, ended_by = @By, end_reason = @Reason, new_date = @NewDate
         where district_id = @DistrictId and task_id = @TaskId and ended_on is null
        returning id
        """;

    private static string Select(string which) => $"""
        select id, task_id, reason, change_request_id, suspended_on, suspended_at, suspended_by, ended_on, ended_at, ended_by, end_reason, new_date
          from suspensions
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}
