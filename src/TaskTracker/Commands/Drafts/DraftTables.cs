using System.Text;
using System.Text.Json.Nodes;
using TaskTracker.Commands.Terminal;

namespace TaskTracker.Commands.Drafts;

/// <summary>The API's answers for the eye.</summary>
internal static class DraftTables
{
    private const int Any = int.MaxValue;

    public static string Documents(JsonNode answer, Paint paint)
    {
        var table = new TextTable(paint, 0, ("doc", 8), ("district", 12), ("file", 40), ("items", 6), ("records", 7), ("uploaded", 16), ("documents", 60));
        foreach (var document in Items(answer))
            table.Add(
                Text(document["id"]), Text(document["district"]), Text(document["fileName"]), Text(document["items"]), Text(document["confirmed"]),
                Minute(document["uploadedAt"]), string.Join(' ', Nodes(document["documents"]).Select(printed => Text(printed["number"]) ?? Text(printed["title"]))));

        return table.ToString();
    }

    public static string Draft(JsonNode answer, Paint paint)
    {
        var output = new StringBuilder();
        output.AppendLine($"{answer["source"]!["file"]}: {answer["source"]!["lines"]} lines");
        foreach (var printed in Nodes(answer["documents"]).Where(printed => Nodes(printed["lists"]).Any()))
        {
            output.AppendLine().AppendLine(paint.Bold($"{Text(printed["number"])} {Text(printed["title"])}".Trim()));
            foreach (var finding in Nodes(printed["findings"]))
                output.AppendLine($"  {Finding(finding, paint)}");

            foreach (var (index, list) in Nodes(printed["lists"]).Index())
            {
                output.AppendLine().AppendLine($"  {paint.Bold($"{index + 1}. {Text(list["title"])}")}, lines {Lines(list)}");
                foreach (var finding in Nodes(list["findings"]))
                    output.AppendLine($"  {Finding(finding, paint)}");

                ItemsOf(list, paint).AppendTo(output);
            }
        }

        return output.ToString();
    }

    private static TextTable ItemsOf(JsonNode list, Paint paint)
    {
        var table = new TextTable(paint, 2, ("item", 8), ("no", 8), ("measure", 40), ("lead", 24), ("partners", 24), ("deadline", 11), ("lines", 11), ("state", 24));
        foreach (var item in Nodes(list["items"]))
        {
            var state = Text(item["taskId"]) is { } task ? $"record {task}" : Text(item["excluded"]) is { } reason ? $"left out: {reason}" : "";
            table.Add(
                Text(item["id"]), Text(item["no"]), Text(item["task"]) is { } heading ? $"{heading}: {Text(item["text"])}" : Text(item["text"]),
                Names(item["leadUnits"]), Names(item["partnerUnits"]), Due(item), Lines(item), state);
            string?[] waived = [.. Nodes(item["waivers"]).Select(waiver => Text(waiver["code"]))];
            foreach (var finding in Nodes(item["findings"]))
                table.Note(waived.Contains(Text(finding["code"])) ? paint.Dim($"ok {Text(finding["code"])}: accepted") : Finding(finding, paint));
        }

        return table;
    }

    public static string Findings(JsonNode answer, Paint paint)
    {
        var table = new TextTable(paint, 0, ("severity", 8), ("on", 8), ("item", 8), ("lines", 13), ("code", 24), ("message", Any));
        foreach (var finding in Items(answer))
            table.Add(
                (bool)finding["waived"]! ? "accepted" : Text(finding["severity"]), Text(finding["subject"]), Text(finding["itemId"]), Lines(finding),
                Text(finding["code"]), Text(finding["message"]));

        return table.ToString();
    }

    public static string Lines(JsonNode answer, Paint paint)
    {
        var output = new StringBuilder();
        foreach (var line in Nodes(answer["lines"]))
            output.AppendLine($"{paint.Dim($"{Text(line["line"]),6}")}  {TextWidth.OneLine(Text(line["text"])!)}");

        return output.ToString();
    }

