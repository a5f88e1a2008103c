namespace TaskTracker.Core.Documents.Targets;

/// <summary>A number with a unit in a clause, and the decision whether it is a target.</summary>
internal sealed class TargetCandidate
{
    private const int LongestName = 60;
    private const int LongestObject = 24;
    private const int LongestLeft = 120;

    private readonly TargetClause clause;
    private readonly TargetCandidate? previous;
    private readonly int at;
    private readonly PrintedFigure figure;
    private readonly string unit;

    private TargetCandidate(TargetClause clause, int at, PrintedFigure figure, string unit, TargetCandidate? previous)
    {
        this.clause = clause;
        this.at = at;
        this.figure = figure;
        this.unit = unit;
        this.previous = previous;
    }

    /// <summary>Behind number and unit.</summary>
    public int End => figure.End + unit.Length;

    /// <summary>Where the words before the number begin.</summary>
    private int From => Math.Max(clause.Start, at - LongestLeft);

    /// <summary>The act that leads to the number, once it was read as a target; a number after it may share it.</summary>
    private string? Act { get; set; }

    /// <summary>True if this number was read as a target.</summary>
    private bool IsTarget { get; set; }

    /// <summary>Null if no number with a unit begins there: a code, a date, a range, an age.</summary>
    public static TargetCandidate? At(TargetClause clause, int at, TargetCandidate? previous)
    {
        var text = clause.Text;
        if (at > 0 && IsPartOfCode(text[at - 1]))
            return null;

        if (PrintedFigure.At(text, at) is not { } figure)
            return null;

        var length = MeasureUnits.LengthAt(text, figure.End);
        if (length == 0 && figure.End < clause.End && text[figure.End] == '天')
            length = 1;

        return length == 0 || IsRange(text, at) || IsTime(text.AsSpan(figure.End + length))
            ? null
            : new TargetCandidate(clause, at, figure, text.Substring(figure.End, length), previous);
    }

    /// <param name="measure">The measure as printed, since the clause has its quotations blanked out.</param>
    public Target? Read(string measure)
    {
        var left = clause.Text.AsSpan(From..at);
        if (TargetWords.TellsFact(left) || IsRounded() || (clause.InBrackets && IsFollowedBy('的', ClosingBracket())))
            return null;

        var behind = Comparison.Behind(Rest());
        var target = Comparison.EndOf(left) is { } before ? Compared(measure, left, before, behind)
            : TargetWords.AtLeastLength(left) is var words and > 0 ? Compared(measure, left, (Comparison.AtLeast, words), behind)
            : unit == "天" || clause.InBrackets || TargetWords.EndsWithRounding(left) ? null
            : TargetWords.EndsWithChange(left) && !IsThing() ? Named(measure, Name(measure, From, at, isObject: false), behind?.Sign ?? Comparison.Equal, 0, behind?.Length ?? 0)
            : Done(measure, left, behind);
        IsTarget = target is not null;
        return target;
    }

    /// <summary>不少于30场, 达到96%以上.</summary>
    private Target? Compared(string measure, ReadOnlySpan<char> left, (string Sign, int Length) before, (string Sign, int Length)? behind)
    {
        var name = left[..^before.Length];
        if (behind is { } after && after.Sign[0] != before.Sign[0] && before.Sign != Comparison.Equal)
            return null;

        if (unit == "天" && !name.EndsWith("天数", StringComparison.Ordinal))
            return null;

        if (TargetWords.TellsCondition(left) || name.EndsWith("每", StringComparison.Ordinal) || name.EndsWith("的", StringComparison.Ordinal))
            return null;

        // "达到10辆的企业" tells which; "不少于10辆的…" still says how many.
        var isFirm = left.EndsWith("不少于", StringComparison.Ordinal) || left.EndsWith("不低于", StringComparison.Ordinal) || left.Contains("至少", StringComparison.Ordinal);
        var end = End + (behind?.Length ?? 0);
        if (IsFollowedBy('的', end) && !isFirm && !clause.Text.AsSpan(end).StartsWith("的目标", StringComparison.Ordinal) && !clause.Text.AsSpan(end).StartsWith("的要求", StringComparison.Ordinal))
            return null;

        // Outside of brackets, a number over which something lies mostly tells which things are meant.
        if (before.Sign == Comparison.Above && end < clause.End)
            return null;

        var sign = before.Sign == Comparison.Equal && behind is { } suffix ? suffix.Sign : before.Sign;
        var act = left[^before.Length..];
        var verb = act.StartsWith("至少", StringComparison.Ordinal) && act.Length > 2 ? act[2..].ToString() : "";
        Act = verb.Length > 0 ? verb : TargetWords.ActIn(name);
        return Named(measure, Name(measure, From, From + name.Length, IsThing() || MeasureUnits.CountsActs(unit), verb), sign, before.Length, behind?.Length ?? 0);
    }

