using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Calendars;
using TaskTracker.Core.Deadlines;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Timing;

/// <summary>The office enters the day of the event from which a task's limit runs ("印发之日起30日内"), or corrects it.</summary>
internal static class EnterEvent
{
    public sealed record Request
    {
        /// <summary>The day of the event; it is not counted.</summary>
        public required DateOnly EventOn { get; init; }

        /// <summary>The document or message that shows it.</summary>
        public required string Basis { get; init; }

        /// <summary>Needed to correct a day that was entered before.</summary>
        public string? Reason { get; init; }

        /// <summary>The limit, where the words of the task were not read as one.</summary>
        public RelativeLimit? Limit { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Basis).NotEmpty().MaximumLength(500);
            RuleFor(request => request.Reason).MaximumLength(2_000);
            RuleFor(request => request.Limit!).SetValidator(new CreateTask.RelativeLimitValidator()).When(request => request.Limit is not null);
        }
    }

    public static void Map(IEndpointRouteBuilder events) => events
        .MapPost("/", HandleAsync)
        .WithName(nameof(EnterEvent))
        .WithSummary("Enter the day of the event that a limit runs from")
        .WithDescription("""
            Reckons the deadline with the calendar in force; `provisional` says that it hangs on working days that are not announced yet, and
            it is then reckoned again when they are. A corrected day makes a new version of the deadline.
            """)
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Created<DateRecord>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var calendar = await transaction.CalendarInForceAsync();
        DateOnly? before = null;
        var act = await transaction.ActAsync(caller, taskId, now, task =>
        {
            before = task.Deadline;
            return task.EnterEvent(caller.Actor, request.EventOn, request.Limit, calendar);
        });
        if (act.IsRefused(out var problem, out var task))
            return problem;

        if (task.DatesSet > 1 && string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid("reason", "A day that was entered before is corrected with a reason.");

        var record = await transaction.StoreDateAsync(caller, task, before, request.Basis, request.Reason, now);
        await transaction.CommitAsync();
        return TypedResults.Created($"/api/v1/tasks/{taskId}/dates", record);
    }
}
