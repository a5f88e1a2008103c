using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Auth;
using TaskTracker.Core.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Documents;

/// <summary>What a reviewer must look at, worst first: the work list of a draft.</summary>
internal static class ListFindings
{
    private const string Blocking = "blocking";

    private static readonly QuerySpec Query = new QuerySpec()
        .Choice("severity", "Whether it keeps its item from becoming a record.", Blocking, "other")
        .Text("code", "Only findings with this code.")
        .Paged();

    /// <summary>A finding and where it stands.</summary>
    public sealed record FoundView
    {
        public required string Code { get; init; }

        public required string Message { get; init; }

        /// <summary>blocking or other.</summary>
        public required string Severity { get; init; }

        /// <summary>What it is a finding on: file, document, list or item.</summary>
        public required string Subject { get; init; }

        /// <summary>The document's number or title; null for a finding on the file.</summary>
        public string? Document { get; init; }

        /// <summary>The list's title; null for a finding on a document or the file.</summary>
        public string? ListTitle { get; init; }

        /// <summary>The item; null for a finding on a list, a document or the file.</summary>
        public long? ItemId { get; init; }

        public required int LineStart { get; init; }

        public required int LineEnd { get; init; }

        /// <summary>Whether the office let it pass.</summary>
        public required bool Waived { get; init; }
    }

    public static void Map(IEndpointRouteBuilder documents) => documents
        .MapGet("/{documentId:long}/findings", HandleAsync)
        .WithName(nameof(ListFindings))
        .WithSummary("List the findings of a draft")
        .WithDescription("Of the file, its documents, lists and items; blocking ones first, then in printed order. Items that are left out have none to work through.")
        .WithQuery(Query)
        .ProducesProblems(400, 404)
        .RequireAuthorization(Policies.Supervise);

    private static async Task<Results<Ok<Page<FoundView>>, ProblemHttpResult>> HandleAsync(
        long documentId, HttpContext http, Caller caller, Database database, CancellationToken cancellation)
    {
        if (!Query.TryRead(http.Request, out var query, out var problem) || !Paging.TryRead(query, "severity", out var page, out problem))
            return problem;

        await using var session = await database.OpenAsync(cancellation);
        if (await session.FindDocumentAsync(caller.DistrictId, documentId) is not { } document)
            return Problems.NotFound("document");

        var items = await session.ItemsOfAsync(caller.DistrictId, documentId);
        var waivers = await session.WaiversOfAsync(caller.DistrictId, documentId);
        var draft = await session.ReadDraftAsync(document);
        var (severity, code, after) = (query.Choice("severity"), query.Text("code"), page.After?.Id ?? 0);

        // Numbered before they are chosen: the filters may change between two pages, the place of a finding does not.
        (FoundView Found, long Place)[] rows =
        [
            .. Of(draft, items.ToLookup(item => (item.DocumentIndex, item.ListIndex)), waivers)
                .OrderBy(found => found.Severity == Blocking ? 0 : 1)
                .Select((found, index) => (Found: found, Place: index + 1L))
                .Where(row => row.Place > after && (severity is null || row.Found.Severity == severity) && (code is null || row.Found.Code == code))
                .Take(page.Fetch),
        ];
        var cut = rows.ToPage(page, http, row => (row.Place.ToString(CultureInfo.InvariantCulture), row.Place));
        return TypedResults.Ok(new Page<FoundView>([.. cut.Items.Select(row => row.Found)], cut.Next));
    }

    private static IEnumerable<FoundView> Of(Draft draft, ILookup<(int, int), StoredItem> items, ILookup<long, Waiver> waivers)
    {
        foreach (var finding in draft.Findings)
            yield return ViewOf(finding, "file");

        foreach (var (documentIndex, printed) in draft.Documents.Index())
        {
            var name = printed.Number ?? printed.Title;
            foreach (var finding in printed.Findings)
                yield return ViewOf(finding, "document") with { Document = name };

            foreach (var (listIndex, list) in printed.Lists.Index())
            {
                foreach (var finding in list.Findings)
                    yield return ViewOf(finding, "list") with { Document = name, ListTitle = list.Title };

                foreach (var item in items[(documentIndex, listIndex)].Where(item => item.Excluded is null))
                {
                    foreach (var finding in item.Read().Findings)
                    {
                        yield return ViewOf(finding, "item") with
                        {
                            Document = name,
                            ListTitle = list.Title,
                            ItemId = item.Id,
                            Waived = waivers[item.Id].Any(waiver => waiver.Code == finding.Code),
                        };
                    }
                }
            }
        }
    }

    private static FoundView ViewOf(Finding finding, string subject) => new()
    {
        Code = finding.Code,
        Message = finding.Message,
        Severity = finding.Blocking ? Blocking : "other",
        Subject = subject,
        LineStart = finding.LineStart,
        LineEnd = finding.LineEnd,
        Waived = false,
    };
}
