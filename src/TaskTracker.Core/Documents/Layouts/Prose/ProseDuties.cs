namespace TaskTracker.Core.Documents.Layouts.Prose;

/// <summary>
/// Duties in running prose (由区教委牵头，…配合；区民政局会同区财政局…), in stretches of text where most paragraphs lay one
/// on a unit. Every other layout goes first.
/// </summary>
internal sealed class ProseDuties : ILayout
{
    public string Name => "prose-duties";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        foreach (var list in new ProseListBuilder(document, context.Directory).Build())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var time = ListFacts.TimeOf(list.Title, document.Head);
            yield return new LayoutReading(new DraftList
            {
                Title = list.Title,
                Kind = ListKind.Duties,
                Layout = Name,
                Year = time.Year,
                Findings = [],
                LineStart = list.Items.Min(item => item.LineStart),
                LineEnd = list.Items.Max(item => item.LineEnd),
                Items = new ItemReader(context.Directory, time, hasDeadlineColumn: false, hasUnitColumn: true).Read(list.Items),
            })
            { IsLastResort = true };
        }
    }
}
