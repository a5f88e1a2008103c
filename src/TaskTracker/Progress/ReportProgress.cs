using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>A lead unit reports how far a task has come; a partner its part, where the list sends reports to the lead.</summary>
internal static class ReportProgress
{
    public sealed record Request : IReportText
    {
        /// <summary>How far the work has come, 0 to 100; a partner speaks of its own part. Absent in a nil report.</summary>
        public int? Percent { get; init; }

        /// <summary>A nil report (零报备): nothing to say for this period; only where the list asks for them.</summary>
        public bool Nil { get; init; }

        /// <summary>What was done; needed but in a nil report.</summary>
        public string? Done { get; init; }

        /// <summary>The obligation that it meets, from `GET /report-obligations`.</summary>
        public long? ObligationId { get; init; }

        /// <summary>The period that it speaks of, e.g. 2018-Q3 or 2018-09. One that is asked of the unit meets that obligation.</summary>
        public string? Period { get; init; }

        /// <summary>What others could learn from it (经验做法).</summary>
        public string? GoodPractice { get; init; }

        public string? Problems { get; init; }

        /// <summary>What is asked of others or of above.</summary>
        public string? HelpNeeded { get; init; }

        public string? NextStep { get; init; }

        /// <summary>For a lead: the partners' reports of the same task and period that it merges; nobody having ruled on them, it accepts them so.</summary>
        public IReadOnlyList<long> Merges { get; init; } = [];
    }

    public sealed class Validator : ReportTextValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Period).MaximumLength(40);
            RuleFor(request => request.Merges).NotNull().Must(merges => merges is null || merges.Count <= ReportMerges.Most).WithMessage(ReportMerges.TooMany);
        }
    }

    public static void Map(IEndpointRouteBuilder reports) => reports
        .MapPost("/", HandleAsync)
        .WithName(nameof(ReportProgress))
        .WithSummary("Report progress on a task")
        .WithDescription(
            "For its lead units: themselves, as members of a lead group, or as successors of a lead unit; for partners where the list's path is "
            + "`partner_to_lead`. With `obligationId`, or the `period` of an obligation of the unit, it meets that obligation, and those of the unit on duplicates of the task; after its day it is late for ever. A lead's report can merge its partners' (`merges`).")
        .WithValidation<Request, Validator>()
        .ProducesProblems(404, 409)
        .RequireAuthorization(Policies.ActOnTasks);

    private static async Task<Results<CreatedAtRoute<ProgressReport>, ProblemHttpResult>> HandleAsync(
        long taskId, Request request, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        var act = await transaction.ActAsync(caller, taskId, now, task => task.ReportProgress(caller.Actor, request.Nil ? null : request.Percent));
        if (act.IsRefused(out var problem, out var reported))
            return problem;

        var owed = await transaction.FindObligationAsync(caller, taskId, request);
        if (request.ObligationId is not null && owed is null)
            return Problems.Invalid("obligationId", "This unit owes no such report on this task.");

        if (owed is { MetOn: not null })
            return new Refusal("already-reported", "The report for this period is there; amend it.").ToProblem();

        if (owed is { ExcusedOn: not null })
            return new Refusal("not-asked", "This report is not asked for any more; report without it.").ToProblem();

        var period = owed?.Period ?? request.Period;
        if ((await transaction.MergeAsync(caller, reported, null, period, request.Merges)).IsRefused(out problem, out var merging))
            return problem;

        var reportId = await transaction.QuerySingleAsync<long>(Insert, new
        {
            caller.DistrictId,
            TaskId = taskId,
            UnitId = owed?.UnitId ?? caller.UnitId,
            Role = EnumNames.Of(caller.Actor.TakesPart(reported, ParticipationRole.Lead) ? ParticipationRole.Lead : ParticipationRole.Partner),
            ObligationId = owed?.Id,
            Period = period,
            Percent = caller.Actor.PartyOn(reported)?.Percent ?? reported.Percent,
            Nil = request.Nil ? 1 : 0,
            Done = request.Done ?? "",
            request.GoodPractice,
            request.Problems,
            request.HelpNeeded,
            request.NextStep,
            ReportedAt = now,
            ReportedBy = caller.Name,
        });
        await transaction.SaveMergesAsync(caller, taskId, reportId, 1, merging, now);
        if (owed is not null)
            await transaction.MeetAsync(caller.DistrictId, taskId, owed.Id, reportId, BeijingTime.DateOf(now), caller.Name);
        await transaction.MeetOnDuplicatesAsync(caller.DistrictId, reported, caller.Units, period, reportId, BeijingTime.DateOf(now), caller.Name);

        await transaction.RecordAsync(caller, "task", taskId, "progress_reported", now, null, [new Change("percent", null, reported.Percent), .. merging.Changes]);
        await transaction.PublishAsync(caller.DistrictId, new ProgressReported(taskId, reportId, reported.Percent), now);
        var report = await transaction.FindReportAsync(caller.DistrictId, taskId, reportId);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = report!.Etag;
        return TypedResults.CreatedAtRoute(report, nameof(GetProgressReport), new { taskId, reportId });
    }

    /// <summary>The obligation that the request names, by its id or by a period of the caller's own.</summary>
    private static Task<OwedReport?> FindObligationAsync(this Transaction transaction, Caller caller, long taskId, Request request) =>
        request.ObligationId is null && request.Period is null
            ? Task.FromResult<OwedReport?>(null)
            : transaction.QuerySingleOrDefaultAsync<OwedReport>(
                request.ObligationId is null ? SelectByPeriod : SelectById,
                new { caller.DistrictId, TaskId = taskId, caller.Units, Id = request.ObligationId, request.Period });

    private sealed record OwedReport
    {
        public long Id { get; init; }

        public long UnitId { get; init; }

        public string Period { get; init; } = "";

        public DateOnly? MetOn { get; init; }

        public DateOnly? ExcusedOn { get; init; }
    }

    private const string SelectById = """
        select id, unit_id, period, met_on, excused_on
          from report_obligations
         where district_id = @DistrictId and task_id = @TaskId and unit_id in @Units and id = @Id
        """;

    private const string SelectByPeriod = """
        select id, unit_id, period, met_on, excused_on
          from report_obligations
         where district_id = @DistrictId and task_id = @TaskId and unit_id in @Units and period = @Period and excused_on is null
         order by case when met_on is null then 1 else 2 end, id
         limit 1
        """;

    private const string Insert = """
        insert into progress_reports (district_id, task_id, unit_id, role, obligation_id, period, percent, nil, done, good_practice, problems,
               help_needed, next_step, reported_at, reported_by)
        values (@DistrictId, @TaskId, @UnitId, @Role, @ObligationId, @Period, @Percent, @Nil, @Done, @GoodPractice, @Problems, @HelpNeeded,
               @NextStep, @ReportedAt, @ReportedBy)
        returning id
        """;
}

/// <summary>Announced once a report is stored.</summary>
internal sealed record ProgressReported(long TaskId, long ReportId, int Percent) : IEvent
{
    public static string Type => "progress_reported";
}
