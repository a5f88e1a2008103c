using System.CommandLine;
using System.Text.Json.Nodes;
using TaskTracker.Commands.Terminal;
using TaskTracker.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Commands.Drafts;

/// <summary>The verbs that only look: list, show, findings, lines, diff, edits.</summary>
internal static class DraftReading
{
    public static IEnumerable<Command> All() => [List(), Show(), Findings(), Lines(), Diff(), Edits()];

    private static Command List()
    {
        var verb = new DraftVerb("list", "List the imported documents and how far they have become records.");
        return verb.Does(async (parsed, useCases, cancellation) =>
        {
            var all = new JsonArray();
            foreach (var district in await useCases.DistrictsAsync(verb.District(parsed), cancellation))
            {
                var documents = await useCases.RunAllAsync(district, new UseCase("ListDocuments", null), cancellation);
                foreach (var document in documents["items"]!.AsArray())
                {
                    var own = document!.DeepClone();
                    own["district"] = district;
                    all.Add(own);
                }
            }

            Print(verb.AsJson(parsed), new JsonObject { ["items"] = all }, DraftTables.Documents);
            return CommandLine.Done;
        });
    }

    private static Command Show()
    {
        var verb = new DraftVerb("show", "Show a draft: its documents, lists and items, with the numbers that the other verbs take.");
        return verb.Does((parsed, useCases, cancellation) => LookAsync(
            verb, parsed, useCases, new UseCase(nameof(GetDraft), parsed.GetValue(verb.Document)), DraftTables.Draft, cancellation), verb.Document);
    }

    private static Command Findings()
    {
        var verb = new DraftVerb("findings", "List what must be looked at, worst first.");
        var severity = new Option<string?>("--severity") { Description = "Only findings that are blocking, or the other ones." };
        var code = new Option<string?>("--code") { Description = "Only findings with this code." };
        return verb.Does(
            (parsed, useCases, cancellation) => LookAsync(
                verb, parsed, useCases,
                new UseCase(nameof(ListFindings), parsed.GetValue(verb.Document))
                {
                    Query = new Dictionary<string, string?> { ["severity"] = parsed.GetValue(severity), ["code"] = parsed.GetValue(code) },
                    Words = new Dictionary<string, string> { ["severity"] = "--severity", ["code"] = "--code" },
                },
                DraftTables.Findings, cancellation, paged: true),
            verb.Document, severity, code);
    }

    private static Command Lines()
    {
        var verb = new DraftVerb("lines", "Show lines of the source as they were printed.");
        var lines = new Argument<string>("LINES") { Description = "First and last line, e.g. 120-124, or one line." };
        return verb.Does(
            (parsed, useCases, cancellation) => LookAsync(
                verb, parsed, useCases,
                new UseCase(nameof(GetDocumentText), parsed.GetValue(verb.Document))
                {
                    Query = new Dictionary<string, string?> { ["lines"] = parsed.GetValue(lines) },
                    Words = new Dictionary<string, string> { ["lines"] = "LINES" },
                },
                DraftTables.Lines, cancellation),
            verb.Document, lines);
    }

    private static Command Diff()
    {
        var verb = new DraftVerb("diff", "Compare a draft with what is tracked.");
        var change = new Option<string?>("--change") { Description = $"Only entries of these kinds: {string.Join(", ", EnumNames.All<GetDiff.DiffKind>())}; several with commas between." };
        return verb.Does(
            (parsed, useCases, cancellation) => LookAsync(
                verb, parsed, useCases,
                new UseCase(nameof(GetDiff), parsed.GetValue(verb.Document))
                {
                    Query = new Dictionary<string, string?> { ["change"] = parsed.GetValue(change) },
                    Words = new Dictionary<string, string> { ["change"] = "--change" },
                },
                DraftTables.Diff, cancellation, paged: true),
            verb.Document, change);
    }

    private static Command Edits()
    {
        var verb = new DraftVerb("edits", "List what was done to a draft, oldest first, with the numbers that `undo` takes.");
        return verb.Does(
            (parsed, useCases, cancellation) => LookAsync(
                verb, parsed, useCases, new UseCase(nameof(ListDraftEdits), parsed.GetValue(verb.Document)), DraftTables.Edits, cancellation, paged: true),
            verb.Document);
    }

    private static async Task<int> LookAsync(
        DraftVerb verb, ParseResult parsed, UseCases useCases, UseCase useCase, Func<JsonNode, Paint, string> table, CancellationToken cancellation, bool paged = false)
    {
        var district = await useCases.DistrictOfAsync(useCase.DocumentId!.Value, verb.District(parsed), cancellation);
        var answer = paged ? await useCases.RunAllAsync(district, useCase, cancellation) : await useCases.RunAsync(district, useCase, cancellation);
        Print(verb.AsJson(parsed), answer, table);
        return CommandLine.Done;
    }

    public static void Print(bool asJson, JsonNode answer, Func<JsonNode, Paint, string> table)
    {
        if (asJson)
            Console.Out.WriteLine(Json.Write(answer));
        else
            Console.Out.Write(table(answer, Paint.OfOutput()));
    }
}
