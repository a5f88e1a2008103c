using System.Globalization;
using System.Text.Json;
using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Tests.Deadlines;

/// <summary>An item of the hand-checked lists, with what the reader of a document would know around it.</summary>
internal sealed record GoldItem(
    string ListId, int Ordinal, string Text, string? DeadlineText, DateOnly? Deadline, string Kind, string? Status, DeadlineContext Context)
{
    public override string ToString() => $"{ListId} #{Ordinal}";
}

/// <summary>The hand-checked lists, which are shared beside the repository and no part of it.</summary>
internal static class GoldLists
{
    public static IReadOnlyList<GoldItem> Load()
    {
        if (Folder() is not { } folder)
        {
            const string absent = "The hand-checked lists (../shared/gold) are not here.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(absent);

            Assert.Ignore(absent);
            return [];
        }

        return [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(ReadFile)];
    }

    private static string? Folder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TaskTracker.sln")))
            directory = directory.Parent;

        var folder = directory?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "gold") : null;
        return Directory.Exists(folder) ? folder : null;
    }

    private static List<GoldItem> ReadFile(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return [.. json.RootElement.EnumerateArray().SelectMany(ReadList)];
    }

    private static List<GoldItem> ReadList(JsonElement list)
    {
        var signedOn = DateOnly.ParseExact(list.GetProperty("signed_on").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var year = YearIn(Words(list, "list_title")) ?? YearIn(Words(list, "doc_title")) ?? signedOn.Year;
        var context = new DeadlineContext(year, signedOn);
        var id = Words(list, "list_id")!;
        return [.. list.GetProperty("items").EnumerateArray().Select(item => new GoldItem(
            id,
            item.GetProperty("ordinal").GetInt32(),
            Words(item, "text") ?? "",
            Words(item, "deadline_text"),
            Words(item, "deadline") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Words(item, "deadline_kind")!,
            Words(item, "status"),
            context))];
    }

    /// <summary>The last year of the title: a list of a plan for several years names its own year last.</summary>
    private static int? YearIn(string? title)
    {
        for (var at = title?.LastIndexOf('年') ?? -1; at > 0; at = title!.LastIndexOf('年', at - 1))
        {
            if (at >= 4 && int.TryParse(title!.AsSpan(at - 4, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                return year;
        }

        return null;
    }

    private static string? Words(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>The names that documents and the interface use for the kinds.</summary>
internal static class KindNames
{
    public static string Of(DeadlineKind kind) => kind switch
    {
        DeadlineKind.MonthEnd => "month_end",
        DeadlineKind.QuarterEnd => "quarter_end",
        DeadlineKind.YearEnd => "year_end",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
