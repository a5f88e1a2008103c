using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>The office hands in a gazette; it becomes a draft.</summary>
internal static class UploadDocument
{
    public const long MaxBytes = 20 * 1024 * 1024;

    /// <summary>The form around the file.</summary>
    private const long Envelope = 64 * 1024;

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapPost("/", HandleAsync)
        .WithName(nameof(UploadDocument))
        .WithSummary("Upload a gazette or document")
        .WithDescription("A UTF-8 text file of at most 20 MiB, as the form field `file`. The same bytes again answer 200 with the document that is there already.")
        .DisableAntiforgery()
        .WithMetadata(new MaxBody(MaxBytes + Envelope))
        .Accepts<IFormFile>("multipart/form-data")
        .Produces<DocumentView>(StatusCodes.Status200OK)
        .ProducesProblems(400, 413, 415, 422)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<CreatedAtRoute<DocumentView>, Ok<DocumentView>, ProblemHttpResult>> HandleAsync(
        HttpContext http, Caller caller, Database database, TimeProvider clock, CancellationToken cancellation)
    {
        if (!http.Request.HasFormContentType)
            return Problems.Of(415, "unsupported-media-type", "Send the file as multipart/form-data in the field `file`.");

        var form = await http.Request.ReadFormAsync(cancellation);
        if (form.Files.GetFile("file") is not { } file)
            return Problems.Invalid("file", "The form has no file in the field `file`.");

        if (file.Length > MaxBytes)
            return Problems.Of(413, "too-large", $"The file has {file.Length:N0} bytes; at most {MaxBytes:N0} are allowed.");

        var bytes = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
            await stream.ReadExactlyAsync(bytes, cancellation);

        DocumentImport.Outcome read;
        await using (var session = await database.OpenAsync(cancellation))
            read = await DocumentImport.ReadAsync(session, Path.GetFileName(file.FileName), bytes, caller.DistrictId, mayDiffer: false, cancellation);
        if (read.Draft is null)
            return Problems.Of(422, read.Code, read.Reason);

        await using var transaction = await database.BeginAsync(cancellation);
        var (documentId, isNew) = await transaction.StoreAsync(caller.DistrictId, caller.Name, read.Draft, read.Text, clock.Now());
        var view = await transaction.ViewDocumentAsync(caller.DistrictId, documentId);
        await transaction.CommitAsync();

        http.Response.Headers.ETag = view!.Etag;
        return isNew
            ? TypedResults.CreatedAtRoute(view, nameof(GetDocument), new { documentId })
            : TypedResults.Ok(view with { AlreadyImported = true });
    }

    private sealed record MaxBody(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