    /// <summary>新建20个…, 为200名…: an act and how often or on how many.</summary>
    private Target? Done(string measure, ReadOnlySpan<char> left, (string Sign, int Length)? behind)
    {
        if (!IsThing() && !MeasureUnits.CountsActs(unit))
        {
            if (unit is "%" or "％" or "‰" or "个百分点")
                return TargetWords.EndsWithRate(left) && End + (behind?.Length ?? 0) == clause.End
                    ? Named(measure, Name(measure, From, at, isObject: false), behind?.Sign ?? Comparison.Equal, 0, behind?.Length ?? 0)
                    : null;

            if (unit == "米")
                return null;
        }

        var isActCounted = MeasureUnits.CountsActs(unit);
        var end = End + (behind?.Length ?? 0);
        if (behind is not null && !isActCounted && end < clause.End && clause.Text[end] != '、')
            return null;

        var things = clause.Text.AsSpan(end, ObjectEnd(end) - end);
        if (!isActCounted && things.Contains('的'))
            return null;

        // "23个社区1000户居民": of two numbers side by side, neither is surely the one to reach.
        if (ObjectEnd(end) is var next && next < clause.End && char.IsAsciiDigit(clause.Text[next]) && !EndsWithJoint(things))
            return null;

        // "1个区级、17个学区级…": what is counted is said only behind the second.
        if (things.Length <= 2 && things.Length > 0 && end + things.Length < clause.End && clause.Text[end + things.Length] == '、')
            return null;

        var from = previous?.clause == clause ? previous.End : clause.Start;
        var own = clause.Text.AsSpan(from, at - from);
        if (previous?.clause == clause && previous.IsTarget && IsJoined(own))
        {
            // "1万平方米、垂直绿化1000延米": what stands before the joint is what the first number counts.
            var begins = EndsWithJoint(own) ? at : from + own.LastIndexOf('、') + 1;
            Act = TargetWords.ActIn(own[(begins - from)..]) ?? previous.Act;
            var inherited = Act is not null && own[(begins - from)..].Contains(Act, StringComparison.Ordinal) ? "" : Act ?? "";
            return Named(measure, inherited + Name(measure, begins, at, isObject: true), behind?.Sign ?? Comparison.Equal, 0, behind?.Length ?? 0);
        }

        if (previous?.clause == clause)
            return null;

        Act = TargetWords.ActIn(left);
        if (Act is null && !TargetWords.IsBeneficiary(left))
        {
            if (!FollowsSameAct(left, end))
                return null;

            Act = previous!.Act;
            return Named(measure, Act + Name(measure, From, at, isObject: true), behind?.Sign ?? Comparison.Equal, 0, behind?.Length ?? 0);
        }

        // "建立小学4支、初中2支…": what the number counts is said only at the end.
        var isUnsaid = Act is not null && things.Length == 0 && left.Length - left.LastIndexOf(Act, StringComparison.Ordinal) - Act.Length <= 2 && end < clause.End;
        return isUnsaid ? null : Named(measure, Name(measure, From, at, isObject: true), behind?.Sign ?? Comparison.Equal, 0, behind?.Length ?? 0);
    }

    /// <summary>开展活动300场，讲座100场: the second clause shares the act of the first.</summary>
    private bool FollowsSameAct(ReadOnlySpan<char> left, int end) =>
        previous is { IsTarget: true, Act: not null } && previous.clause.Sentence == clause.Sentence && previous.clause.End == clause.Start - 1
        && end == clause.End && left.Length is >= 2 and <= 12 && !TargetWords.OpensPhrase(left);

