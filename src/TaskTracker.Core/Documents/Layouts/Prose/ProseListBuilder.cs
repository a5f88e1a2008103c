using TaskTracker.Core.Documents.Layouts.Headings;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Prose;

/// <summary>Duties that stand close together in the running text below one heading.</summary>
internal sealed class ProseList
{
    public required string Title { get; init; }

    public List<RawItem> Items { get; } = [];
}

/// <summary>Finds the stretches of running text in which most paragraphs lay a duty on a unit.</summary>
internal sealed class ProseListBuilder(DocumentText document, UnitDirectory? directory)
{
    private const int FewestItems = 3;
    private const int FewestUnits = 3;
    private const int MostBetween = 2;

    private readonly IReadOnlyList<DutyParagraph> paragraphs = new DutyParagraphs(document, directory).ReadDuties();
    private readonly SectionPath sections = new();
    private readonly List<ProseList> lists = [];
    private readonly List<(DutyParagraph Paragraph, IReadOnlyList<ProseClause> Clauses, IReadOnlyList<string> Path)> open = [];
    private string title = document.Head.Title;
    private int between;

    public IReadOnlyList<ProseList> Build()
    {
        // A report tells what was done.
        if (document.Head.Title.EndsWith("报告》的通知", StringComparison.Ordinal) || document.Head.Title.EndsWith("报告", StringComparison.Ordinal))
            return [];

        foreach (var paragraph in paragraphs)
        {
            if (paragraph.IsBreak)
                Close();
            else if (paragraph.IsHeading)
                Head(paragraph);
            else if (ProseClauses.Of(paragraph.Text, directory) is { Count: > 0 } clauses)
            {
                open.Add((paragraph, clauses, sections.Path));
                between = 0;
            }
            else if (++between > MostBetween)
                Close();
        }

        Close();
        return lists;
    }

    private void Head(DutyParagraph paragraph)
    {
        if (paragraph.IsNumbered)
            sections.Enter(paragraph.Depth, paragraph.Whole, paragraph.LineStart);

        Close();
        title = paragraph.Text;
    }

    private void Close()
    {
        var clauses = open.SelectMany(entry => entry.Clauses).ToList();
        if (clauses.Count >= FewestItems
            && clauses.Select(clause => clause.Lead).Distinct().Count() >= FewestUnits
            && clauses.Count(clause => clause.IsKnown) * 2 > clauses.Count
            && clauses.Count(clause => clause.IsStrong) * 3 >= clauses.Count)
        {
            var list = new ProseList { Title = title };
            foreach (var (paragraph, parts, path) in open)
                list.Items.AddRange(parts.Select(part => Item(paragraph, part, parts.Count, path)));

            lists.Add(list);
        }

        open.Clear();
        between = 0;
    }

    private static RawItem Item(DutyParagraph paragraph, ProseClause clause, int siblings, IReadOnlyList<string> path)
    {
        var item = new RawItem { No = paragraph.No, Section = path, LineStart = paragraph.LineStart, LineEnd = paragraph.LineEnd };
        item.Text.Add(clause.Text);
        item.Lead.Add(clause.Lead);
        item.Partner.AddRange(clause.Partner);
        if (siblings > 1)
            item.Find(FindingCodes.RowSplit, "The paragraph names several units one after the other; it was cut before each of them.");

        if (clause.IsDoubtful)
            item.Find(FindingCodes.UnitInText, "Who does it and who helps was taken from the words of the sentence.");

        return item;
    }
}
