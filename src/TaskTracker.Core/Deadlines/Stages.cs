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
            if (stages.Count == 0 || (boundary >= 0 && (isHard || stages[^1].Date is not null)))
                Begin(stages.Count == 0 ? 0 : boundary + 1);

            stages[^1] = stages[^1] with
            {
                To = part.To,
                Date = date ?? stages[^1].Date,
                HasState = stages[^1].HasState || part is WordPart { Meaning: >= WordMeaning.Preparing },
            };
            at = part.To;
        }

        if (stages.Count > 0)
            stages[^1] = stages[^1] with { To = folded.Text.Length };
    }

    public int Count => stages.Count(stage => stage.Date is not null || stage.HasState);

    /// <summary>Every dated or stated stage, where there is more than one; nothing where there is one.</summary>
    public IReadOnlyList<Milestone> Milestones()
    {
        var telling = stages.FindAll(stage => stage.Date is not null || stage.HasState);
        return telling.Count < 2 ? [] : telling.ConvertAll(stage => new Milestone(Text(stage), DateOf(stage)));
    }

    private void Begin(int from)
    {
        if (stages.Count > 0)
            stages[^1] = stages[^1] with { To = from };

        stages.Add(new Stage(from, from, null, false));
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

    private static DateOnly? DateOf(Stage stage) => stage.Date is { Role: DateRole.Due or DateRole.Throughout, Day.Last: var day } ? day : null;

    private sealed record Stage(int From, int To, ReadDate? Date, bool HasState);
}
