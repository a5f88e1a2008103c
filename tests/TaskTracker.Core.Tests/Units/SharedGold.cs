using System.Text.Json;

namespace TaskTracker.Core.Tests.Units;

/// <summary>The hand-checked task lists and the gazettes that they were read from, where the machine has them.</summary>
internal static class SharedGold
{
    public static IEnumerable<GoldItem> Items(params string[] listIds)
    {
        var folder = Folder();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "gold"), "*.json").Order(StringComparer.Ordinal))
        {
            using var gold = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var list in gold.RootElement.EnumerateArray())
            {
                var id = list.GetProperty("list_id").GetString()!;
                if (listIds.Length > 0 && !listIds.Contains(id))
                    continue;

                var lines = File.ReadAllLines(Path.Combine(folder, "gazettes", list.GetProperty("seed").GetString()!));
                foreach (var item in list.GetProperty("items").EnumerateArray())
                    yield return Read(id, list.GetProperty("issuer").GetString()!, item, lines);
            }
        }
    }

    private static GoldItem Read(string listId, string issuer, JsonElement item, string[] lines)
    {
        var start = item.GetProperty("line_start").GetInt32();
        var end = item.GetProperty("line_end").GetInt32();
        return new GoldItem
        {
            ListId = listId,
            Issuer = issuer,
            LineStart = start,
            Lead = Units(item, "lead_units") ?? [],
            LeadCorrected = Units(item, "lead_units_corrected"),
            Partner = Units(item, "partner_units") ?? [],
            PartnerCorrected = Units(item, "partner_units_corrected"),
            Source = string.Join('\n', lines[(start - 1)..end]),
        };
    }

    private static string[]? Units(JsonElement item, string property) =>
        item.TryGetProperty(property, out var units) && units.ValueKind == JsonValueKind.Array
            ? [.. units.EnumerateArray().Select(unit => unit.GetString()!)]
            : null;

    private static string Folder()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TaskTracker.sln")))
            folder = folder.Parent;

        var shared = Path.Combine(folder?.Parent?.FullName ?? ".", "shared");
        if (Directory.Exists(Path.Combine(shared, "gold")))
            return shared;

        const string Missing = "The gazettes and their hand-checked records are not beside the repository.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(Missing);
        Assert.Ignore(Missing);
        return shared;
    }
}

/// <summary>One hand-checked record: its units, and the lines it was read from.</summary>
internal sealed record GoldItem
{
    public required string ListId { get; init; }

    public required string Issuer { get; init; }

    public required int LineStart { get; init; }

    public required string[] Lead { get; init; }

    public required string[]? LeadCorrected { get; init; }

    public required string[] Partner { get; init; }

    public required string[]? PartnerCorrected { get; init; }

    public required string Source { get; init; }
}
