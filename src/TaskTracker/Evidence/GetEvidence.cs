using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;
using TaskTracker.Progress;
using TaskTracker.Tasks;

namespace TaskTracker.Evidence;

/// <summary>A file of evidence, without what is in it.</summary>
internal sealed record EvidenceView
{
    public long Id { get; init; }

    public long ReportId { get; init; }

    /// <summary>The name under which it is handed out; its ending fits what is in it.</summary>
    public string FileName { get; init; } = "";

    /// <summary>What is in it, as found out.</summary>
    public string MediaType { get; init; } = "";

    public long Bytes { get; init; }

    /// <summary>The digest of its bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; init; } = "";

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>The key that added it.</summary>
    public string AddedBy { get; init; } = "";
}

/// <summary>The files of evidence of a report, and one of them to download, for whoever may see the task.</summary>
internal static class GetEvidence
{
    public static void Map(IEndpointRouteBuilder evidence)
    {
        evidence.MapGet("/", ListAsync)
            .WithName("ListEvidence")
            .WithSummary("List the evidence of a progress report")
            .WithQuery(TaskRecords.Query)
            .ProducesProblems(400, 404)
            .RequireAuthorization(Policies.ReadTasks);
        evidence.MapGet("/{evidenceId:long}", HandleAsync)
            .WithName(nameof(GetEvidence))
            .WithSummary("Download a file of evidence")
            .WithDescription("Always as an attachment. The ETag is the digest of its bytes, so that a file read once is not sent again.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream")
            .WithMetadata(new AnswersWithFile(), new ContentPolicy(ContentPolicy.OfFiles))
            .ProducesProblems(404)
            .RequireAuthorization(Policies.ReadTasks);
    }

    private static Task<Results<Ok<Page<EvidenceView>>, ProblemHttpResult>> ListAsync(
        long taskId, long reportId, HttpContext http, Caller caller, Database database, CancellationToken cancellation) =>
        ReportRecords.ListAsync<EvidenceView>(http, taskId, reportId, caller, database, SelectPage, record => record.Id, cancellation);

    private static async Task<Results<PhysicalFileHttpResult, StatusCodeHttpResult, ProblemHttpResult>> HandleAsync(
        long taskId, long reportId, long evidenceId, HttpContext http, Caller caller, Database database, EvidenceFiles files, CancellationToken cancellation)
    {
        Row? row;
        await using (var session = await database.OpenAsync(cancellation))
        {
            row = await session.MaySeeReportAsync(caller, taskId, reportId)
                ? await session.QuerySingleOrDefaultAsync<Row>(SelectOne, new { caller.DistrictId, ReportId = reportId, Id = evidenceId })
                : null;
        }

        if (row is null)
            return Problems.NotFound("file of evidence");

        if (Preconditions.IsKnown(http, $"\"{row.Sha256}\""))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);

        return TypedResults.PhysicalFile(files.PathOf(row.StorageKey), row.MediaType, row.FileName);
    }

    private sealed record Row
    {
        public string FileName { get; init; } = "";

        public string MediaType { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public string StorageKey { get; init; } = "";
    }

    private const string SelectPage = """
        select id, report_id, file_name, media_type, bytes, sha256, added_at, added_by
          from evidence
         where district_id = @DistrictId and report_id = @ReportId and id > @AfterId
         order by id
         limit @Fetch
        """;

    private const string SelectOne = """
        select file_name, media_type, sha256, storage_key
          from evidence
         where district_id = @DistrictId and report_id = @ReportId and id = @Id
        """;
}
