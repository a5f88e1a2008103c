using TaskTracker.Core.Documents.Targets;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Targets;

/// <summary>
/// Cards of indicators (指标卡): a small table for each, its labels in the first column, with the number to reach, the body
/// that answers for it and what is to be done.
/// </summary>
internal sealed class IndicatorCards : ILayout
{
    private const int FewestCards = 3;
    private const int FarthestCard = 3;

    public string Name => "indicator-cards";

    public IEnumerable<LayoutReading> Read(DocumentText document, ReadingContext context)
    {
        var cards = new List<IndicatorCard>();
        var grids = TargetGrid.Find(document).ToList();
        for (var at = 0; at <= grids.Count; at++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var card = at < grids.Count ? IndicatorCard.Read(grids[at]) : null;
            var goesOn = card is not null && (cards.Count == 0 || grids[at].Before - cards[^1].LineEnd <= FarthestCard * 2);
            if (!goesOn)
            {
                if (cards.Count >= FewestCards)
                    yield return new LayoutReading(Draft(cards, document, context.Directory));

                cards.Clear();
            }

            if (card is not null)
                cards.Add(card);
        }
    }

    private DraftList Draft(List<IndicatorCard> cards, DocumentText document, UnitDirectory? directory)
    {
        var year = TargetYear.Of(document.Head.Title, document.Head);
        var items = cards.Select((card, index) => Item(card, index + 1, year, directory)).ToList();
        var title = document.Lines.LastOrDefault(line => line.Number < cards[0].NameLine && !line.IsRow && TitleShape.CanHeadList(line.Text)).Text;
        return new DraftList
        {
            Title = title is null ? document.Head.Title : Printed.Squash(title),
            Kind = ListKind.Indicators,
            Layout = Name,
            Year = year,
            LineStart = items[0].LineStart,
            LineEnd = items[^1].LineEnd,
            Findings = [],
            Items = items,
        };
    }

    private static DraftItem Item(IndicatorCard card, int ordinal, int? year, UnitDirectory? directory)
    {
        var deadline = card.GoalHead.DeadlineIn(year);
        var units = UnitCellReader.Read(card.Lead, directory);
        var findings = units.Doubts.Select(doubt => Finding(card, doubt.Code, doubt.Message)).ToList();
        if (units.Names.Count == 0)
            findings.Add(Finding(card, FindingCodes.NoUnit, "No unit is named to answer for this indicator."));

        var target = TargetCell.Read(card.Goal, "");
        return new DraftItem
        {
            Ordinal = ordinal,
            Task = card.Name,
            Text = card.Measure.Length > 0 ? card.Measure : $"{card.Name}：{card.GoalHead.Name}{Printed.Squash(card.Goal)}",
            LeadUnits = units.Names,
            Deadline = deadline,
            Targets = target is { } read
                ? [new Target(card.Name, read.Comparison, read.Value, read.Unit, card.Goal) { Year = deadline.Date?.Year, Baseline = TargetCell.Baseline(card.Start, read.Unit) }]
                : [],
            LineStart = card.LineStart,
            LineEnd = card.LineEnd,
            Findings = findings,
        };
    }

    private static Finding Finding(IndicatorCard card, string code, string message) =>
        new() { Code = code, Message = message, LineStart = card.LineStart, LineEnd = card.LineEnd };
}
