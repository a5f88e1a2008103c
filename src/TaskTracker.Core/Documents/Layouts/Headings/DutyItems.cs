using System.Buffers;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>Cuts the duties of units into items: one for each numbered duty, else one for each unit.</summary>
/// <param name="directory">The district's units, if known.</param>
/// <param name="sections">The headings over the list.</param>
/// <param name="numbersAreOfHeadings">True if the units are numbered and their duties are not.</param>
internal sealed class DutyItems(UnitDirectory? directory, IReadOnlyList<string> sections, bool numbersAreOfHeadings)
{
    private const int LeadInLength = 12;

    private static readonly SearchValues<string> DutyNouns =
        SearchValues.Create(["职责", "任务", "义务", "负责", "工作", "措施", "如下"], StringComparison.Ordinal);

    private List<(int Value, int Line)>? headNumbers;

    public List<RawItem> Items { get; } = [];

    public List<List<(int Value, int Line)>> Numbers { get; } = [];

    public void Add(DutyEntry entry)
    {
        if (entry.Head.Depth is > DutyParagraph.Article and < DutyParagraph.Unnumbered)
        {
            // Units as headings may begin behind other headings; sentences begin with the first.
            if (entry.Head.Value == 1 || (headNumbers is null && entry.Start is not { IsHeading: true }))
                Numbers.Add(headNumbers = []);

            headNumbers?.Add((entry.Head.Value, entry.Head.LineStart));
        }

        if (entry.Start is { IsHeading: true })
            AddBelow(entry, entry.Start);
        else
            AddSentence(entry);
    }

    private void AddSentence(DutyEntry entry)
    {
        var duties = entry.Start is { } start ? DutySentences.Split(entry.Head.Text, start, directory) : [(entry.Head.Text, null)];
        foreach (var (text, of) in duties)
        {
            var isLabel = of is { Kind: UnitStartKind.Label };
            var item = new RawItem
            {
                No = entry.Head.No,
                Section = entry.Section is { } section ? [.. sections, section] : sections,
                Task = isLabel ? of!.Names : null,
                LineStart = entry.Head.LineStart,
                LineEnd = entry.Head.LineEnd,
            };
            item.Text.Add(isLabel ? text[of!.TextFrom..] : text);
            if (of is not null)
                item.Lead.Add(of.Names);

            if (duties.Count > 1)
                item.Find(FindingCodes.RowSplit, "The paragraph names several units one after the other; it was cut before each of them.");

            Add(item, of is null || isLabel ? 0 : of.TextFrom);
        }

        var last = Items[^1];
        foreach (var rest in entry.Body)
        {
            last.Text.Add(rest.Text);
            last.LineEnd = rest.LineEnd;
            last.Find(FindingCodes.RowJoined, "The next paragraph begins with no unit; it was taken for the rest of this duty.", rest.LineStart, rest.LineEnd);
        }
    }

    private void AddBelow(DutyEntry entry, UnitStart start)
    {
        var path = numbersAreOfHeadings ? sections : [.. sections, entry.Head.Whole];
        var depth = IsOfParts(entry.Body) ? DutyParagraph.Unnumbered
            : entry.Body.Where(below => below.IsNumbered).Select(below => below.Depth).DefaultIfEmpty(DutyParagraph.Unnumbered).Min();
        var numbers = new List<(int Value, int Line)>();
        RawItem? item = null;
        foreach (var below in IsLeadIn(entry.Body) ? entry.Body.Skip(1) : entry.Body)
        {
            if (item is null || (below.IsNumbered && below.Depth == depth))
            {
                Finish(item);
                item = new RawItem
                {
                    No = below.No ?? (numbersAreOfHeadings ? entry.Head.No : null),
                    Section = path,
                    HeadingLines = [entry.Head.LineStart],
                    Task = numbersAreOfHeadings ? start.Names : null,
                    LineStart = below.LineStart,
                    LineEnd = below.LineEnd,
                };
                item.Lead.Add(start.Names);
                if (below.IsNumbered)
                    numbers.Add((below.Value, below.LineStart));
                else if (depth < DutyParagraph.Unnumbered)
                    item.Find(FindingCodes.RowUnnumbered, "This sentence stands over the numbered duties of the unit and has no number; it was taken for a duty of its own.");

                item.Text.Add(below.Text);
            }
            else
            {
                if (!below.IsNumbered && depth < DutyParagraph.Unnumbered)
                    item.Find(FindingCodes.RowJoined, "The next paragraph has no number; it was taken for the rest of this duty.", below.LineStart, below.LineEnd);

                item.Text.Add(below.Whole);
                item.LineEnd = below.LineEnd;
            }
        }

        Finish(item);
        if (numbers.Count > 0)
            Numbers.Add(numbers);
    }

    /// <summary>A sentence that only leads to the numbered duties is none.</summary>
    private static bool IsLeadIn(List<DutyParagraph> body) => HasLeadIn(body) && body[0].Text.AsSpan(Math.Max(0, body[0].Text.Length - LeadInLength)).ContainsAny(DutyNouns);

    /// <summary>其范围包括：（1）…（2）… is one measure with its parts.</summary>
    private static bool IsOfParts(List<DutyParagraph> body) => HasLeadIn(body) && !IsLeadIn(body);

    private static bool HasLeadIn(List<DutyParagraph> body) => body.Count > 1 && body[0] is { IsNumbered: false, EndsInColon: true } && body[1].IsNumbered;

    private void Finish(RawItem? item)
    {
        if (item is not null)
            Add(item, 0);
    }

    private void Add(RawItem item, int from)
    {
        PartnersInText.Find(item, from, directory);
        Items.Add(item);
    }
}
