namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>
/// Units as headings with their measures below, one list for each unit or the duties of several; and duties in
/// paragraphs that begin with the unit (区教委：…, 区教委负责…).
/// </summary>
internal sealed class UnitHeadings : ILayout
{
    private const int FewestItems = 2;

    public string Name => "unit-headings";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        foreach (var list in new DutyListBuilder(document, context.Directory).Build())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (list.Items.Count >= FewestItems)
                yield return new LayoutReading(Draft(list, document, context));
        }
    }

    private DraftList Draft(DutyList list, DocumentText document, ReadingContext context)
    {
        var time = ListFacts.TimeOf(list.Title, document.Head);
        var (declared, countFindings) = ListFacts.Counts(list.Title, list.TitleLine, list.Headings, list.Items);
        return new DraftList
        {
            Title = list.Title,
            Kind = list.Kind,
            Layout = Name,
            Year = time.Year,
            DeclaredCount = declared,
            DefaultDeadline = PrintedDate.YearIn(list.Title) is { } year ? new DateOnly(year, 12, 31) : null,
            LineStart = Math.Min(list.Items.Min(item => item.LineStart), list.Headings.Count > 0 ? list.Headings.Min(heading => heading.Line) : int.MaxValue),
            LineEnd = list.Items.Max(item => item.LineEnd),
            Findings = [.. countFindings, .. list.Numbers.SelectMany(ListFacts.NumberFindings)],
            Items = new ItemReader(context.Directory, time, hasDeadlineColumn: false, hasUnitColumn: true).Read(list.Items),
        };
    }
}
