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

/// <summary>A unit amends its report until it is accepted; a returned one is handed in again by that. What it said before stays.</summary>
internal static class AmendReport
{
    private static readonly Checks TextChecks = new();

    /// <summary>The fields of a report that can be amended.</summary>
    public sealed record Patch
    {
        public int? Percent { get; init; }

        public string? Done { get; init; }

        public string? GoodPractice { get; init; }

        public string? Problems { get; init; }

        public string? HelpNeeded { get; init; }

        public string? NextStep { get; init; }

        /// <summary>The partners' reports that a lead's report merges; replaces all. What was accepted by being merged stays accepted.</summary>
        public IReadOnlyList<long>? Merges { get; init; }
    }

    public static void Map(IEndpointRouteBuilder reports) => reports
        .MapPatch("/{reportId:long}", HandleAsync)
        .WithName(nameof(AmendReport))
        .WithSummary("Amend a progress report")
        .WithDescription(
            "JSON Merge Patch; needs `If-Match`. For the unit that reported, until the report is accepted. A returned report is handed in again by its "
            + "amendment; if its day has passed by then, it is late. A percent makes a nil report a full one.")
        .Accepts<Patch>("application/merge-patch+json", "application/json")
        .ProducesProblems(400, 404, 409, 412, 413, 415, 428)
        .RequireAuthorization(Policies.ActOnTasks);

    private static async Task<Results<Ok<ProgressReport>, ProblemHttpResult>> HandleAsync(
        long taskId, long reportId, MergePatch<Patch> patch, HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (patch.IsEmpty)
            return Problems.Invalid("body", "Nothing to change was sent.");

        if (patch.RefusesNull(nameof(Patch.Percent), out var problem) || patch.RefusesNull(nameof(Patch.Done), out problem))
            return problem;

        await using var transaction = await database.BeginAsync(cancellation);
        var now = clock.Now();
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        if (!await transaction.MaySeeAsync(caller, taskId) || await transaction.FindReportAsync(caller.DistrictId, taskId, reportId) is not { } report)
            return Problems.NotFound("progress report");

        if (!Preconditions.IfMatchHolds(http, report.Version, out problem))
            return problem;

        var amended = Amended(report, patch);
        if (TextChecks.Validate(amended) is { IsValid: false } faults)
            return faults.ToProblem();

        var merges = patch.Has(nameof(Patch.Merges)) ? patch.Values.Merges ?? [] : [.. report.Merges.Select(merged => merged.ReportId)];
        if (merges.Count > ReportMerges.Most)
            return Problems.Invalid("merges", ReportMerges.TooMany);

        // The percent is the unit's newest word only if it has not reported since.
        var isNewest = await transaction.QuerySingleAsync<long>(SelectNewest, new { caller.DistrictId, TaskId = taskId, report.UnitId }) == reportId;
        var act = await transaction.ActAsync(
            caller, taskId, now, task => task.AmendReport(caller.Actor, report.ToFiled(), isNewest ? amended.Percent : null));
        if (act.IsRefused(out problem, out var task))
            return problem;

        if ((await transaction.MergeAsync(caller, task, report, report.Period, merges)).IsRefused(out problem, out var merging))
            return problem;

        if (report.ObligationId is { } owed && report.Status == EnumNames.Of(ReportStatus.Returned)
            && await transaction.QuerySingleAsync<int>(CountOthers, new { caller.DistrictId, ObligationId = owed, ReportId = reportId }) > 0)
            return new Refusal("already-reported", "The report for this period is there; amend it.").ToProblem();

        await transaction.ExecuteAsync(KeepVersion, new { caller.DistrictId, ReportId = reportId });
        await transaction.ExecuteAsync(Update, new
        {
            caller.DistrictId,
            ReportId = reportId,
            Percent = amended.Percent ?? report.Percent,
            Nil = amended.Nil ? 1 : 0,
            Done = amended.Done ?? "",
            amended.GoodPractice,
            amended.Problems,
            amended.HelpNeeded,
            amended.NextStep,
            Now = now,
            By = caller.Name,
        });
        await transaction.SaveMergesAsync(caller, taskId, reportId, report.Revision + 1, merging, now);
        if (report.ObligationId is { } obligationId)
            await transaction.MeetAsync(caller.DistrictId, taskId, obligationId, reportId, BeijingTime.DateOf(now), caller.Name);
        if (report.Status == EnumNames.Of(ReportStatus.Returned))
            await transaction.MeetOnDuplicatesAsync(caller.DistrictId, task, caller.Units, report.Period, reportId, BeijingTime.DateOf(now), caller.Name);

        await transaction.RecordAsync(caller, "task", taskId, "report_amended", now, null, [.. ChangesOf(report, amended), .. merging.Changes]);
        await transaction.PublishAsync(caller.DistrictId, new ReportAmended(taskId, reportId), now);
        var view = await transaction.FindReportAsync(caller.DistrictId, taskId, reportId);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return TypedResults.Ok(view);
    }

