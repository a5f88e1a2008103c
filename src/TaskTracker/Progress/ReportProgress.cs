using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>A lead unit reports how far a task has come.</summary>
internal static class ReportProgress
{
    public sealed record Request
    {
        /// <summary>How far the work has come, 0 to 100.</summary>
        public required int Percent { get; init; }

        /// <summary>What was done.</summary>
        public required string Done { get; init; }

        /// <summary>The period that it speaks of, e.g. 2018-Q3 or 2018-09.</summary>
        public string? Period { get; init; }

        public string? Problems { get; init; }

        /// <summary>What is asked of others or of above.</summary>
        public string? HelpNeeded { get; init; }

        public string? NextStep { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        private const int MaxText = 4_000;

        public Validator()
        {
            RuleFor(request => request.Percent).InclusiveBetween(0, 100);
            RuleFor(request => request.Done).NotEmpty().MaximumLength(MaxText);
            RuleFor(request => request.Period).MaximumLength(40);
            RuleFor(request => request.Problems).MaximumLength(MaxText);
            RuleFor(request => request.HelpNeeded).MaximumLength(MaxText);
            RuleFor(request => request.NextStep).MaximumLength(MaxText);
        }
    }

    public static void Map(IEndpointRouteBuilder reports) => reports
        .MapPost("/", HandleAsync)
        .WithName(nameof(ReportProgress))
        .WithSummary("Report progress on a task")
        .WithDescription("For its lead units: themselves, as members of a lead group, or as successors of a lead unit.")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.ActOnTasks);

    private static async Task<Results<CreatedAtRoute<ProgressReport>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var act = await transaction.ActAsync(caller, taskId, now, task => task.ReportProgress(caller.Actor, request.Percent));
        if (act.IsRefused(out var problem, out var reported))
            return problem;

        var reportId = await transaction.QuerySingleAsync<long>(Insert, new
        {
            caller.DistrictId,
            TaskId = taskId,
            caller.UnitId,
            request.Period,
            request.Percent,
            request.Done,
            request.Problems,
            request.HelpNeeded,
            request.NextStep,
            ReportedAt = now,
            ReportedBy = caller.Name,
        });
        await transaction.RecordAsync(caller, "task", taskId, "progress_reported", now, null, new Change("percent", null, reported.Percent));
        await transaction.PublishAsync(caller.DistrictId, new ProgressReported(taskId, reportId, reported.Percent), now);
        var report = await transaction.FindReportAsync(caller.DistrictId, taskId, reportId);
        await transaction.CommitAsync();

        return TypedResults.CreatedAtRoute(report!, nameof(GetProgressReport), new { taskId, reportId });
    }

    private const string Insert = """
        insert into progress_reports (district_id, task_id, unit_id, period, percent, done, problems, help_needed, next_step, reported_at, reported_by)
        values (@DistrictId, @TaskId, @UnitId, @Period, @Percent, @Done, @Problems, @HelpNeeded, @NextStep, @ReportedAt, @ReportedBy)
        returning id
        """;
}

/// <summary>Announced once a report is stored.</summary>
internal sealed record ProgressReported(long TaskId, long ReportId, int Percent) : IEvent
{
    public static string Type => "progress_reported";
}