    public static string Diff(JsonNode answer, Paint paint)
    {
        var table = new TextTable(paint, 0, ("change", 8), ("list", 30), ("no", 8), ("item", 8), ("record", 8), ("measure", 50));
        foreach (var entry in Items(answer))
        {
            table.Add(Text(entry["change"]), Text(entry["listTitle"]), Text(entry["number"]), Text(entry["itemId"]), Text(entry["taskId"]), Text(entry["measure"]));
            foreach (var change in Nodes(entry["changes"]))
                table.Note($"{Text(change["field"])}: {paint.Bad(Cell(change["from"]))} → {paint.Good(Cell(change["to"]))}");
        }

        return table.ToString();
    }

    public static string Edits(JsonNode answer, Paint paint)
    {
        var table = new TextTable(paint, 0, ("edit", 8), ("kind", 8), ("undoes", 8), ("at", 16), ("by", 16), ("items", 30), ("reason", 60));
        foreach (var edit in Items(answer))
            table.Add(
                Text(edit["id"]), Text(edit["kind"]), Text(edit["undoes"]), Minute(edit["editedAt"]), Text(edit["editedBy"]),
                string.Join(' ', Nodes(edit["items"]).Select(item => Text(item["itemId"]))), Text(edit["reason"]));

        return table.ToString();
    }

    public static string Edit(JsonNode edit)
    {
        var made = Nodes(edit["items"]).Where(item => item["before"] is null).Select(item => Text(item["itemId"])).ToList();
        var taken = Nodes(edit["items"]).Where(item => item["after"] is null).Select(item => Text(item["itemId"])).ToList();
        return $"Edit {edit["id"]}: {edit["kind"]} of {string.Join(", ", Nodes(edit["items"]).Where(item => item["before"] is not null).Select(item => $"item {item["itemId"]}"))}"
            + (made.Count > 0 ? $"; it made {string.Join(", ", made.Select(id => $"item {id}"))}" : "")
            + (taken.Count > 0 ? $"; it took away {string.Join(", ", taken.Select(id => $"item {id}"))}" : "") + ".";
    }

    public static string Confirmation(JsonNode answer, Paint paint)
    {
        var output = new StringBuilder();
        foreach (var list in Nodes(answer["lists"]))
            output.AppendLine($"list {list["listId"]} {list["title"]}: {list["created"]} records made, {list["alreadyTracked"]} tracked already.");
        foreach (var item in Nodes(answer["excluded"]))
            output.AppendLine($"left out: {item["listTitle"]}, item {item["itemId"]}: {item["reason"]}");
        foreach (var item in Nodes(answer["stillInDraft"]))
        {
            output.AppendLine($"in draft: {item["listTitle"]}, item {item["itemId"]} (lines {Lines(item)})");
            foreach (var finding in Nodes(item["findings"]))
                output.AppendLine($"  {Finding(finding, paint)}");
        }

        return output.ToString();
    }

    private static string Finding(JsonNode finding, Paint paint)
    {
        var blocking = (bool)finding["blocking"]!;
        var code = $"{(blocking ? "!!" : " !")} {finding["code"]}";
        return $"{(blocking ? paint.Bad(code) : paint.Doubtful(code))} (lines {Lines(finding)}): {TextWidth.OneLine(Text(finding["message"])!)}";
    }

    private static string Due(JsonNode item) =>
        Text(item["deadline"]) ?? (Text(item["deadlineKind"]) is { } kind and not "none" ? kind : "");

    private static string Lines(JsonNode node) => $"{node["lineStart"]}-{node["lineEnd"]}";

    private static string Names(JsonNode? names) => string.Join('、', Nodes(names).Select(Text));

    /// <summary>Of an instant, to the minute; the offset is Beijing's.</summary>
    private static string Minute(JsonNode? instant) => Text(instant) is { Length: >= 16 } text ? text[..16].Replace('T', ' ') : "";

    private static string Cell(JsonNode? value) => TextWidth.Cut(Text(value) is { Length: > 0 } text ? text : "—", 60);

    private static string? Text(JsonNode? node) => node?.ToString();

    private static IEnumerable<JsonNode> Items(JsonNode answer) => Nodes(answer["items"]);

    private static IEnumerable<JsonNode> Nodes(JsonNode? array) => array?.AsArray().Select(node => node!) ?? [];
}
