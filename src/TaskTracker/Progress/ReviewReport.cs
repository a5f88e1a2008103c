using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core.Calendar;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>The collecting unit or the office accepts a report or returns it; for a partner's report the lead may too.</summary>
internal static class ReviewReport
{
    public enum ReportDecision
    {
        Accept,
        Return,
    }

    public sealed record Request
    {
        public required ReportDecision Decision { get; init; }

        /// <summary>The revision that was read, so that nobody accepts words that were changed meanwhile.</summary>
        public required int Revision { get; init; }

        /// <summary>Needed to return.</summary>
        public string? Reason { get; init; }
    }

    public sealed class Validator : AbstractValidator<Request>
    {
        public Validator()
        {
            RuleFor(request => request.Revision).GreaterThanOrEqualTo(1);
            RuleFor(request => request.Reason).MaximumLength(4_000);
            RuleFor(request => request.Reason).NotEmpty().When(request => request.Decision is ReportDecision.Return)
                .WithMessage("A report is returned with a reason.");
        }
    }

    public sealed record ReportReview
    {
        public long Id { get; init; }

        public long ReportId { get; init; }

        public int Revision { get; init; }

        /// <summary>accept or return.</summary>
        public string Decision { get; init; } = "";

        public string? Reason { get; init; }

        public DateTimeOffset ReviewedAt { get; init; }

        /// <summary>The key that ruled.</summary>
        public string ReviewedBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder reports)
    {
        reports.MapPost("/{reportId:long}/reviews", HandleAsync)
            .WithName(nameof(ReviewReport))
            .WithSummary("Rule on a progress report")
            .WithDescription(
                "`accept` closes it to amendments; `return` sends it back with a reason, and its obligation is open again. For the list's collecting unit "
                + "and the office; for a partner's report also a lead. Nobody rules on its own report.")
            .WithValidation<Request, Validator>()
            .ProducesProblems(404, 409)
            .RequireAuthorization(Policies.ActOnTasks);
        reports.MapGet("/{reportId:long}/reviews", ListAsync)
            .WithName("ListReportReviews")
            .WithSummary("List the rulings on a progress report")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static async Task<Results<Created<ReportReview>, ProblemHttpResult>> HandleAsync(
        long taskId, long reportId, Request request, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        if (!await transaction.MaySeeAsync(caller, taskId) || await transaction.FindReportAsync(caller.DistrictId, taskId, reportId) is not { } report)
            return Problems.NotFound("progress report");

        var act = await transaction.ActAsync(caller, taskId, now, task => task.RuleOnReport(caller.Actor, report.ToFiled(), request.Revision));
        if (act.IsRefused(out var problem, out var task))
            return problem;

        var accepted = request.Decision is ReportDecision.Accept;
        await transaction.ExecuteAsync(SetStatus, new { caller.DistrictId, ReportId = reportId, Status = accepted ? "accepted" : "returned" });
        if (!accepted)
            await transaction.ReopenAsync(caller.DistrictId, task, reportId, BeijingTime.DateOf(now));

        var review = await transaction.QuerySingleAsync<ReportReview>(Insert, new
        {
            caller.DistrictId,
            ReportId = reportId,
            report.Revision,
            Decision = EnumNames.Of(request.Decision),
            request.Reason,
            ReviewedAt = now,
            ReviewedBy = caller.Name,
        });
        await transaction.RecordAsync(caller, "task", taskId, accepted ? "report_accepted" : "report_returned", now, request.Reason, new Change("report", null, reportId));
        if (accepted)
            await transaction.PublishAsync(caller.DistrictId, new ReportAccepted(taskId, reportId), now);
        else
            await transaction.PublishAsync(caller.DistrictId, new ReportReturned(taskId, reportId, report.UnitId, report.Period, request.Reason!), now);
        await transaction.CommitAsync();

        return TypedResults.Created($"/api/v1/tasks/{taskId}/progress-reports/{reportId}/reviews", review);
    }

    private static Task<Results<Ok<Page<ReportReview>>, ProblemHttpResult>> ListAsync(
        long taskId, long reportId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        ReportRecords.ListAsync<ReportReview>(http, taskId, reportId, caller, database, SelectPage, record => record.Id, cancellation);

    private const string SetStatus = """
        update progress_reports
           set status = @Status, version = version + 1
         where district_id = @DistrictId and id = @ReportId
        """;

    private const string Insert = """
        insert into report_reviews (district_id, report_id, revision, decision, reason, reviewed_at, reviewed_by)
        values (@DistrictId, @ReportId, @Revision, @Decision, @Reason, @ReviewedAt, @ReviewedBy)
        returning id, report_id, revision, decision, reason, reviewed_at, reviewed_by
        """;

    private const string SelectPage = """
        select id, report_id, revision, decision, reason, reviewed_at, reviewed_by
          from report_reviews
         where district_id = @DistrictId and report_id = @ReportId and id > @AfterId
         order by id
         limit @Fetch
        """;
}

/// <summary>Announced once a report was accepted.</summary>
internal sealed record ReportAccepted(long TaskId, long ReportId) : IEvent
{
    public static string Type => "report_accepted";
}

/// <summary>Announced once a report was returned.</summary>
internal sealed record ReportReturned(long TaskId, long ReportId, long UnitId, string? Period, string Reason) : IEvent
{
    public static string Type => "report_returned";
}
