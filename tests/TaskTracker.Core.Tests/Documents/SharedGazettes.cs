using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tests.Documents;

/// <summary>The five gazettes and the hand-checked lists, which are shared beside the repository and no part of it.</summary>
internal static class SharedGazettes
{
    private static readonly GazetteReader Reader = new(UnitRegistries.All);
    private static readonly ConcurrentDictionary<string, Draft> Drafts = new();

    public static SourceText Source(string gazette)
    {
        var file = Directory.GetFiles(Path.Combine(Folder(), "gazettes"), $"{gazette}_*.txt").Single();
        Assert.That(SourceText.TryDecode(File.ReadAllBytes(file), out var source, out var reason), Is.True, reason);
        return source!;
    }

    public static Draft Draft(string gazette) => Drafts.GetOrAdd(gazette, name => Reader.Read($"{name}.txt", Source(name)));

    public static IReadOnlyList<GoldList> Gold(string gazette)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "gold", $"{gazette}.json")));
        return [.. json.RootElement.EnumerateArray().Select(GoldList.Read)];
    }

    private static string Folder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TaskTracker.sln")))
            directory = directory.Parent;

        var folder = directory?.Parent is { } parent ? Path.Combine(parent.FullName, "shared") : null;
        if (Directory.Exists(Path.Combine(folder ?? "", "gold")))
            return folder!;

        const string absent = "The gazettes and hand-checked lists (../shared) are not here.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(absent);

        Assert.Ignore(absent);
        return "";
    }
}

/// <summary>A hand-checked list and the head of its document; of a composed one, a matrix, only the lines of a record can be compared, not its words.</summary>
internal sealed record GoldList(
    string Id, string Grade, bool IsComposed, string Number, string Issuer, DateOnly SignedOn, int LineStart, int LineEnd, IReadOnlyList<GoldItem> Items)
{
    public static GoldList Read(JsonElement list) => new(
        list.GetProperty("list_id").GetString()!,
        list.GetProperty("tier").GetString()!,
        list.TryGetProperty("composed_text", out var composed) && composed.GetBoolean(),
        list.GetProperty("doc_number").GetString()!,
        list.GetProperty("issuer").GetString()!,
        DateOnly.ParseExact(list.GetProperty("signed_on").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        list.GetProperty("line_start").GetInt32(),
        list.GetProperty("line_end").GetInt32(),
        [.. list.GetProperty("items").EnumerateArray().Select(GoldItem.Read)]);
}

/// <summary>A hand-checked record, compared as the measuring tool compares it, but for texts that are only alike.</summary>
internal sealed record GoldItem
{
    public required int Ordinal { get; init; }

    public required string Text { get; init; }

    public required string Whole { get; init; }

    public required IReadOnlyList<string> Lead { get; init; }

    public required IReadOnlyList<string> LeadCorrected { get; init; }

    public required IReadOnlyList<string> Partner { get; init; }

    public required IReadOnlyList<string> PartnerCorrected { get; init; }

    public required DateOnly? Deadline { get; init; }

    public required string Kind { get; init; }

    public required int LineStart { get; init; }

    public required int LineEnd { get; init; }

    public static GoldItem Read(JsonElement item) => new()
    {
        Ordinal = item.GetProperty("ordinal").GetInt32(),
        Text = Fold(Words(item, "text")),
        Whole = Fold(Words(item, "task") + Words(item, "text")),
        Lead = Units(item, "lead_units"),
        LeadCorrected = Units(item, "lead_units_corrected"),
        Partner = Units(item, "partner_units"),
        PartnerCorrected = Units(item, "partner_units_corrected"),
        Deadline = Words(item, "deadline") is { Length: > 0 } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
        Kind = Words(item, "deadline_kind"),
        LineStart = item.GetProperty("line_start").GetInt32(),
        LineEnd = item.GetProperty("line_end").GetInt32(),
    };

    /// <summary>The lines meet, and the text is the same but for a few characters.</summary>
    public bool Matches(DraftItem item) =>
        item.LineStart <= LineEnd + 3 && item.LineEnd >= LineStart - 3
        && (IsAlike(Fold(item.Text), Text) || IsAlike(Fold(item.Task + item.Text), Whole));

    public bool IsRight(DraftItem item) =>
        IsSame(item.LeadUnits, Lead, LeadCorrected) && IsSame(item.PartnerUnits, Partner, PartnerCorrected)
        && IsSameKind(item.Deadline.Kind) && (Kind == "multiple" || item.Deadline.Date == Deadline);

    private bool IsSameKind(DeadlineKind kind) => Kind switch
    {
        "date" or "month_end" or "quarter_end" or "year_end" => kind is DeadlineKind.Date or DeadlineKind.MonthEnd or DeadlineKind.QuarterEnd or DeadlineKind.YearEnd,
        "none" or "conditional" => kind is DeadlineKind.None or DeadlineKind.Conditional,
        _ => kind.ToString().Equals(Kind, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Begins and ends alike: cheaper than a distance, and stricter than the tool's 0.95 where it matters.</summary>
    private static bool IsAlike(string text, string gold)
    {
        var same = 0;
        while (same < Math.Min(text.Length, gold.Length) && text[same] == gold[same])
            same++;

        var tail = 0;
        while (tail < Math.Min(text.Length, gold.Length) - same && text[^(tail + 1)] == gold[^(tail + 1)])
            tail++;

        return (same + tail) * 2 >= (text.Length + gold.Length) * 0.95;
    }

    private static bool IsSame(IReadOnlyList<string> units, IReadOnlyList<string> gold, IReadOnlyList<string> corrected)
    {
        var folded = units.Select(Fold).ToHashSet();
        return folded.SetEquals(gold) || (corrected.Count > 0 && folded.SetEquals(corrected));
    }

    private static List<string> Units(JsonElement item, string name) =>
        item.TryGetProperty(name, out var units) && units.ValueKind == JsonValueKind.Array ? [.. units.EnumerateArray().Select(unit => Fold(unit.GetString()!))] : [];

    private static string Words(JsonElement item, string name) =>
        item.TryGetProperty(name, out var words) && words.ValueKind == JsonValueKind.String ? words.GetString()! : "";

    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
            if (!char.IsWhiteSpace(character) && character is not ('_' or '{' or '}' or '$'))
                folded.Append(character is >= '！' and <= '～' ? (char)(character - '！' + '!') : char.ToLowerInvariant(character));

        return folded.ToString().Trim('、', ',', ';', '。', '.', ':');
    }
}
