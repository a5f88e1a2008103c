namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Measures in paragraphs, each followed by labelled lines that say who and when (牵头部门：…, 完成时限：…). The measures
/// are numbered, or each stands under a heading of its own.
/// </summary>
internal sealed class LabelledMeasures : ILayout
{
    private const int FewestItems = 2;

    public string Name => "labelled-measures";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        var segments = new LabelledSegments(document, context.Directory).Read();
        if (segments.Count(segment => segment.NamesUnit) < FewestItems)
            yield break;

        foreach (var list in new LabelledListBuilder(document, segments).Build())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (list.Items.Count(item => item.Lead.Count + item.Responsible.Count > 0) >= FewestItems)
                yield return new LayoutReading(Draft(list, document, context));
        }
    }

    private DraftList Draft(LabelledList list, DocumentText document, ReadingContext context)
    {
        list.MoveHeadingsToTasks();
        var (declared, countFindings) = ListFacts.Counts(list.Title, list.TitleLine, list.Headings, list.Items);
        var time = ListFacts.TimeOf(list.Title, document.Head);
        var hasDeadlines = list.Items.Exists(item => item.Deadline.Count > 0);
        var items = new ItemReader(context.Directory, time, hasDeadlines, hasUnitColumn: true).Read(list.Items);
        return new DraftList
        {
            Title = list.Title,
            Kind = ListKind.Tasks,
            Layout = Name,
            Year = time.Year,
            DeclaredCount = declared,
            DefaultDeadline = ListFacts.DefaultDeadlineOf(list.Title, items),
            LineStart = Math.Min(list.TitleLine > 0 ? list.TitleLine : int.MaxValue, items.Min(item => item.LineStart)),
            LineEnd = items.Max(item => item.LineEnd),
            Findings = [.. countFindings, .. list.Numbers.SelectMany(ListFacts.NumberFindings)],
            Items = items,
        };
    }
}
