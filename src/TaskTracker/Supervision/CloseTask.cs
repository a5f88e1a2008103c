using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Tasks;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Supervision;

/// <summary>The supervision office closes a task by its own decision (销账), and how tasks were closed.</summary>
internal static class CloseTask
{
    public sealed record Request
    {
        public required TaskOutcome Outcome { get; init; }

        /// <summary>Needed for <c>completed</c> (why without a completion request), <c>not_completed</c> and <c>cancelled</c>.</summary>
        public string? Reason { get; init; }

        /// <summary>Needed for <c>not_completed</c>.</summary>
        public NonCompletionCause? Cause { get; init; }

        /// <summary>With <c>not_completed</c>: what an exemption from blame rests on.</summary>
        public string? ExemptionBasis { get; init; }

        /// <summary>For <c>superseded</c>: the task that takes its place.</summary>
        public long? SupersededByTaskId { get; init; }

        /// <summary>For <c>superseded</c>: the document that takes its place.</summary>
        public string? SupersededByDocument { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.ExemptionBasis).MaximumLength(2_000);
            RuleFor(request => request.SupersededByDocument).MaximumLength(500);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Outcome is not TaskOutcome.Superseded)
                .WithMessage("A task is closed with a reason.");
            RuleFor(request => request.Cause).NotNull().When(IsNotCompleted).WithMessage("A task that was not completed is closed with its cause.");
            RuleFor(request => request.Cause).Null().Unless(IsNotCompleted).WithMessage("A cause goes with not_completed.");
            RuleFor(request => request.ExemptionBasis).Null().Unless(IsNotCompleted).WithMessage("An exemption goes with not_completed.");
            RuleFor(request => request.SupersededByDocument).NotEmpty()
                .When(request => request.Outcome is TaskOutcome.Superseded && request.SupersededByTaskId is null)
                .WithMessage("Say which task or document takes its place.");
            RuleFor(request => request.SupersededByDocument).Null().When(request => request.Outcome is not TaskOutcome.Superseded)
                .WithMessage("What takes its place goes with superseded.");
            RuleFor(request => request.SupersededByTaskId).Null().When(request => request.Outcome is not TaskOutcome.Superseded)
                .WithMessage("What takes its place goes with superseded.");
        }

        private static bool IsNotCompleted(Request request) => request.Outcome is TaskOutcome.NotCompleted;
    }

    public sealed record Closure
    {
        public long Id { get; init; }

        public long TaskId { get; init; }

        /// <summary>completed, not_completed, superseded, cancelled.</summary>
        public string Outcome { get; init; } = "";

        /// <summary>Only the dated part was closed; the task goes on without a date.</summary>
        public bool GoesOn { get; init; }

        /// <summary>slack_work, inefficiency, absent_duty, force_majeure, external_conditions.</summary>
        public string? Cause { get; init; }

        public string? Reason { get; init; }

        public string? ExemptionBasis { get; init; }

        public long? SupersededByTaskId { get; init; }

        public string? SupersededByDocument { get; init; }

        /// <summary>The review that led to it.</summary>
        public long? ReviewId { get; init; }

        /// <summary>The request to stop that led to it.</summary>
        public long? ChangeRequestId { get; init; }

        /// <summary>The last day on which it was on time, as it stood.</summary>
        public DateOnly? DueOn { get; init; }

        /// <summary>The day on which the work was done, where it was.</summary>
        public DateOnly? CompletedOn { get; init; }

        /// <summary>Days from the last day until it was done, or else until it was closed; 0 if on time.</summary>
        public int DaysLate { get; init; }

        /// <summary>The last day on which a lead appeals against it (复核); null where the task went on.</summary>
        public DateOnly? AppealBy { get; init; }

        public DateOnly ClosedOn { get; init; }

        public DateTimeOffset ClosedAt { get; init; }

        /// <summary>The key that closed it.</summary>
        public string ClosedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder closures)
    {
        closures.MapPost("/", HandleAsync)
            .WithName(nameof(CloseTask))
            .WithSummary("Close a task by the office's decision")
            .WithDescription("What still waits on the task lapses. A completion request is better ruled on with a review.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.Supervise);
        closures.MapGet("/", ListAsync)
            .WithName("ListClosures")
            .WithSummary("List the closings of a task")
            .WithDescription("More than one where a look-back opened it again, or where its dated part was closed before.")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<Closure>, ProblemHttpResult>> HandleAsync(long taskId, Request request, TaskDesk desk)
    {
        await using var act = await desk.BeginAsync();
        if (await act.TakeAsync(taskId) is not { } before)
            return Problems.NotFound("task");

        if (request.SupersededByTaskId is { } successor && (successor == taskId || !await act.Transaction.MaySeeAsync(desk.Caller, successor)))
            return Problems.Invalid("supersededByTaskId", "There is no such other task.");

        if (!before.Close(desk.Caller.Actor, request.Outcome, desk.Today, request.Reason).IsAccepted(out var after, out var refusal))
            return refusal.ToProblem();

        if (await act.KeepAsync(before, after) is { } problem)
            return problem;

        var id = await act.CloseAsync(desk, after, new ClosureNote(
            request.Outcome, request.Reason, request.Cause, request.ExemptionBasis, request.SupersededByTaskId, request.SupersededByDocument));
        return await act.CreatedAsync<Closure>(Select("id = @Id"), id);
    }

    private static Task<Results<Ok<Page<Closure>>, ProblemHttpResult>> ListAsync(
        long taskId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        TaskRecords.ListAsync<Closure>(http, taskId, caller, database, Select("id > @AfterId"), record => record.Id, cancellation);

    private static string Select(string which) => $"""
        select id, task_id, outcome, goes_on, cause, reason, exemption_basis, superseded_by_task_id, superseded_by_document, review_id,
               change_request_id, due_on, completed_on, days_late, appeal_by, closed_on, closed_at, closed_by
          from closures
         where district_id = @DistrictId and task_id = @TaskId and {which}
         order by id
         limit @Fetch
        """;
}
