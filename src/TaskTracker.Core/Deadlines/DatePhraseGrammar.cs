namespace TaskTracker.Core.Deadlines;

/// <summary>Reads a date or range with the words that bind it.</summary>
internal static class DatePhraseGrammar
{
    private static readonly string[] RangeMarks = ["起至", "起到", "--", "-", "至", "到"];
    private static readonly string[] ByWords = ["截止到", "截至到", "截至", "截止", "不晚于", "不迟于", "最迟于", "最迟", "到", "至"];
    private static readonly string[] FromWords = ["自", "从"];
    private static readonly string[] InWords = ["于", "在"];

    public static bool TryRead(string text, int at, out DatePhrase phrase, out int end)
    {
        phrase = null!;
        end = at;
        if (Numerals.IsNumeral(text.CharAt(at - 1)) || !CalendarPointGrammar.TryRead(text, at, out var first, out var afterFirst))
            return false;

        CalendarPoint? last = null;
        var i = afterFirst;
        if (TryReadRangeEnd(text, first, afterFirst, out var begin, out var until, out var afterLast))
            (first, last, i) = (begin, until, afterLast);
        else if (first.Unit == PointUnit.Number || first is { Unit: PointUnit.Day, Month: null })
            return false;

        var tail = ReadTail(text, i, out end);
        var lead = ReadLead(text, at, out var start);
        phrase = new DatePhrase(start, end, first, last, lead, tail);
        return true;
    }

    /// <summary>After the first point a mark and the second one; units that either lacks come from the other (6-9月, 5月6日至31日).</summary>
    private static bool TryReadRangeEnd(
        string text, CalendarPoint first, int at, out CalendarPoint begin, out CalendarPoint until, out int end)
    {
        (begin, until, end) = (first, first, at);
        var i = at;
        if (first.Trailing is not null && first.Unit != PointUnit.Number)
            Numerals.TryRead(text, at, out _, out i);

        var mark = text.FirstAt(i, RangeMarks);
        if (mark is null || !CalendarPointGrammar.TryRead(text, i + mark.Length, out until, out end) || until.Unit == PointUnit.FiveYears)
            return false;

        if (until.Unit == PointUnit.Number)
            return TryReadBareYears(first, ref begin, ref until);

        if (until is { Unit: PointUnit.Month, Edge: PointEdge.End, Month: null })
            until = until with { Month = first.Month };

        if (first.Trailing is { } number)
            return TryGiveUnit(first, number, until, out begin) && TryCompleteDay(begin, ref until);

        return TryCompleteDay(first, ref until);
    }

    /// <summary>2018-2020, with no 年 at all.</summary>
    private static bool TryReadBareYears(CalendarPoint first, ref CalendarPoint begin, ref CalendarPoint until)
    {
        if (first is not { Unit: PointUnit.Number, Trailing: >= 2000 and < 2100 } || until.Trailing is not (>= 2000 and < 2100))
            return false;

        begin = new CalendarPoint { Unit = PointUnit.Year, YearWord = YearWord.Printed, Year = first.Trailing.Value };
        until = begin with { Year = until.Trailing.Value };
        return true;
    }

    /// <summary>The number before the mark takes the first unit of the point after it.</summary>
    private static bool TryGiveUnit(CalendarPoint first, int number, CalendarPoint until, out CalendarPoint begin)
    {
        begin = first;
        if (until.YearWord == YearWord.Printed)
        {
            begin = new CalendarPoint { Unit = PointUnit.Year, YearWord = YearWord.Printed, Year = number };
            return number is >= 1900 and < 2200 && first.Unit == PointUnit.Number;
        }

        if (until.YearWord != YearWord.None)
            return false;

        begin = until.Unit switch
        {
            PointUnit.Day when until.Month is null => first with { Unit = PointUnit.Day, Part = number, Trailing = null },
            PointUnit.Quarter => first with { Unit = PointUnit.Quarter, Part = number, Trailing = null },
            _ => first with { Unit = PointUnit.Month, Month = number, Trailing = null },
        };
        return until.Unit is PointUnit.Day or PointUnit.Month or PointUnit.Quarter or PointUnit.TenDays;
    }

    private static bool TryCompleteDay(CalendarPoint begin, ref CalendarPoint until)
    {
        if (until is not { Unit: PointUnit.Day, Month: null })
            return true;

        until = until with { Month = begin.Month };
        return begin.Unit == PointUnit.Day && begin.Month is not null;
    }

    private static DateLead ReadLead(string text, int at, out int start)
    {
        start = at;
        if (text.FirstBefore(at, ByWords) is { } by)
        {
            start = at - by.Length;
            return DateLead.By;
        }

        if (text.FirstBefore(at, FromWords) is { } from)
        {
            start = at - from.Length;
            return DateLead.From;
        }

        return text.FirstBefore(at, InWords) is null ? DateLead.None : DateLead.In;
    }

    private static DateTail ReadTail(string text, int at, out int end)
    {
        if (text.FirstAt(at, ["期间", "间"]) is { } during)
        {
            var tail = ReadTail(text, at + during.Length, out end);
            return tail == DateTail.None ? DateTail.During : tail;
        }

        var word = text.FirstAt(at,
            ["全年", "之前", "以前", "前", "之内", "以内", "内", "为止", "截止", "止", "开始", "起", "以来", "以后", "之后", "后"]);
        end = at + (word?.Length ?? 0);
        var next = text.CharAt(end);
        switch (word)
        {
            case "全年":
                return DateTail.Throughout;
            case "前" when next is '期' or '置':
            case "内" when !CalendarPointGrammar.IsWithin(text, at):
            case "起" when next is '草' or '动' or '步' or '诉' or '点':
            case "后" when next is '续' or '期':
            case null:
                end = at;
                return DateTail.None;
            case "之前" or "以前" or "前":
                return DateTail.Before;
            case "之内" or "以内" or "内":
                return DateTail.Within;
            case "为止" or "截止" or "止":
                return DateTail.Until;
            default:
                return DateTail.From;
        }
    }
}