    private Target? Named(string measure, string name, string sign, int wordsBefore, int wordsBehind) =>
        name.Count(Printed.IsHan) < 3 ? null
        : new Target(name, sign, figure.Value, unit, measure[(at - wordsBefore)..(End + wordsBehind)]);

    /// <summary>What is to reach the number: the words before it, and for things that are counted the words behind it.</summary>
    private string Name(string measure, int from, int to, bool isObject, string verb = "")
    {
        var name = TargetWords.WithoutLeadOut(TargetWords.WithoutLeadIn(measure.AsSpan(from, to - from))).ToString() + verb;
        if (isObject)
        {
            var start = Math.Min(End + (Comparison.Behind(Rest())?.Length ?? 0), clause.End);
            var things = measure.AsSpan(start, ObjectEnd(start, isWhole: name is "为" or "对" || TargetWords.IsBeneficiary(name)) - start);
            while (EndsWithJoint(things))
                things = things[..^1];

            things = things.TrimStart('的');
            if (name is "为" or "对" && TargetWords.StartsWithAct(things))
                name = "";

            name += things[..Math.Min(things.Length, LongestObject)].ToString();
        }

        name = name.Replace("_{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        return (name.Length > LongestName ? name[^LongestName..] : name).Trim('、', '，', ' ');
    }

    /// <param name="from">Where the words behind the number begin.</param>
    /// <param name="isWhole">True if they go on to the end of the clause: what is done stands behind those for whom it is done.</param>
    private int ObjectEnd(int from, bool isWhole = false)
    {
        var end = from;
        while (end < clause.End && !char.IsAsciiDigit(clause.Text[end]) && (isWhole || clause.Text[end] is not ('、' or '（' or '(')))
            end++;

        return end;
    }

    private bool IsThing() => MeasureUnits.CountsThings(unit) && unit is not ("类" or "项" or "层");

    private ReadOnlySpan<char> Rest() => clause.Text.AsSpan(End, clause.End - End);

    private bool IsRounded() =>
        Rest() is var rest && (rest.StartsWith("左右", StringComparison.Ordinal) || rest.StartsWith("上下", StringComparison.Ordinal) || rest.StartsWith("余", StringComparison.Ordinal)
            || rest.StartsWith("多", StringComparison.Ordinal) || rest.StartsWith("（含）", StringComparison.Ordinal) || rest.StartsWith("(含)", StringComparison.Ordinal));

    private bool IsFollowedBy(char character, int place) => place < clause.Text.Length && clause.Text[place] == character;

    private int ClosingBracket()
    {
        var close = clause.Text.AsSpan(clause.End).IndexOfAny("）)");
        return close < 0 ? int.MaxValue : clause.End + close + 1;
    }

    private static bool EndsWithJoint(ReadOnlySpan<char> text) => text is [.., '和' or '及' or '与' or '或'];

    private static bool IsJoined(ReadOnlySpan<char> own) => own.Length > 0 && (own[0] == '、' || own.LastIndexOf('、') >= 0 || EndsWithJoint(own));

    private static bool IsPartOfCode(char before) =>
        char.IsAsciiLetterOrDigit(before) || before is '.' or '_' or '{' or '-' or '—' or '–' or '~' or '～' or '+' or '×' or '/' or '／' or '第' or '号' or '^' or '$' or 'Ⅱ' or '\\';

    /// <summary>10个工作日, 3个月.</summary>
    private static bool IsTime(ReadOnlySpan<char> behind) =>
        behind is ['月', ..] || behind.StartsWith("工作日", StringComparison.Ordinal) || behind.StartsWith("自然日", StringComparison.Ordinal)
        || behind.StartsWith("小时", StringComparison.Ordinal) || behind.StartsWith("季度", StringComparison.Ordinal) || behind.StartsWith("星期", StringComparison.Ordinal);

    /// <summary>8—10个, 3至5个, 0-3岁.</summary>
    private static bool IsRange(string text, int at) =>
        at > 1 && text[at - 1] is '至' or '到' && (char.IsAsciiDigit(text[at - 2]) || text[at - 2] is '个' or '名' or '户' or '处' or '%');
}
