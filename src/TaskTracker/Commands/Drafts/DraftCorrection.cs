using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using TaskTracker.Core.Deadlines;
using TaskTracker.Documents;
using TaskTracker.Platform;
using static TaskTracker.Commands.Drafts.DraftActs;

namespace TaskTracker.Commands.Drafts;

/// <summary>The verb that corrects the fields of an item.</summary>
internal static class DraftCorrection
{
    private const string None = "none";

    public static Command Correct()
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
}
