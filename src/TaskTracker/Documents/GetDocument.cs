using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>An uploaded file and how far it has become records.</summary>
internal sealed record DocumentView
{
    public required long Id { get; init; }

    public required string Etag { get; init; }

    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required int Lines { get; init; }

    public required int Characters { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>True in the answer to an upload of bytes that were here already; nothing was made twice.</summary>
    public bool AlreadyImported { get; init; }

    /// <summary>True in the answer to an upload of bytes that were here already and were read again, with other columns.</summary>
    public bool ReadAgain { get; init; }

    /// <summary>What the columns of a spreadsheet were said to mean; null where it was told from their headings.</summary>
    public string? Columns { get; init; }

    /// <summary>Items in the draft.</summary>
    public required int Items { get; init; }

    /// <summary>Items that are records.</summary>
    public required int Confirmed { get; init; }

    /// <summary>The printed documents in it that have task lists.</summary>
    public required IReadOnlyList<PrintedDocument> Documents { get; init; }
}

/// <summary>A printed document with task lists.</summary>
internal sealed record PrintedDocument(string? Number, string Title, string? Issuer, DateOnly? SignedOn, IReadOnlyList<string> Lists);

/// <summary>The uploads of a district, and one of them.</summary>
internal static class GetDocument
{
    private static readonly QuerySpec Query = new QuerySpec().Paged();

    public static void Map(IEndpointRouteBuilder documents)
    {
        documents.MapGet("/", ListAsync)
            .WithName("ListDocuments")
            .WithSummary("List uploaded documents")
            .WithQuery(Query)
            .ProducesProblems(400)
            .RequireAuthorization(Policies.Supervise);
        documents.MapGet("/{documentId:long}", HandleAsync)
            .WithName(nameof(GetDocument))
            .WithSummary("Read an uploaded document")
            .ProducesProblems(404)
            .RequireAuthorization(Policies.Supervise);
    }

    public static async Task<DocumentView?> ViewDocumentAsync(this Session session, string districtId, long documentId)
    {
        var row = await session.QuerySingleOrDefaultAsync<Row>(
            Select("d.id = @DocumentId"), new { DistrictId = districtId, DocumentId = documentId, Fetch = 1 });
        return row is null ? null : ToView(row);
    }

    private static async Task<Results<Ok<Page<DocumentView>>, ProblemHttpResult>> ListAsync(
        HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "id", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        var rows = await session.QueryAsync<Row>(Select("d.id > @AfterId"), new { caller.DistrictId, AfterId = page.After?.Id ?? 0, page.Fetch });
        DocumentView[] views = [.. rows.Select(ToView)];
        return TypedResults.Ok(views.ToPage(page, http, view => ("", view.Id)));
    }

    private static async Task<Results<Ok<DocumentView>, ProblemHttpResult>> HandleAsync(
        long documentId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        await using var session = await database.OpenAsync(cancellation);
        if (await session.ViewDocumentAsync(caller.DistrictId, documentId) is not { } view)
            return Problems.NotFound("document");

        http.Response.Headers.ETag = view.Etag;
        return TypedResults.Ok(view);
    }

    private static DocumentView ToView(Row row) => new()
    {
        Id = row.Id,
        Etag = Preconditions.ETagOf(row.Version, row.Confirmed),
        FileName = row.FileName,
        Sha256 = row.Sha256,
        Lines = row.Lines,
        Characters = row.Characters,
        UploadedAt = row.UploadedAt,
        Columns = row.ColumnMapping,
        Items = row.Items,
        Confirmed = row.Confirmed,
        Documents = [.. row.ReadDraft().Documents.Where(printed => printed.Lists.Count > 0).Select(printed => new PrintedDocument(
            printed.Number, printed.Title, printed.Issuer, printed.SignedOn, [.. printed.Lists.Select(list => list.Title)]))],
    };

    private sealed record Row
    {
        public long Id { get; init; }

        public int Version { get; init; }

        public string FileName { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public int Lines { get; init; }

        public int Characters { get; init; }

        public string Draft { get; init; } = "";

        public string? ColumnMapping { get; init; }

        public DateTimeOffset UploadedAt { get; init; }

        public int Items { get; init; }

        public int Confirmed { get; init; }

        public Core.Documents.Draft ReadDraft() => Json.Read<Core.Documents.Draft>(Draft);
    }

    private static string Select(string which) => $"""
        select d.id, d.version, d.file_name, d.sha256, d.lines, d.characters, d.draft, d.column_mapping, d.uploaded_at,
               (select count(*) from draft_items i where i.district_id = d.district_id and i.document_id = d.id and i.removed = 0) as items,
               (select count(i.task_id) from draft_items i where i.district_id = d.district_id and i.document_id = d.id) as confirmed
          from documents d
         where d.district_id = @DistrictId and {which}
         order by d.id
         limit @Fetch
        """;
}
