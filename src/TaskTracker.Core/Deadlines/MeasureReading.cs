namespace TaskTracker.Core.Deadlines;

/// <summary>
/// Finds the deadline in running text, where most dates are something else: what a plan is called, what was reached
/// before, since when a rule holds.
/// </summary>
internal sealed class MeasureReading
{
    private const int LongestMilestone = 120;

    private static readonly string[] NoLimitBefore =
    [
        "关于", "对于", "由于", "鉴于", "基于", "位于", "低于", "高于", "较", "比", "与", "同", "为", "围绕", "对", "根据", "按照", "按", "对照",
        "落实", "参照", "依据", "(", "\"", "第", "的", "共", "、",
    ];

    private static readonly string[] NoLimitAfter =
    [
        "的", "度", "为", "以来", "版", "级", "新", "-", "工作", "计划", "重点", "任务", "中央", "市", "区", "北京", "均", "历史", "进入",
        "出生", "水平", "同期", "基础", "目标", ")", "\"", "节", "活动日", "纪念", "是", "第",
    ];

    private static readonly string[] LimitVerbs =
        ["完成", "实现", "建成", "达到", "力争", "基本", "全部", "全面", "竣工", "率先", "投入", "对"];

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
                Add(new ReadDate(part, DateRole.Due, resolution.Resolve(phrase)), WasReached(phrase, context, earliestYear));
        }
    }

    private void Add(ReadDate date, Func<DateOnly, bool> wasReached)
    {
        if (date.Day.Last is { } last && wasReached(last))
            return;

        doubts.AddFrom(date.Part, date.Day);
        if (date.Day.Last is not null)
            due.Add(date);
    }

    /// <summary>A day before the signing that no word makes a limit is told as past: 3月份组织了检查, 2018年以前已建.</summary>
    private static Func<DateOnly, bool> WasReached(DatePhrase phrase, DeadlineContext context, int earliestYear) =>
        day => day.Year < earliestYear || (!phrase.IsBounded && day < context.SignedOn);

    private static bool IsPast(DatePhrase phrase, int earliestYear)
    {
        var point = phrase.End.YearWord == YearWord.None ? phrase.First : phrase.End;
        var lastYear = point.Unit == PointUnit.FiveYears ? point.Year + 4 : point.Year;
        return point.YearWord == YearWord.Last || (point.YearWord == YearWord.Printed && lastYear < earliestYear);
    }

    private bool IsLimit(DatePhrase phrase)
    {
        var text = folded.Text;
        if (phrase.IsBounded)
            return !IsBracketedTitle(phrase) && text.FirstAt(phrase.To, ["绩效", "任务", "考核", "总结", "述职"]) is null;

        // The period of a plan is what the whole text speaks of (“十四五”时期); its end or what is done during it may be a limit.
        if (phrase.Tail == DateTail.During || phrase.First.Edge == PointEdge.Beginning || text.FirstBefore(phrase.To, ["时期"]) is not null
            || text.FirstBefore(phrase.From, NoLimitBefore) is not null)
            return false;

        if (text.FirstAt(phrase.To, LimitVerbs) is not null)
            return true;

        if (text.FirstAt(phrase.To, NoLimitAfter) is not null)
            return false;

        // A date that opens its clause; 今年 opens many that set no limit.
        return phrase.Lead == DateLead.In
            || (text.IsClauseEnd(phrase.From - 1)
                && phrase.First is not { Unit: PointUnit.Year, YearWord: YearWord.This or YearWord.Next });
    }

    /// <summary>A plan's years in brackets behind its name: 发展规划（2016年至2020年底）.</summary>
    private bool IsBracketedTitle(DatePhrase phrase) =>
        folded.Text.CharAt(phrase.From - 1) == '(' && folded.Text.CharAt(phrase.To) == ')' && phrase.Tail == DateTail.None;

    /// <summary>每人每年 and 每月800元 say what is paid, 平均每年 what was counted, 每天 and 逐年 how the work is done.</summary>
    private bool IsDuty(PeriodPart part)
    {
        var text = folded.Text;
        if (text.CharAt(part.From - 2) == '每' || text.FirstBefore(part.From, ["平均"]) is not null
            || text.FirstAt(part.From, ["逐", "每日", "每天"]) is not null)
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
