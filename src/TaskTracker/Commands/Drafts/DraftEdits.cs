using System.CommandLine;
using System.Text.Json.Nodes;
using TaskTracker.Documents;
using static TaskTracker.Commands.Drafts.DraftActs;

namespace TaskTracker.Commands.Drafts;

/// <summary>The verbs that change which items there are: exclude, include, split, merge, move.</summary>
internal static class DraftEdits
{
    public static IEnumerable<Command> All() => [Exclude(), Include(), Split(), Merge(), Move()];

    private static Command Exclude()
    {
        var verb = new DraftVerb("exclude", "Leave an item out: it makes no record.");
        var reason = Reason(required: true);
        return verb.Does(
            (parsed, useCases, cancellation) => EditAsync(verb, parsed, useCases, "exclude", new JsonObject { ["reason"] = parsed.GetValue(reason) }, [], cancellation),
            verb.Document, verb.Item, reason);
    }

    private static Command Include()
    {
        var verb = new DraftVerb("include", "Take an item in again that was left out.");
        return verb.Does(
            (parsed, useCases, cancellation) => EditAsync(verb, parsed, useCases, "include", [], [], cancellation), verb.Document, verb.Item);
    }

    private static Command Split()
    {
        var verb = new DraftVerb("split", "Split an item; the parts keep number, units and deadline.");
        var at = new Option<int[]>("--at") { Description = "How many characters of the text stand before a cut; once a cut." };
        var texts = new Option<string[]>("--text") { Description = "Instead: the text of each part, once a part." };
        var reason = Reason();
        return verb.Does(
            (parsed, useCases, cancellation) =>
            {
                var body = new JsonObject { ["reason"] = parsed.GetValue(reason) };
                if (parsed.GetValue(at) is { Length: > 0 } cuts)
                    body["at"] = new JsonArray([.. cuts.Select(cut => (JsonNode)cut)]);
                if (parsed.GetValue(texts) is { Length: > 0 } parts)
                    body["texts"] = new JsonArray([.. parts.Select(part => (JsonNode)part)]);
                return EditAsync(verb, parsed, useCases, "split", body, new() { ["at"] = "--at", ["texts"] = "--text" }, cancellation);
            },
            verb.Document, verb.Item, at, texts, reason);
    }

    private static Command Merge()
    {
        var verb = new DraftVerb("merge", "Merge an item with the ones that follow it.");
        var next = new Argument<long[]>("NEXT") { Description = "The items that follow it in the same list, in order.", Arity = ArgumentArity.OneOrMore };
        var reason = Reason();
        return verb.Does(
            (parsed, useCases, cancellation) => EditAsync(
                verb, parsed, useCases, "merge",
                new JsonObject { ["nextIds"] = new JsonArray([.. parsed.GetValue(next)!.Select(id => (JsonNode)id)]), ["reason"] = parsed.GetValue(reason) },
                new() { ["nextIds"] = "NEXT" }, cancellation),
            verb.Document, verb.Item, next, reason);
    }

    private static Command Move()
    {
        var verb = new DraftVerb("move", "Move an item within its list, or to another list of the same document.");
        var list = new Option<int?>("--list") { Description = "Which list of the document, from 1; without it, the list that it stands in." };
        var place = new Option<int?>("--place") { Description = "Its place there, from 1; without it, the end." };
        var reason = Reason();
        return verb.Does(
            (parsed, useCases, cancellation) => EditAsync(
                verb, parsed, useCases, "move",
                new JsonObject { ["list"] = parsed.GetValue(list), ["ordinal"] = parsed.GetValue(place), ["reason"] = parsed.GetValue(reason) },
                new() { ["list"] = "--list", ["ordinal"] = "--place" }, cancellation),
            verb.Document, verb.Item, list, place, reason);
    }

    private static Task<int> EditAsync(
        DraftVerb verb, ParseResult parsed, UseCases useCases, string kind, JsonObject body, Dictionary<string, string> words, CancellationToken cancellation)
    {
        body["kind"] = kind;
        body["itemId"] = parsed.GetValue(verb.Item);
        words["reason"] = "--reason";
        words["itemId"] = "ITEM";
        words["kind"] = "ITEM";
        var useCase = new UseCase(nameof(EditDraft), parsed.GetValue(verb.Document)) { Body = body, Words = words };
        return ActAsync(verb, parsed, useCases, useCase, DraftTables.Edit, cancellation);
    }
}
