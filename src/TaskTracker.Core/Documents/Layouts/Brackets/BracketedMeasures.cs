using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Brackets;

/// <summary>
/// Measures in running text, each closed by a bracket that says who does it: （区教委牵头，区财政局配合）,
/// （责任单位：区教委）. A paragraph holds one measure or several.
/// </summary>
internal sealed class BracketedMeasures : ILayout
{
    private const int FewestItems = 2;

    public string Name => "bracketed-measures";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        var brackets = new UnitBrackets(context.Directory, new CellShape(context.Directory, ListFacts.TimeOf("", document.Head)));
        var paragraphs = new MeasureParagraphs(document).Read()
            .Select(paragraph => (paragraph, paragraph.Kind is ParagraphKind.Body or ParagraphKind.Heading ? brackets.In(paragraph.Text) : []))
            .ToList();
        if (paragraphs.Sum(paragraph => paragraph.Item2.Count) < FewestItems)
            yield break;

        foreach (var list in BracketedListBuilder.Build(new BlockReader(paragraphs).Read()))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (list.Items.Count(item => item.Lead.Count > 0) >= FewestItems)
                yield return new LayoutReading(Draft(list, document, context.Directory));
        }
    }

    private DraftList Draft(BracketedList list, DocumentText document, UnitDirectory? directory)
    {
        var title = list.Title ?? document.Head.Title;
        var (declared, countFindings) = ListFacts.Counts(title, list.TitleLine, list.Headings, list.Items);
        var time = ListFacts.TimeOf(title, document.Head);
        var hasDeadlines = list.Items.Count(item => item.Deadline.Count > 0) * 2 > list.Items.Count;
        var items = new ItemReader(directory, time, hasDeadlines, hasUnitColumn: true).Read(list.Items);
        return new DraftList
        {
            Title = title,
            Kind = ListKind.Tasks,
            Layout = Name,
            Year = time.Year,
            DeclaredCount = declared,
            DefaultDeadline = ListFacts.DefaultDeadlineOf(title, items),
            LineStart = Math.Min(list.Headings.Count > 0 ? list.Headings.Min(heading => heading.Line) : int.MaxValue, items.Min(item => item.LineStart)),
            LineEnd = items.Max(item => item.LineEnd),
            Findings = [.. countFindings, .. NumberRuns(list).SelectMany(ListFacts.NumberFindings)],
            Items = items,
        };
    }

    /// <summary>One run for each style and each time that its numbering begins anew.</summary>
    private static List<List<(int Value, int Line)>> NumberRuns(BracketedList list)
    {
        var runs = new List<List<(int Value, int Line)>>();
        var open = new Dictionary<NumberStyle, List<(int Value, int Line)>>();
        foreach (var (number, line) in list.Numbers.OrderBy(number => number.Line))
        {
            if (number.Value == 1 || !open.TryGetValue(number.Style, out var run))
            {
                open[number.Style] = run = [];
                runs.Add(run);
            }

            run.Add((number.Value, line));
        }

        return runs;
    }
}
