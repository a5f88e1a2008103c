namespace TaskTracker.Core.Deadlines;

/// <summary>
/// The stages of one deadline text: "A工作10月底前完成；B工作已启动，年底前完成" tells of two. A new one begins with a
/// new sentence, or with a new clause after a date.
/// </summary>
internal sealed class Stages
{
    private const int LongestText = 120;

    private readonly FoldedText folded;
    private readonly List<Stage> stages = [];

    public Stages(FoldedText folded, List<Part> parts, List<ReadDate> dates)
    {
        this.folded = folded;
        var nextDate = 0;
        var at = 0;
        foreach (var part in parts)
        {
            var date = nextDate < dates.Count && ReferenceEquals(dates[nextDate].Part, part) ? dates[nextDate++] : null;
            var boundary = LastBoundary(at, part.From, out var isHard);
            if (stages.Count == 0 || (boundary >= 0 && (isHard || stages[^1].Dates.Count > 0)))
                Begin(stages.Count == 0 ? 0 : boundary + 1);

            var stage = stages[^1];
            stage.HasState |= part is WordPart { Meaning: >= WordMeaning.Preparing };
            if (date is not null)
                stage.Dates.Add(date);
            at = part.To;
        }

        if (stages.Count > 0)
            stages[^1].To = folded.Text.Length;
    }

    /// <summary>How many stages have a date or a state.</summary>
    public int Count => stages.Count(IsTelling);

    /// <summary>Every date and every stage with a state, where there is more than one; nothing where there is one.</summary>
    public IReadOnlyList<Milestone> Milestones()
    {
        var milestones = stages.Where(IsTelling).SelectMany(MilestonesOf).ToList();
        return milestones.Count < 2 ? [] : milestones;
    }

    private static bool IsTelling(Stage stage) => stage.Dates.Count > 0 || stage.HasState;

    private IEnumerable<Milestone> MilestonesOf(Stage stage) => stage.Dates.Count > 1
        ? stage.Dates.Select(date => new Milestone(folded.Quote(date.Part.From, date.Part.To), DayOf(date)))
        : [new Milestone(Text(stage), stage.Dates.Count == 0 ? null : DayOf(stage.Dates[0]))];

    private void Begin(int from)
    {
        if (stages.Count > 0)
            stages[^1].To = from;

        stages.Add(new Stage { From = from });
    }

    /// <summary>The mark after which the clause of the next part begins: the first hard one, else the first soft one.</summary>
    private int LastBoundary(int from, int to, out bool isHard)
    {
        var soft = -1;
        for (var i = from; i < to; i++)
        {
            if (!folded.Text.IsClauseEnd(i))
                continue;

            isHard = folded.Text[i] is not (',' or '、');
            if (isHard)
                return i;

            soft = soft < 0 ? i : soft;
        }

        isHard = false;
        return soft;
    }

    private string Text(Stage stage)
    {
        var words = folded.Quote(stage.From, stage.To).Trim('，', '；', '。', ',', ';', '.', '、', ' ', '\n');
        return words.Length <= LongestText ? words : words[..LongestText];
    }

    private static DateOnly? DayOf(ReadDate date) => date.Role == DateRole.OngoingFrom ? date.Day.Start : date.Day.Last;

    private sealed class Stage
    {
        public required int From { get; init; }

        public int To { get; set; }

        public List<ReadDate> Dates { get; } = [];

        public bool HasState { get; set; }
    }
}
