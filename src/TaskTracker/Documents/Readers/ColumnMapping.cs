using System.Diagnostics.CodeAnalysis;
using TaskTracker.Core.Documents;

namespace TaskTracker.Documents.Readers;

/// <summary>What the columns of a spreadsheet mean, as a person gave it: <c>任务=B,牵头=C,时限=D</c>.</summary>
internal sealed class ColumnMapping
{
    private readonly Dictionary<int, string> _headings;

    private ColumnMapping(Dictionary<int, string> headings) => _headings = headings;

    /// <summary>The header row under which the layouts take the columns as they were given.</summary>
    public string[] Headings(int width) =>
        [.. Enumerable.Range(0, Math.Max(width, _headings.Keys.Max() + 1)).Select(column => _headings.GetValueOrDefault(column, TableColumns.NoHeading))];

    /// <summary>In one form for one meaning, whatever order and spaces it was given in, by column.</summary>
    public override string ToString() => string.Join(',', _headings.OrderBy(pair => pair.Key).Select(pair => $"{WordOf(pair.Value)}={LettersOf(pair.Key)}"));

    private static string WordOf(string heading) => TableColumns.Words.First(word => TableColumns.HeadingOf(word) == heading);

    private static string LettersOf(int column) =>
        (column >= 26 ? LettersOf((column / 26) - 1) : "") + (char)('A' + (column % 26));

    public static bool TryParse(string text, [NotNullWhen(true)] out ColumnMapping? mapping, [NotNullWhen(false)] out string? reason)
    {
        mapping = null;
        var headings = new Dictionary<int, string>();
        var words = new HashSet<string>();
        foreach (var pair in text.Split([',', '，', ';', '；'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', StringSplitOptions.TrimEntries);
            var heading = parts.Length == 2 ? TableColumns.HeadingOf(parts[0]) : null;
            if (heading is null || !TryColumn(parts[1], out var column) || !words.Add(parts[0]) || !headings.TryAdd(column, heading))
            {
                reason = $"\"{pair}\" maps no column: write WORD=LETTER, each once, with a word of {string.Join(", ", TableColumns.Words)}.";
                return false;
            }
        }

        if (!words.Overlaps(["任务", "措施"]) || !words.Overlaps(["牵头", "责任", "配合", "时限"]))
        {
            reason = "A mapping names the column of what is to be done (任务 or 措施) and one of who or when (牵头, 责任, 配合 or 时限).";
            return false;
        }

        mapping = new ColumnMapping(headings);
        reason = null;
        return true;
    }

    private static bool TryColumn(string letters, out int column)
    {
        column = letters.Length is > 0 and <= 3
            ? letters.ToUpperInvariant().Aggregate(0, (number, letter) => letter is >= 'A' and <= 'Z' && number >= 0 ? (number * 26) + letter - 'A' + 1 : -1) - 1
            : -1;
        return column is >= 0 and < LineWriter.MostColumns;
    }
}
