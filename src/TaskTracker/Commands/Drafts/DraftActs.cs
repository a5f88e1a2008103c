using System.CommandLine;
using System.Text.Json.Nodes;

namespace TaskTracker.Commands.Drafts;

/// <summary>What the verbs that change a draft have in common: they ask for a use case and say what came of it.</summary>
internal static class DraftActs
{
    public static Option<string?> Reason(bool required = false) => new("--reason") { Description = "Why; it stands in the trail.", Required = required };

    public static UseCase UseCaseOf(DraftVerb verb, ParseResult parsed, string endpoint, JsonObject body) =>
        new(endpoint, parsed.GetValue(verb.Document)) { ItemId = parsed.GetValue(verb.Item), Body = body };

    public static async Task<int> ActAsync(
        DraftVerb verb, ParseResult parsed, UseCases useCases, UseCase useCase, Func<JsonNode, string> said, CancellationToken cancellation)
    {
        var district = await useCases.DistrictOfAsync(useCase.DocumentId!.Value, verb.District(parsed), cancellation);
        DraftReading.Print(verb.AsJson(parsed), await useCases.RunAsync(district, useCase, cancellation), (answer, _) => said(answer) + Environment.NewLine);
        return CommandLine.Done;
    }
}
