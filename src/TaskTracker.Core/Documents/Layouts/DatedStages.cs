using System.Text.RegularExpressions;
using TaskTracker.Core.Documents.Layouts.Headings;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Dated stages of a piece of work, one a paragraph (第一阶段（2018年6月底前）：…; （一）第一阶段。2018年1月至4月，…). They name
/// no unit, and the list says so. Every other layout goes first.
/// </summary>
internal sealed partial class DatedStages : ILayout
{
    private const int FewestStages = 2;

    public string Name => "dated-stages";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        var title = document.Head.Title;
        var stages = new List<RawItem>();
        foreach (var paragraph in new DutyParagraphs(document, context.Directory).ReadDuties())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Stage(paragraph) is { } stage)
            {
                stages.Add(stage);
                continue;
            }

            if (stages.Count >= FewestStages)
                yield return Reading(title, stages, document, context);

            stages = [];
            if (paragraph.IsHeading)
                title = paragraph.Text;
        }

        if (stages.Count >= FewestStages)
            yield return Reading(title, stages, document, context);
    }

    private static RawItem? Stage(DutyParagraph paragraph)
    {
        var match = StageSentence().Match(paragraph.Text);
        return !match.Success
            ? null
            : new RawItem
            {
                No = paragraph.No,
                Text = [paragraph.Text],
                Deadline = [match.Groups["when"].Value],
                LineStart = paragraph.LineStart,
                LineEnd = paragraph.LineEnd,
            };
    }

    private LayoutReading Reading(string title, List<RawItem> stages, DocumentText document, ReadingContext context)
    {
        var time = ListFacts.TimeOf(title, document.Head);
        return new LayoutReading(new DraftList
        {
            Title = title,
            Kind = ListKind.Schedule,
            Layout = Name,
            Year = time.Year,
            LineStart = stages[0].LineStart,
            LineEnd = stages[^1].LineEnd,
            Findings =
            [
                new Finding
                {
                    Code = FindingCodes.NoUnitColumn,
                    Message = "These stages name no unit; who does the work must be added.",
                    LineStart = stages[0].LineStart,
                    LineEnd = stages[^1].LineEnd,
                },
            ],
            Items = new ItemReader(context.Directory, time, hasDeadlineColumn: true, hasUnitColumn: false).Read(stages),
        })
        { IsLastResort = true };
    }

    [GeneratedRegex(
        @"^(?:第[一二三四五六七八]|[\u4E00-\u9FFF]{2,8})阶段(?:[（(](?<when>[^（）()]{0,30}[0-9]{1,2}月[^（）()]{0,30})[）)][：:。]?|[。：:，](?<when>[0-9]{4}年[0-9]{1,2}月[^，。；]{0,30})，)\w.{3,}$",
        RegexOptions.CultureInvariant)]
    private static partial Regex StageSentence();
}