    private static Text Amended(ProgressReport report, MergePatch<Patch> patch)
    {
        var sent = patch.Values;
        var percent = sent.Percent ?? (report.Nil ? null : report.Percent);
        return new Text
        {
            Percent = percent,
            Nil = percent is null,
            Done = sent.Done ?? report.Done,
            GoodPractice = patch.Has(nameof(Patch.GoodPractice)) ? sent.GoodPractice : report.GoodPractice,
            Problems = patch.Has(nameof(Patch.Problems)) ? sent.Problems : report.Problems,
            HelpNeeded = patch.Has(nameof(Patch.HelpNeeded)) ? sent.HelpNeeded : report.HelpNeeded,
            NextStep = patch.Has(nameof(Patch.NextStep)) ? sent.NextStep : report.NextStep,
        };
    }

    private static Change[] ChangesOf(ProgressReport report, Text amended) =>
    [
        new("revision", report.Revision, report.Revision + 1),
        .. amended.Percent is { } percent && percent != report.Percent ? [new Change("percent", report.Percent, percent)] : Array.Empty<Change>(),
    ];

    private sealed record Text : IReportText
    {
        public int? Percent { get; init; }

        public bool Nil { get; init; }

        public string? Done { get; init; }

        public string? GoodPractice { get; init; }

        public string? Problems { get; init; }

        public string? HelpNeeded { get; init; }

        public string? NextStep { get; init; }
    }

    private sealed class Checks : ReportTextValidator<Text>;

    private const string SelectNewest = """
        select max(id)
          from progress_reports
         where district_id = @DistrictId and task_id = @TaskId and unit_id = @UnitId and nil = 0
        """;

    private const string CountOthers = """
        select count(*)
          from progress_reports
         where district_id = @DistrictId and obligation_id = @ObligationId and id <> @ReportId and status <> 'returned'
        """;

    private const string KeepVersion = """
        insert into progress_report_versions (district_id, report_id, revision, percent, nil, done, good_practice, problems, help_needed, next_step,
               written_at, written_by)
        select district_id, id, revision, percent, nil, done, good_practice, problems, help_needed, next_step,
               coalesce(amended_at, reported_at), coalesce(amended_by, reported_by)
          from progress_reports
         where district_id = @DistrictId and id = @ReportId
        """;

    private const string Update = """
        update progress_reports
           set percent = @Percent, nil = @Nil, done = @Done, good_practice = @GoodPractice, problems = @Problems, help_needed = @HelpNeeded,
               next_step = @NextStep, amended_at = @Now, amended_by = @By, status = 'submitted', revision = revision + 1, version = version + 1
         where district_id = @DistrictId and id = @ReportId
        """;
}

/// <summary>Announced once a report was amended, and by that, if it had been returned, handed in again.</summary>
internal sealed record ReportAmended(long TaskId, long ReportId) : IEvent
{
    public static string Type => "report_amended";
}
