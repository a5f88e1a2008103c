using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Tasks;

namespace TaskTracker.Progress;

/// <summary>What a report has said over time: nothing is erased by an amendment.</summary>
internal static class ListReportVersions
{
    public sealed record ReportVersion
    {
        /// <summary>1 is the first; the last is the report as it stands.</summary>
        public int Revision { get; init; }

        public int Percent { get; init; }

        public bool Nil { get; init; }

        public string Done { get; init; } = "";

        public string? GoodPractice { get; init; }

        public string? Problems { get; init; }

        public string? HelpNeeded { get; init; }

        public string? NextStep { get; init; }

        /// <summary>The partners' reports that it merged.</summary>
        public IReadOnlyList<MergedReport> Merges { get; init; } = [];

        public DateTimeOffset WrittenAt { get; init; }

        /// <summary>The key that wrote it.</summary>
        public string WrittenBy { get; init; } = "";
    }

    public static void Map(IEndpointRouteBuilder reports) => reports
        .MapGet("/{reportId:long}/versions", HandleAsync)
        .WithName(nameof(ListReportVersions))
        .WithSummary("List the versions of a progress report")
        .WithQuery(TaskRecords.Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.ReadTasks);

    private static Task<Results<Ok<Page<ReportVersion>>, ProblemHttpResult>> HandleAsync(
        long taskId, long reportId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        ReportRecords.ListAsync<ReportVersion>(
            http, taskId, reportId, caller, database, Select, record => record.Revision, cancellation,
            async (session, versions) =>
            {
                var merges = (await session.MergesOfAsync(caller.DistrictId, [reportId])).ToLookup(merge => merge.Revision, merge => merge.Merged);
                return [.. versions.Select(version => version with { Merges = [.. merges[version.Revision]] })];
            });

    private const string Select = """
        select v.revision, v.percent, v.nil, v.done, v.good_practice, v.problems, v.help_needed, v.next_step, v.written_at, v.written_by
          from (select revision, percent, nil, done, good_practice, problems, help_needed, next_step, written_at, written_by
                  from progress_report_versions
                 where district_id = @DistrictId and report_id = @ReportId and revision > @AfterId
                union all
                select revision, percent, nil, done, good_practice, problems, help_needed, next_step, coalesce(amended_at, reported_at),
                       coalesce(amended_by, reported_by)
                  from progress_reports
                 where district_id = @DistrictId and id = @ReportId and revision > @AfterId) v
         order by v.revision
         limit @Fetch
        """;
}
