namespace TaskTracker.Core.Deadlines;

/// <summary>
/// Finds the deadline in running text, where most dates are something else: what a plan is called, what was reached
/// before, since when a rule holds.
/// </summary>
internal sealed class MeasureReading
{
    private const int LongestMilestone = 120;

    private static readonly string[] NoLimitBefore =
        ["较", "比", "与", "同", "为", "围绕", "对", "根据", "按照", "按", "对照", "落实", "参照", "依据", "(", "\"", "第", "的", "共", "、"];

    private static readonly string[] NoLimitAfter =
        ["的", "度", "为", "以来", "版", "级", "全", "新", "-", "工作", "计划", "重点", "任务", "中央", "市", "区", "北京", "报", "底数", "均", "份", "历史",
         "进入", "出生", "水平", "同期", "基础", "目标", ")", "\"", "节", "活动日", "纪念"];

    private static readonly string[] LimitVerbs =
        ["完成", "实现", "建成", "达到", "力争", "基本", "全部", "全面", "竣工", "率先", "前完成", "投入", "对"];

    private readonly FoldedText folded;
    private readonly List<Part> parts;
    private readonly List<ReadDate> due = [];
    private readonly List<ReadDate> beginnings = [];
    private readonly DoubtList doubts;

    public MeasureReading(string text, DeadlineContext context)
    {
        folded = FoldedText.Of(text);
        doubts = new DoubtList(folded);
        parts = PartScanner.Scan(folded.Text);
        ReadDates(context);
    }

    public DeadlineReading Read()
    {
        var periods = parts.OfType<PeriodPart>().Where(IsDuty).ToList();
        var deadline = due.Count > 0 ? FromDates() : FromPeriods(periods) ?? FromBeginnings() ?? Deadline.None;
        return new DeadlineReading(deadline, doubts.Doubts);
    }

    public IReadOnlyList<Milestone> Milestones() => due.ConvertAll(date => new Milestone(ClauseOf(date.Part), date.Day.Last));

    private void ReadDates(DeadlineContext context)
    {
        var resolution = new DateResolution(context);
        var earliestYear = Math.Min(context.Year ?? int.MaxValue, context.SignedOn?.Year ?? int.MaxValue);
        foreach (var part in parts)
        {
            if (part is not DatePart { Phrase: var phrase } || IsPast(phrase, earliestYear))
                continue;

            var role = DateRoles.Of(phrase, folded.Text);
            if (role == DateRole.OngoingFrom && phrase.First.Unit is PointUnit.Year)
                beginnings.Add(new ReadDate(part, role, resolution.Resolve(phrase)));
            else if (role is DateRole.Due or DateRole.Started && IsLimit(phrase))
                Add(new ReadDate(part, DateRole.Due, resolution.Resolve(phrase)));
        }
    }

    private void Add(ReadDate date)
    {
        doubts.AddFrom(date.Part, date.Day);
        if (date.Day.Last is not null)
            due.Add(date);
    }

    private static bool IsPast(DatePhrase phrase, int earliestYear) =>
        (phrase.End.YearWord == YearWord.Printed && phrase.End.Unit != PointUnit.FiveYears && phrase.End.Year < earliestYear)
        || phrase.End.YearWord == YearWord.Last;

    private bool IsLimit(DatePhrase phrase)
    {
        var text = folded.Text;
        if (phrase.IsBounded)
            return !IsBracketedTitle(phrase);

        if (phrase.Tail == DateTail.During || phrase.First.Edge == PointEdge.Beginning
            || text.FirstBefore(phrase.From, NoLimitBefore) is not null || text.FirstAt(phrase.To, NoLimitAfter) is not null)
            return false;

        // A date alone in its clause, or one that the verb of reaching follows.
        return phrase.Lead == DateLead.In
            || text.FirstAt(phrase.To, LimitVerbs) is not null
            || text.IsClauseEnd(phrase.From - 1);
    }

    /// <summary>A plan's years in brackets behind its name: 发展规划（2016年至2020年底）.</summary>
    private bool IsBracketedTitle(DatePhrase phrase) =>
        folded.Text.CharAt(phrase.From - 1) == '(' && folded.Text.CharAt(phrase.To) == ')' && phrase.Tail == DateTail.None;

    /// <summary>每人每年 and 每月800元 say what is paid, not what is due.</summary>
    private bool IsDuty(PeriodPart part)
    {
        var text = folded.Text;
        if (text.CharAt(part.From - 2) == '每' || text.Has(part.From, "逐年"))
            return false;

        var rest = text.RestOfClause(part.To);
        var money = rest.IndexOf('元');
        return money < 0 || money > 12 || rest[..money].IndexOfAnyInRange('0', '9') < 0;
    }

    private Deadline FromDates()
    {
        var last = due.MaxBy(date => date.Day.Last)!;
        var isSeveral = due.Exists(date => date.Day.Last != last.Day.Last);
        return new Deadline
        {
            PrintedText = Phrases(due.Select(date => date.Part)),
            Kind = isSeveral ? DeadlineKind.Multiple : last.Day.Kind,
            Date = last.Day.Last,
            Start = !isSeveral && last.IsWindow ? last.Day.Start : null,
            Milestones = isSeveral ? Milestones() : [],
        };
    }

    private Deadline? FromPeriods(List<PeriodPart> periods)
    {
        if (periods.Count == 0)
            return null;

        var words = Phrases(periods);
        var rule = periods[0].Period.Rule;
        return new Deadline
        {
            PrintedText = words,
            Kind = DeadlineKind.Recurring,
            Recurrence = rule is not null && periods.TrueForAll(part => part.Period.Rule == rule) ? rule : words,
        };
    }

    private Deadline? FromBeginnings() => beginnings.Count == 0 ? null : new Deadline
    {
        PrintedText = Phrases(beginnings.Select(date => date.Part)),
        Kind = DeadlineKind.Ongoing,
        Start = beginnings[0].Day.Start,
    };

    private string Phrases(IEnumerable<Part> found) => string.Join('；', found.Select(part => folded.Quote(part.From, part.To)).Distinct());

    /// <summary>The words of the clause that a date stands in; with the next one where the date is all of it.</summary>
    private string ClauseOf(Part part)
    {
        var from = folded.Text.ClauseStart(part.From);
        var to = part.To + folded.Text.RestOfClause(part.To).Length;
        if (from == part.From && to == part.To && folded.Text.CharAt(to) == ',')
            to += 1 + folded.Text.RestOfClause(to + 1).Length;

        var words = folded.Quote(from, to);
        return words.Length <= LongestMilestone ? words : words[..LongestMilestone];
    }
}
