using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Documents;

namespace TaskTracker.Documents;

/// <summary>What a split and a merge make of items.</summary>
internal static class DraftEditing
{
    /// <summary>What is settled once a person has said where an item begins and ends.</summary>
    private static readonly HashSet<string> Bounds = [FindingCodes.RowSplit, FindingCodes.RowJoined, FindingCodes.RowUnnumbered];

    /// <summary>Cuts a text before these characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="positions">How many characters (Unicode scalar values) stand before each cut.</param>
    /// <returns>Null if a position does not lie inside the text, or they do not ascend.</returns>
    public static IReadOnlyList<string>? Cut(string text, IReadOnlyList<int> positions)
    {
        var starts = new List<int>();
        foreach (var rune in text.EnumerateRunes())
            starts.Add((starts.Count == 0 ? 0 : starts[^1]) + rune.Utf16SequenceLength);

        var parts = new List<string>();
        var (from, last) = (0, 0);
        foreach (var position in positions)
        {
            if (position <= last || position >= starts.Count)
                return null;

            parts.Add(text[from..starts[position - 1]]);
            (from, last) = (starts[position - 1], position);
        }

        return [.. parts, text[from..]];
    }

    /// <summary>
    /// The parts keep number, units and deadline: they were printed for all of them. A target goes with the part that prints it.
    /// </summary>
    public static IReadOnlyList<DraftItem> Split(DraftItem item, IReadOnlyList<string> texts) =>
    [
        .. texts.Select((text, index) => item with
        {
            Text = text.Trim(),
            Targets = [.. item.Targets.Where(target => index == texts.Select((part, at) => (part, at))
                .FirstOrDefault(part => part.part.Contains(target.Printed, StringComparison.Ordinal)).at)],
            Findings = [.. item.Findings.Where(finding => !Bounds.Contains(finding.Code))],
        }),
    ];

    /// <summary>The first item with the words, units, targets and lines of all; two different deadlines leave a finding.</summary>
    public static DraftItem Merge(IReadOnlyList<DraftItem> items)
    {
        var first = items[0];
        Deadline[] deadlines = [.. items.Select(item => item.Deadline).Where(deadline => deadline.Kind is not DeadlineKind.None)];
        var merged = first with
        {
            Task = items.Select(item => item.Task).FirstOrDefault(task => task is not null),
            Text = string.Concat(items.Select(item => item.Text)),
            LeadUnits = [.. items.SelectMany(item => item.LeadUnits).Distinct()],
            PartnerUnits = [.. items.SelectMany(item => item.PartnerUnits).Distinct()],
            Leaders = [.. items.SelectMany(item => item.Leaders).Distinct()],
            Targets = [.. items.SelectMany(item => item.Targets)],
            Deadline = deadlines.FirstOrDefault() ?? first.Deadline,
            LineStart = items.Min(item => item.LineStart),
            LineEnd = items.Max(item => item.LineEnd),
        };
        IEnumerable<Finding> doubts = deadlines.Select(deadline => (deadline.Kind, deadline.Date)).Distinct().Count() > 1
            ? [new Finding
            {
                Code = FindingCodes.DeadlineAmbiguous,
                Message = "The merged items have different deadlines; the first was taken.",
                LineStart = merged.LineStart,
                LineEnd = merged.LineEnd,
            }]
            : [];
        return merged with
        {
            Findings =
            [
                .. items.SelectMany(item => item.Findings).Distinct().Where(finding => !Bounds.Contains(finding.Code)
                    && !(finding.Code == FindingCodes.NoMeasure && merged.Text.Length > 0)
                    && !(finding.Code == FindingCodes.NoUnit && merged.LeadUnits.Count > 0)),
                .. doubts,
            ],
        };
    }
}
