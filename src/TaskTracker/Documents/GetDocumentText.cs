using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>Lines of the uploaded file as they were printed, to lay beside what was read from them.</summary>
internal static partial class GetDocumentText
{
    private const int MaxLines = 500;

    private static readonly QuerySpec Query = new QuerySpec()
        .Text("lines", $"First and last line, e.g. 120-124, or one line; at most {MaxLines}. Without it, the first {MaxLines}.");

    /// <summary>A stretch of the file.</summary>
    /// <param name="LineStart">The first line given, 1-based.</param>
    /// <param name="LineEnd">The last line given, inclusive.</param>
    /// <param name="TotalLines">How many lines the file has.</param>
    /// <param name="Lines">The lines, each with its number.</param>
    public sealed record Stretch(int LineStart, int LineEnd, int TotalLines, IReadOnlyList<TextLine> Lines);

    /// <summary>One line without its line end.</summary>
    public sealed record TextLine(int Line, string Text);

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapGet("/{documentId:long}/text", HandleAsync)
        .WithName(nameof(GetDocumentText))
        .WithSummary("Read lines of a document's text")
        .WithDescription("The source beside the record: items, findings and records say which lines they come from.")
        .WithQuery(Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Stretch>, ProblemHttpResult>> HandleAsync(
        long documentId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem))
            return problem;

        if (ReadRange(query.Text("lines")) is not var (first, last))
            return Refused($"Send a first and a last line, e.g. 120-124, not more than {MaxLines} lines.");

        await using var session = await database.OpenAsync(cancellation);
        var stored = await session.QuerySingleOrDefaultAsync<string>(Select, new { caller.DistrictId, DocumentId = documentId });
        if (stored is null)
            return Problems.NotFound("document");

        var source = SourceText.FromString(stored);
        if (first > source.LineCount)
            return Refused($"The document has {source.LineCount} lines.");

        last = Math.Min(last, source.LineCount);
        return TypedResults.Ok(new Stretch(
            first, last, source.LineCount,
            [.. Enumerable.Range(first, last - first + 1).Select(number => new TextLine(number, source.Line(number).ToString()))]));
    }

    /// <returns>Null if it is no stretch that can be given.</returns>
    private static (int First, int Last)? ReadRange(string? sent)
    {
        if (sent is null)
            return (1, MaxLines);

        var match = Range.Match(sent);
        if (!match.Success || !TryNumber(match.Groups[1], out var first))
            return null;

        var last = first;
        if (match.Groups[2].Success && !TryNumber(match.Groups[2], out last))
            return null;

        return first >= 1 && last >= first && last - first < MaxLines ? (first, last) : null;
    }

    private static bool TryNumber(Group digits, out int number) =>
        int.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static ProblemHttpResult Refused(string message) =>
        Problems.Invalid("invalid-parameter", new Dictionary<string, string[]> { ["lines"] = [message] });

    [GeneratedRegex(@"\A([0-9]+)(?:-([0-9]+))?\z")]
    private static partial Regex Range { get; }

    private const string Select = "select text from document_texts where district_id = @DistrictId and document_id = @DocumentId";
}
