using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Reporting;
using TaskTracker.Outbox;
using TaskTracker.Platform;
using TaskTracker.Progress;
using TaskTracker.Tasks;

namespace TaskTracker.Evidence;

/// <summary>A unit adds a file to its report (佐证材料; DEMANDS 14), until the report is accepted.</summary>
internal static class AddEvidence
{
    /// <summary>The form around the file.</summary>
    private const long Envelope = 64 * 1024;
    private const int MaxBoundary = 200;

    public static void Map(IEndpointRouteBuilder evidence) => evidence
        .MapPost("/", HandleAsync)
        .WithName(nameof(AddEvidence))
        .WithSummary("Add a file of evidence to a progress report")
        .WithDescription(
            $"As the form field `file`, at most 20 MiB and {EvidenceSettings.MaxFiles} files a report: {EvidenceType.Taken}. What it is, is told by what is "
            + "in it; an ending that does not fit gets the one that does. For the unit that reported, until the report is accepted.")
        .DisableAntiforgery()
        .WithMetadata(new MaxBody(EvidenceSettings.MaxBytes + Envelope))
        .Accepts<IFormFile>("multipart/form-data")
        .ProducesProblems(400, 404, 409, 413, 415, 422)
        .RequireAuthorization(Policies.ActOnTasks);

    private static async Task<Results<Created<EvidenceView>, ProblemHttpResult>> HandleAsync(
        long taskId, long reportId, HttpContext http, Caller caller, Database database, EvidenceFiles files, TimeProvider clock, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !http.Request.HasFormContentType
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MaxBoundary } boundary)
            return Problems.Of(415, "unsupported-media-type", "Send the file as multipart/form-data in the field `file`.");

        var now = clock.Now();
        var key = EvidenceFiles.NewKey();
        await using (var first = await database.OpenAsync(cancellation))
        {
            // Before a byte is kept: may this caller add to this report at all? Asked again when the file is there.
            if (!await first.MaySeeAsync(caller, taskId) || await first.FindReportAsync(caller.DistrictId, taskId, reportId) is not { } report)
                return Problems.NotFound("progress report");

            var task = await first.FindTaskAsync(caller.DistrictId, taskId);
            if (!task!.AmendReport(caller.Actor, report.ToFiled(), null).IsAccepted(out _, out var refusal))
                return refusal.ToProblem();

            await first.ExecuteAsync(Announce, new { caller.DistrictId, Key = key, Now = now });
        }

        if (await SectionAsync(http.Request, boundary, cancellation) is not { } section)
            return Problems.Invalid("file", "The form has no file in the field `file`.");

        var received = await files.ReceiveAsync(key, section.FileStream!, cancellation);
        if (received is null)
            return Problems.Of(413, "too-large", $"The file is larger than the {EvidenceSettings.MaxBytes:N0} bytes that are allowed.");

        var kept = false;
        try
        {
            if (received.Type is not { } known)
                return Problems.Of(422, "evidence-type", $"What is in this file is not taken as evidence; taken are {EvidenceType.Taken}.");

            await using var transaction = await database.BeginAsync(cancellation);
            var act = await transaction.ActOnReportAsync(caller, taskId, reportId, now);
            if (act is not null)
                return act;

            if (await transaction.QuerySingleAsync<int>(Count, new { caller.DistrictId, ReportId = reportId }) >= EvidenceSettings.MaxFiles)
                return new Refusal("too-many-files", $"A report takes at most {EvidenceSettings.MaxFiles} files.").ToProblem();

            var view = await transaction.QuerySingleAsync<EvidenceView>(Insert, new
            {
                caller.DistrictId,
                TaskId = taskId,
                ReportId = reportId,
                FileName = known.NameFor(section.FileName),
                known.MediaType,
                received.Bytes,
                received.Sha256,
                Key = key,
                Now = now,
                By = caller.Name,
            });
            await transaction.ExecuteAsync(Arrived, new { caller.DistrictId, Key = key });
            await transaction.RecordAsync(caller, "task", taskId, "evidence_added", now, null, new Change("evidence", null, view.FileName), new Change("sha256", null, view.Sha256));
            await transaction.PublishAsync(caller.DistrictId, new EvidenceAdded(taskId, reportId, view.Id), now);
            files.Keep(key);
            await transaction.CommitAsync();
            kept = true;
            return TypedResults.Created($"/api/v1/tasks/{taskId}/progress-reports/{reportId}/evidence/{view.Id}", view);
        }
        finally
        {
            if (!kept)
                files.Remove(key);
        }
    }

    private static async Task<FileMultipartSection?> SectionAsync(HttpRequest request, string boundary, CancellationToken cancellation)
    {
        var reader = new MultipartReader(boundary, request.Body);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellation) is { } section)
            {
                if (section.AsFileSection() is { FileStream: not null, Name: "file" } file)
                    return file;
            }

            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The form cannot be read: " + exception.Message);
        }
    }

    /// <summary>Takes the report's turn and asks the rule again; null if the file may be added.</summary>
    private static async Task<ProblemHttpResult?> ActOnReportAsync(this Transaction transaction, Caller caller, long taskId, long reportId, DateTimeOffset now)
    {
        await transaction.LockTaskAsync(caller.DistrictId, taskId);
        var report = await transaction.FindReportAsync(caller.DistrictId, taskId, reportId);
        var act = await transaction.ActAsync(caller, taskId, now, task => task.AmendReport(caller.Actor, report!.ToFiled(), null));
        return act.IsRefused(out var problem, out _) ? problem : null;
    }

    private sealed record MaxBody(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;

    private const string Announce = "insert into evidence_uploads (district_id, storage_key, started_at) values (@DistrictId, @Key, @Now)";

    private const string Arrived = "delete from evidence_uploads where district_id = @DistrictId and storage_key = @Key";

    private const string Count = "select count(*) from evidence where district_id = @DistrictId and report_id = @ReportId";

    private const string Insert = """
        insert into evidence (district_id, task_id, report_id, file_name, media_type, bytes, sha256, storage_key, added_at, added_by)
        values (@DistrictId, @TaskId, @ReportId, @FileName, @MediaType, @Bytes, @Sha256, @Key, @Now, @By)
        returning id, report_id, file_name, media_type, bytes, sha256, added_at, added_by
        """;
}

/// <summary>Announced once a file was added to a report.</summary>
internal sealed record EvidenceAdded(long TaskId, long ReportId, long EvidenceId) : IEvent
{
    public static string Type => "evidence_added";
}
