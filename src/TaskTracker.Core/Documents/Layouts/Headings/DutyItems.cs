using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>Cuts the duties of units into items: one for each numbered duty, else one for each unit.</summary>
/// <param name="directory">The district's units, if known.</param>
/// <param name="sections">The headings over the list.</param>
/// <param name="numbersAreOfHeadings">True if the units are numbered and their duties are not.</param>
internal sealed class DutyItems(UnitDirectory? directory, IReadOnlyList<string> sections, bool numbersAreOfHeadings)
{
    private readonly List<(int Value, int Line)> headNumbers = [];

    public List<RawItem> Items { get; } = [];

    public List<List<(int Value, int Line)>> Numbers { get; } = [];

    public void Add(DutyEntry entry)
    {
        if (entry.Head.Depth is > Paragraph.Article and < Paragraph.Unnumbered)
        {
            if (headNumbers.Count == 0 || entry.Head.Value == 1)
                Numbers.Add(headNumbers);

            headNumbers.Add((entry.Head.Value, entry.Head.LineStart));
        }

        if (entry.Start is { IsHeading: true })
            AddBelow(entry, entry.Start);
        else
            AddSentence(entry);
    }

    private void AddSentence(DutyEntry entry)
    {
        var start = entry.Start;
        var item = new RawItem
        {
            No = entry.Head.No,
            Section = entry.Section is { } section ? [.. sections, section] : sections,
            Task = start is { Kind: UnitStartKind.Label } ? start.Names : null,
            LineStart = entry.Head.LineStart,
            LineEnd = entry.Head.LineEnd,
        };
        item.Text.Add(start is { Kind: UnitStartKind.Label } ? entry.Head.Text[start.TextFrom..] : entry.Head.Text);
        if (start is not null)
            item.Lead.Add(start.Names);

        foreach (var rest in entry.Body)
        {
            item.Text.Add(rest.Text);
            item.LineEnd = rest.LineEnd;
            item.Find(FindingCodes.RowJoined, "The next paragraph begins with no unit; it was taken for the rest of this duty.", rest.LineStart, rest.LineEnd);
        }

        Add(item, start is null ? 0 : start.TextFrom);
    }

    private void AddBelow(DutyEntry entry, UnitStart start)
    {
        var path = numbersAreOfHeadings ? sections : [.. sections, entry.Head.No + entry.Head.Text];
        var depth = entry.Body.Where(below => below.IsNumbered).Select(below => below.Depth).DefaultIfEmpty(Paragraph.Unnumbered).Min();
        var numbers = new List<(int Value, int Line)>();
        RawItem? item = null;
        foreach (var below in SkipLeadIn(entry.Body))
        {
            if (item is null || below.Depth == depth && below.IsNumbered)
            {
                Finish(item);
                item = new RawItem
                {
                    No = below.No ?? (numbersAreOfHeadings ? entry.Head.No : null),
                    Section = path,
                    Task = numbersAreOfHeadings ? start.Names : null,
                    LineStart = below.LineStart,
                    LineEnd = below.LineEnd,
                };
                item.Lead.Add(start.Names);
                if (below.IsNumbered)
                    numbers.Add((below.Value, below.LineStart));
                else if (depth < Paragraph.Unnumbered)
                    item.Find(FindingCodes.RowUnnumbered, "This sentence stands over the numbered duties of the unit and has no number; it was taken for a duty of its own.");

                item.Text.Add(below.Text);
            }
            else
            {
                if (!below.IsNumbered && depth < Paragraph.Unnumbered)
                    item.Find(FindingCodes.RowJoined, "The next paragraph has no number; it was taken for the rest of this duty.", below.LineStart, below.LineEnd);

                item.Text.Add(below.No is { } no ? no + below.Text : below.Text);
                item.LineEnd = below.LineEnd;
            }
        }

        Finish(item);
        if (numbers.Count > 0)
            Numbers.Add(numbers);
    }

    /// <summary>A sentence that only leads to the numbered duties is none.</summary>
    private static IEnumerable<Paragraph> SkipLeadIn(List<Paragraph> body) =>
        body.Count > 1 && body[0] is { IsNumbered: false, EndsInColon: true } && body[1].IsNumbered ? body.Skip(1) : body;

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
