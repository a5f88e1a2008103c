using System.Globalization;
using System.Text.Json;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Documents;

/// <content>Reading back what was written; members that are missing or null are taken for empty.</content>
public static partial class DraftJson
{
    /// <exception cref="JsonException">The text is no draft: it was not written by <see cref="Write(Draft)"/>.</exception>
    public static Draft Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return ReadDraft(document.RootElement);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException("This is no draft.", exception);
        }
    }

    private static Draft ReadDraft(JsonElement draft)
    {
        var source = draft.GetProperty("source");
        return new Draft
        {
            Source = new DraftSource(Text(source, "file"), Text(source, "sha256"), Number(source, "lines"), Number(source, "characters"))
            {
                Format = OptionalText(source, "format") ?? "text",
                Encoding = OptionalText(source, "encoding"),
                Origins = Array(source, "origins", ReadOrigin),
            },
            Documents = Array(draft, "documents", ReadDocument),
            Findings = Array(draft, "findings", ReadFinding),
        };
    }

    private static LineOrigin ReadOrigin(JsonElement origin) =>
        new(Number(origin, "lineStart"), Number(origin, "lineEnd"), Text(origin, "part"), Number(origin, "first"));

    private static DraftDocument ReadDocument(JsonElement document) => new()
    {
        Number = OptionalText(document, "number"),
        Title = Text(document, "title"),
        Issuer = OptionalText(document, "issuer"),
        SignedOn = Date(document, "signedOn"),
        Publicity = OptionalText(document, "publicity"),
        LineStart = Number(document, "lineStart"),
        LineEnd = Number(document, "lineEnd"),
        Findings = Array(document, "findings", ReadFinding),
        Lists = Array(document, "lists", ReadList),
        Repeals = Array(document, "repeals", ReadRepeal),
    };

    private static RepealedDocument ReadRepeal(JsonElement repealed) =>
        new(OptionalText(repealed, "number"), OptionalText(repealed, "title"), Number(repealed, "lineStart"), Number(repealed, "lineEnd"));

    private static DraftList ReadList(JsonElement list) => new()
    {
        Title = Text(list, "title"),
        Kind = Value<ListKind>(Text(list, "kind")),
        Layout = Text(list, "layout"),
        Year = OptionalNumber(list, "year"),
        DeclaredCount = OptionalNumber(list, "declaredCount"),
        DefaultDeadline = Date(list, "defaultDeadline"),
        LineStart = Number(list, "lineStart"),
        LineEnd = Number(list, "lineEnd"),
        Findings = Array(list, "findings", ReadFinding),
        Items = Array(list, "items", ReadItem),
    };

    private static DraftItem ReadItem(JsonElement item) => new()
    {
        Ordinal = Number(item, "ordinal"),
        No = OptionalText(item, "no"),
        Section = Array(item, "section", Text),
        Task = OptionalText(item, "task"),
        Text = Text(item, "text"),
        LeadUnits = Array(item, "leadUnits", Text),
        PartnerUnits = Array(item, "partnerUnits", Text),
        Leaders = Array(item, "leaders", Text),
        Deadline = ReadDeadline(item),
        Targets = Array(item, "targets", ReadTarget),
        LineStart = Number(item, "lineStart"),
        LineEnd = Number(item, "lineEnd"),
        Findings = Array(item, "findings", ReadFinding),
    };

    private static Deadline ReadDeadline(JsonElement item) => new()
    {
        PrintedText = OptionalText(item, "deadlineText"),
        Kind = Value<DeadlineKind>(Text(item, "deadlineKind")),
        Date = Date(item, "deadline"),
        Start = Date(item, "start"),
        Milestones = Array(item, "milestones", milestone => new Milestone(Text(milestone, "text"), Date(milestone, "date"))),
        Recurrence = OptionalText(item, "recurrence"),
        Status = OptionalText(item, "printedStatus") is { } status ? Value<PrintedStatus>(status) : null,
        OngoingAfterwards = item.TryGetProperty("ongoingAfterwards", out var ongoing) && ongoing.ValueKind == JsonValueKind.True,
    };

    private static Target ReadTarget(JsonElement target) => new(
        Text(target, "name"), Text(target, "comparison"), target.GetProperty("value").GetDecimal(), Text(target, "unit"), Text(target, "printed"))
    {
        Year = OptionalNumber(target, "year"),
        Period = OptionalText(target, "period"),
        Baseline = target.TryGetProperty("baseline", out var baseline) && baseline.ValueKind == JsonValueKind.Number ? baseline.GetDecimal() : null,
    };

    private static Finding ReadFinding(JsonElement finding) => new()
    {
        Code = Text(finding, "code"),
        Message = Text(finding, "message"),
        LineStart = Number(finding, "lineStart"),
        LineEnd = Number(finding, "lineEnd"),
    };

    private static List<T> Array<T>(JsonElement parent, string name, Func<JsonElement, T> read) =>
        parent.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray().Select(read)] : [];

    private static string Text(JsonElement parent, string name) => Text(parent.GetProperty(name));

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException("A text is missing.");

    private static string? OptionalText(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Number(JsonElement parent, string name) => parent.GetProperty(name).GetInt32();

    private static int? OptionalNumber(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static DateOnly? Date(JsonElement parent, string name) =>
        OptionalText(parent, name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static T Value<T>(string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
            if (Name(value) == name)
                return value;

        throw new FormatException($"“{name}” is no {typeof(T).Name}.");
    }
}
