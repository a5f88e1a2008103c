using System.CommandLine;
using System.Text.Json.Nodes;
using TaskTracker.Documents;
using static TaskTracker.Commands.Drafts.DraftActs;

namespace TaskTracker.Commands.Drafts;

/// <summary>The verbs that settle a draft: accept, alias, undo, confirm.</summary>
internal static class DraftDecisions
{
    public static IEnumerable<Command> All() => [Accept(), Alias(), Undo(), Confirm()];

    private static Command Accept()
    {
        var verb = new DraftVerb("accept", "Accept a finding on an item as it is: it blocks no longer.");
        var code = new Argument<string>("CODE") { Description = "The finding's code." };
        var reason = Reason(required: true);
        return verb.Does(
            (parsed, useCases, cancellation) => ActAsync(
                verb, parsed, useCases,
                UseCaseOf(verb, parsed, nameof(WaiveFinding), new JsonObject { ["code"] = parsed.GetValue(code), ["reason"] = parsed.GetValue(reason) }) with
                {
                    Words = new Dictionary<string, string> { ["code"] = "CODE", ["reason"] = "--reason" },
                },
                answer => $"Item {answer["id"]}: {parsed.GetValue(code)} is accepted.", cancellation),
            verb.Document, verb.Item, code, reason);
    }

    private static Command Alias()
    {
        var verb = new DraftVerb("alias", "Say which unit a printed name means; the register knows it from then on.");
        var name = new Argument<string>("NAME") { Description = "The name as printed." };
        var unit = new Argument<string>("UNIT") { Description = "A name or the number of the unit or group." };
        var reason = Reason();
        return verb.Does(
            (parsed, useCases, cancellation) => ActAsync(
                verb, parsed, useCases,
                new UseCase(nameof(AddDraftAlias), parsed.GetValue(verb.Document))
                {
                    Body = new JsonObject { ["name"] = parsed.GetValue(name), ["unit"] = parsed.GetValue(unit), ["reason"] = parsed.GetValue(reason) },
                    Words = new Dictionary<string, string> { ["name"] = "NAME", ["unit"] = "UNIT" },
                },
                answer => $"{answer["name"]} is {answer["unitName"]} from now on; {answer["itemsResolved"]} items of this draft lost a finding (edit {answer["editId"]}).",
                cancellation),
            verb.Document, name, unit, reason);
    }

    private static Command Undo()
    {
        var verb = new DraftVerb("undo", "Take an edit back; an undo can be undone itself.");
        var edit = new Argument<long>("EDIT") { Description = "The edit's number, see `draft edits`." };
        var reason = Reason();
        return verb.Does(
            (parsed, useCases, cancellation) => ActAsync(
                verb, parsed, useCases,
                new UseCase(nameof(UndoDraftEdit), parsed.GetValue(verb.Document))
                {
                    Body = new JsonObject { ["editId"] = parsed.GetValue(edit), ["reason"] = parsed.GetValue(reason) },
                    Words = new Dictionary<string, string> { ["editId"] = "EDIT", ["reason"] = "--reason" },
                },
                DraftTables.Edit, cancellation),
            verb.Document, edit, reason);
    }

    private static Command Confirm()
    {
        var verb = new DraftVerb("confirm", "Make the records of every item without a blocking finding; 1 if items stay in draft.");
        var defaults = new Option<bool>("--apply-default-deadlines") { Description = "Items without a deadline get the one of their list's heading." };
        return verb.Does(
            async (parsed, useCases, cancellation) =>
            {
                var useCase = new UseCase(nameof(ConfirmDocument), parsed.GetValue(verb.Document))
                {
                    Body = new JsonObject { ["applyDefaultDeadlines"] = parsed.GetValue(defaults) },
                };
                var district = await useCases.DistrictOfAsync(useCase.DocumentId!.Value, verb.District(parsed), cancellation);
                var answer = await useCases.RunAsync(district, useCase, cancellation);
                DraftReading.Print(verb.AsJson(parsed), answer, DraftTables.Confirmation);
                return answer["stillInDraft"]!.AsArray() is { Count: > 0 } left
                    ? throw new RefusedException($"{left.Count} items stay in draft; settle or accept their findings and confirm again.")
                    : CommandLine.Done;
            },
            verb.Document, defaults);
    }
}
