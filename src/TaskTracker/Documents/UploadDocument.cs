using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using TaskTracker.Auth;
using TaskTracker.Documents.Readers;
using TaskTracker.Platform;
using TaskTracker.Platform.OpenApi;

namespace TaskTracker.Documents;

/// <summary>The office hands in a gazette; it becomes a draft.</summary>
internal static class UploadDocument
{
    /// <summary>The form around the file.</summary>
    private const long Envelope = 64 * 1024;

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/", HandleAsync)
        .WithName(nameof(UploadDocument))
        .WithSummary("Upload a gazette or document")
        .WithDescription(
            "A text (UTF-8, UTF-16 or GB18030), Markdown, HTML, Word (.docx), Excel (.xlsx), CSV or PDF file, as the form field `file`; what it is, is found "
            + "out. At most 20 MiB unless the service is set otherwise. The form field `columns` says what the columns of a spreadsheet mean where their "
            + "headings do not, e.g. `任务=B,牵头=C,时限=D`. The same bytes again answer 200 with the document that is there already; with other columns "
            + "they are read again (`readAgain`), unless their draft has been edited or confirmed: then 409.")
        .DisableAntiforgery()
        .WithMetadata(new MaxBody(documents.ServiceProvider.GetRequiredService<ReadingLimits>().MaxBytes + Envelope))
        .Accepts<IFormFile>("multipart/form-data")
        .WithFormText("columns", "What the columns of a spreadsheet mean, as WORD=LETTER with commas between; told from their headings if left out.", "任务=B,牵头=C,时限=D")
        .Produces<DocumentView>(StatusCodes.Status200OK)
        .ProducesProblems(400, 409, 413, 415, 422)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<CreatedAtRoute<DocumentView>, Ok<DocumentView>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, ReadingLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        if (!http.Request.HasFormContentType)
            return Problems.Of(415, "unsupported-media-type", "Send the file as multipart/form-data in the field `file`.");

        var form = await http.Request.ReadFormAsync(cancellation);
        if (form.Files.GetFile("file") is not { } file)
            return Problems.Invalid("file", "The form has no file in the field `file`.");

        if (file.Length > limits.MaxBytes)
            return Problems.Of(413, "too-large", $"The file has {file.Length:N0} bytes; at most {limits.MaxBytes:N0} are allowed.");

        ColumnMapping? columns = null;
        if (form["columns"].ToString() is { Length: > 0 } given && !ColumnMapping.TryParse(given, out columns, out var wrong))
            return Problems.Invalid("columns", wrong);

        var bytes = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(bytes, cancellation);

        DocumentImport.Outcome read;
        await using (var session = await database.OpenAsync(cancellation))
            read = await DocumentImport.ReadAsync(
                session, limits, new DocumentImport.HandedIn(Path.GetFileName(file.FileName), bytes, columns), caller.DistrictId, mayDiffer: false, cancellation);
        if (read.Draft is null)
            return Problems.Of(read.Code == "too-large" ? 413 : 422, read.Code, read.Reason);

        await using var transaction = await database.BeginAsync(cancellation);
        var decision = await transaction.StoreAsync(caller.DistrictId, caller.Name, read.Draft, read.Text, clock.Now(), columns?.ToString());
        if (!decision.IsAccepted(out var stored, out var refusal))
            return refusal.ToProblem();

        var view = await transaction.ViewDocumentAsync(caller.DistrictId, stored.Id);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return stored.Fate is DraftFate.New
            ? TypedResults.CreatedAtRoute(view, nameof(GetDocument), new { documentId = stored.Id })
            : TypedResults.Ok(view with { AlreadyImported = true, ReadAgain = stored.Fate is DraftFate.ReadAgain });
    }

    private sealed record MaxBody(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
