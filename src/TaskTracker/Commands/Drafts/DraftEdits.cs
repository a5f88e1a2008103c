using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TaskTracker.Core.Deadlines;
using TaskTracker.Documents;
using TaskTracker.Platform;

namespace TaskTracker.Commands.Drafts;

/// <summary>The verbs that change a draft: correct, exclude, include, split, merge, move, accept, alias, undo, confirm.</summary>
internal static class DraftEdits
{
    private const string None = "none";

    public static IEnumerable<Command> All() => [Correct(), Exclude(), Include(), Split(), Merge(), Move(), Accept(), Alias(), Undo(), Confirm()];

    private static Command Correct()
    {
        var verb = new DraftVerb("correct", "Correct fields of an item; what is set by hand settles the findings on it.");
        var no = new Option<string?>("--no") { Description = $"The printed number; \"{None}\" for none." };
        var task = new Option<string?>("--task") { Description = $"The heading in a column of its own; \"{None}\" for none." };
        var text = new Option<string?>("--text") { Description = "The measure." };
        var lead = new Option<string?>("--lead") { Description = "The lead units, with 、 or commas between." };
        var partner = new Option<string?>("--partner") { Description = $"The partner units, with 、 or commas between; \"{None}\" for none." };
        var deadline = new Option<string?>("--deadline") { Description = $"The last day (YYYY-MM-DD), or \"{None}\"." };
        var kind = new Option<string?>("--deadline-kind") { Description = $"{string.Join(", ", EnumNames.All<DeadlineKind>())}; without it, date or none." };
        kind.AcceptOnlyFromAmong([.. EnumNames.All<DeadlineKind>()]);
        deadline.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } sent && sent != None && !DateOnly.TryParseExact(sent, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                result.AddError($"--deadline: \"{sent}\" is no day; allowed: YYYY-MM-DD, or {None}.");
        });
        var words = new (string Field, Option<string?> Option)[]
        {
            ("no", no), ("task", task), ("text", text), ("leadUnits", lead), ("partnerUnits", partner), ("deadline", deadline), ("deadlineKind", kind),
        };
        return verb.Does(
            async (parsed, useCases, cancellation) =>
            {
                var body = new JsonObject();
                foreach (var (field, option) in words)
                {
                    if (parsed.GetValue(option) is { } sent)
                        body[field] = ValueOf(field, sent);
                }

                return body.Count == 0
                    ? throw new RefusedException($"nothing to correct was said; allowed: {string.Join(", ", words.Select(word => word.Option.Name))}.")
                    : await ActAsync(
                        verb, parsed, useCases,
                        UseCaseOf(verb, parsed, nameof(CorrectDraftItem), body) with { Words = words.ToDictionary(word => word.Field, word => word.Option.Name) },
                        answer => $"Item {answer["id"]} was corrected.", cancellation);
            },
            [verb.Document, verb.Item, .. words.Select(word => word.Option)]);
    }

    /// <summary>As JSON Merge Patch has it: null empties. The text and the lead units cannot be emptied, so "none" is a value there.</summary>
    private static JsonNode? ValueOf(string field, string sent) => field switch
    {
        "leadUnits" or "partnerUnits" => new JsonArray([.. NamesOf(field == "partnerUnits" && sent == None ? "" : sent).Select(name => (JsonNode)name)]),
        "no" or "task" or "deadline" when sent == None => null,
        _ => sent,
    };

    private static string[] NamesOf(string sent) =>
        sent.Split(['、', ',', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

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

    private static Option<string?> Reason(bool required = false) => new("--reason") { Description = "Why; it stands in the trail.", Required = required };

    private static UseCase UseCaseOf(DraftVerb verb, ParseResult parsed, string endpoint, JsonObject body) =>
        new(endpoint, parsed.GetValue(verb.Document)) { ItemId = parsed.GetValue(verb.Item), Body = body };

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

    private static async Task<int> ActAsync(
        DraftVerb verb, ParseResult parsed, UseCases useCases, UseCase useCase, Func<JsonNode, string> said, CancellationToken cancellation)
    {
        var district = await useCases.DistrictOfAsync(useCase.DocumentId!.Value, verb.District(parsed), cancellation);
        DraftReading.Print(verb.AsJson(parsed), await useCases.RunAsync(district, useCase, cancellation), (answer, _) => said(answer) + Environment.NewLine);
        return CommandLine.Done;
    }
}
