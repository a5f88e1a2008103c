using TaskTracker.Core.Deadlines;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>What the headings of a list say of the whole: its year, how many items it should have, a date for all.</summary>
internal static class ListFacts
{
    private const string Counters = "条件项个类";

    /// <summary>The year of the list's own heading, else of the document's title, else of the day of signing.</summary>
    public static int? YearOf(string title, DocumentHead head) =>
        PrintedDate.YearIn(title) ?? PrintedDate.YearIn(head.Title) ?? head.SignedOn?.Year;

    public static DeadlineContext TimeOf(string title, DocumentHead head) => new(YearOf(title, head), head.SignedOn);

    /// <summary>
    /// A year that stands in the heading while the list prints no deadlines is no item's deadline, but a good proposal.
    /// </summary>
    public static DateOnly? DefaultDeadlineOf(string title, IReadOnlyList<DraftItem> items) =>
        items.All(item => item.Deadline.Kind == DeadlineKind.None) && PrintedDate.YearIn(title) is { } year ? new DateOnly(year, 12, 31) : null;

    /// <summary>The count that a heading closes with: （14条）, （6 件）, (三项); null if it closes with none.</summary>
    public static int? CountIn(string heading)
    {
        var squashed = Printed.Squash(heading);
        if (squashed.Length < 4 || squashed[^1] is not ('）' or ')') || !Counters.Contains(squashed[^2], StringComparison.Ordinal))
            return null;

        var open = squashed.AsSpan().LastIndexOfAny("（(");
        var count = open < 0 ? "" : squashed[(open + 1)..^2].TrimStart('共');
        return count.Length is > 0 and <= 4 ? PrintedNumber.ValueOf(count) : null;
    }

    /// <summary>Gaps, repetitions and jumps in the printed numbers of a list.</summary>
    /// <param name="numbers">Each printed number with its line, in order, a number that spans rows once.</param>
    public static IEnumerable<Finding> NumberFindings(IReadOnlyList<(int Value, int Line)> numbers)
    {
        if (numbers.Count < 2)
            yield break;

        var values = numbers.Select(number => number.Value).ToHashSet();
        var first = values.Min();
        var last = values.Max();
        var missing = last - first < 5 * numbers.Count
            ? Enumerable.Range(Math.Min(first, 1), last - Math.Min(first, 1) + 1).Where(value => !values.Contains(value)).ToList()
            : [];
        if (missing.Count > 0)
            yield return new Finding
            {
                Code = FindingCodes.NumberMissing,
                Message = $"Not printed in this list: number {string.Join(", ", missing.Take(20))}{(missing.Count > 20 ? ", …" : "")}.",
                LineStart = numbers[0].Line,
                LineEnd = numbers[^1].Line,
            };

        for (var at = 1; at < numbers.Count; at++)
            if (numbers[at].Value <= numbers[at - 1].Value)
                yield return new Finding
                {
                    Code = FindingCodes.NumberRepeated,
                    Message = $"Number {numbers[at].Value} follows number {numbers[at - 1].Value}: printed twice, or out of order.",
                    LineStart = numbers[at - 1].Line,
                    LineEnd = numbers[at].Line,
                };
    }

    /// <summary>Each heading that declares a count, compared with the items under it.</summary>
    public static (int? Declared, IReadOnlyList<Finding> Findings) Counts(
        string title, int titleLine, IReadOnlyList<(string Heading, int Line)> headings, IReadOnlyList<RawItem> items)
    {
        var declared = new Dictionary<int, (string Heading, int Count)>();
        foreach (var (heading, line) in headings)
            if (CountIn(heading) is { } count)
                declared[line] = (heading, count);

        var found = declared.Keys.ToDictionary(line => line, _ => 0);
        var repeatsSum = new HashSet<int>();
        foreach (var item in items)
        {
            var counted = item.HeadingLines.Where(declared.ContainsKey).ToList();
            foreach (var line in counted)
                found[line]++;

            // A heading over headings that declare counts declares their sum.
            repeatsSum.UnionWith(counted.SkipLast(1));
        }

        var findings = declared.Where(heading => found[heading.Key] != heading.Value.Count)
            .Select(heading => CountDiffers(heading.Value.Heading, heading.Key, heading.Value.Count, found[heading.Key])).ToList();
        int? sum = declared.Count > 0 ? declared.Where(heading => !repeatsSum.Contains(heading.Key)).Sum(heading => heading.Value.Count) : null;

        var inTitle = CountIn(title);
        if (inTitle is { } whole && whole != items.Count)
            findings.Add(CountDiffers(title, titleLine, whole, items.Count));

        return (sum ?? inTitle, findings);
    }

    private static Finding CountDiffers(string heading, int line, int declared, int found) => new()
    {
        Code = FindingCodes.CountDiffers,
        Message = $"The heading “{heading}” declares {declared}, but {found} were found.",
        LineStart = line,
        LineEnd = line,
    };
}
