using System.Buffers;
using TaskTracker.Core.Documents.Layouts.Headings;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Prose;

/// <summary>The units that a clause lays its duty on, and where their names stand in it.</summary>
/// <param name="Names">As printed, joined as printed.</param>
/// <param name="End">Where the names end in the text.</param>
/// <param name="IsKnown">True if the registry or the pattern of a collective name knows one of them.</param>
internal sealed record ClauseBearers(string Names, int End, bool IsKnown)
{
    /// <summary>True where the words leave no doubt that this is a duty: 负责, 牵头, 会同, 由….</summary>
    public bool IsStrong { get; init; }

    /// <summary>Names and the words before them are shorter.</summary>
    private const int LongestClause = 400;
    private const int LongestPrefix = 60;
    private const int MostPrefixes = 3;
    private const int LongestUnknown = 16;

    private static readonly string[] StrongVerbs = ["负责", "牵头", "会同", "承担", "分别", "现场", "共同"];
    private static readonly string[] SeatWords = ["设在", "牵头单位为", "牵头部门为", "主管单位为", "主管部门为", "责任单位为"];
    private static readonly SearchValues<char> Marks = SearchValues.Create("，。；：:");

    /// <summary>What follows 由 and names when a body is described, not a duty.</summary>
    private static readonly string[] NoDutyAfterBy = ["组成", "担任", "兼任", "任", "主管", "分管", "的", "领导"];

    /// <summary>The government as a whole hands its duties on; it bears none in a list.</summary>
    private static readonly string[] Rulers = ["人民政府", "区政府", "市政府", "区委", "市委", "党委", "政府"];

    /// <summary>A clause that may begin a new duty: after a full stop or a semicolon, or with strong verbs after a comma.</summary>
    /// <param name="text">The paragraph, without white space.</param>
    /// <param name="at">Where the clause begins.</param>
    /// <param name="isSentence">True if a sentence begins there, not only a clause behind a comma.</param>
    /// <param name="isFirst">True if nobody before it in the paragraph bears a duty.</param>
    /// <param name="directory">The district's units, if known.</param>
    public static ClauseBearers? Read(string text, int at, bool isSentence, bool isFirst, UnitDirectory? directory)
    {
        var end = Math.Min(text.Length, at + LongestClause);
        var clause = text[at..end];
        if (!isSentence)
            return clause[0] == '由' && !isFirst ? null : AtBeginning(clause, onlyStrong: true, directory)?.Moved(at);

        var from = 0;
        for (var prefix = 0; prefix <= MostPrefixes; prefix++)
        {
            if (AtBeginning(clause[from..], onlyStrong: prefix > 0, directory) is { } found)
                return found.Moved(at + from);

            if (Founded(clause[from..], directory) is { } founded)
                return founded.Moved(at + from);

            var mark = clause.AsSpan(from).IndexOfAny(Marks);
            var words = mark < 0 ? clause[from..] : clause[from..(from + mark)];
            if (ByWhom(words, directory) is { } by)
                return by.Moved(at + from);

            // A name that cannot be told has the duty already.
            if (mark is < 0 or > LongestPrefix || clause[from + mark] != '，' || ContainsAny(words, StrongVerbs))
                return null;

            from += mark + 1;
        }

        return null;
    }

    private ClauseBearers Moved(int by) => this with { End = End + by };

    /// <summary>区教委负责…, 由区教委牵头…</summary>
    private static ClauseBearers? AtBeginning(string clause, bool onlyStrong, UnitDirectory? directory)
    {
        var isBy = clause.StartsWith('由');
        var names = new UnitNames(clause, directory);
        var end = names.EndFrom(isBy ? 1 : 0);
        if (end <= (isBy ? 1 : 0))
            return null;

        end = AfterUnknown(clause, end);
        var printed = clause[(isBy ? 1 : 0)..end];
        var isStrong = StartsWithAny(clause.AsSpan(end), StrongVerbs);
        var isDuty = onlyStrong && !isBy ? isStrong : isStrong || (names.Known > 0 && IsDuty(clause, end, names));
        return isDuty && IsBearer(printed) ? new ClauseBearers(WithoutShortName(printed), end, names.Known > 0) { IsStrong = isBy || isStrong } : null;
    }

    /// <summary>区教委、机要部门负责…: the last name may be one that no registry knows.</summary>
    private static int AfterUnknown(string clause, int end)
    {
        if (end >= clause.Length || clause[end] != '、')
            return end;

        var rest = clause.AsSpan(end + 1, Math.Min(LongestUnknown, clause.Length - end - 1));
        foreach (var verb in StrongVerbs)
            if (rest.IndexOf(verb, StringComparison.Ordinal) is > 1 and var at && UnitShape.EndsLikeUnit(rest[..at]) && rest[..at].IndexOfAny(Marks) < 0)
                return end + 1 + at;

        return end;
    }

    /// <summary>区教委、区民政局等部门，按职责做好…: a comma may stand behind several names.</summary>
    private static bool IsDuty(string clause, int end, UnitNames names) =>
        !StartsWithAny(clause.AsSpan(end), NoDutyAfterBy)
        && (names.IsDutyAt(end, orAnything: true) || (end < clause.Length && clause[end] == '，' && names.IsDutyAt(end + 1, orAnything: false)));

    /// <summary>涉及经费的事项由区财政局负责。</summary>
    private static ClauseBearers? ByWhom(string clause, UnitDirectory? directory)
    {
        for (var at = clause.IndexOf('由', StringComparison.Ordinal); at >= 0; at = clause.IndexOf('由', at + 1))
        {
            var names = new UnitNames(clause, directory);
            var end = names.EndFrom(at + 1);
            if (end <= at + 1 || names.Known == 0 || end >= clause.Length || StartsWithAny(clause.AsSpan(end), NoDutyAfterBy) || !IsBearer(clause[(at + 1)..end]))
                continue;

            return clause.AsSpan(end).StartsWith("负责解释", StringComparison.Ordinal) ? null : new ClauseBearers(WithoutShortName(clause[(at + 1)..end]), end, true) { IsStrong = true };
        }

        return null;
    }

    /// <summary>成立…领导小组（以下简称…），负责…; …办公室设在区民政局，负责…; 牵头单位为区教委，负责….</summary>
    private static ClauseBearers? Founded(string clause, UnitDirectory? directory)
    {
        var verb = clause.IndexOf("，负责", StringComparison.Ordinal);
        if (verb < 0)
            return null;

        var head = clause[..verb];
        if (head.AsSpan().IndexOfAny("。；") >= 0)
            return null;

        foreach (var word in SeatWords)
        {
            var seat = head.IndexOf(word, StringComparison.Ordinal);
            if (seat < 0)
                continue;

            var names = new UnitNames(head, directory);
            var end = names.EndFrom(seat + word.Length);
            return end == head.Length && names.Known > 0 ? new ClauseBearers(head[(seat + word.Length)..end], end, true) { IsStrong = true } : null;
        }

        if (!head.StartsWith("成立", StringComparison.Ordinal) && !head.StartsWith("设立", StringComparison.Ordinal))
            return null;

        var body = WithoutShortName(head[2..]);
        return body.Length is >= 4 and <= 40 && (body.EndsWith("小组", StringComparison.Ordinal) || body.EndsWith("指挥部", StringComparison.Ordinal) || body.EndsWith("委员会", StringComparison.Ordinal))
            ? new ClauseBearers(body, verb, false) { IsStrong = true }
            : null;
    }

    private static bool IsBearer(string names)
    {
        if (names.AsSpan().IndexOfAny('由', '的') >= 0)
            return false;

        if (names.Contains('、', StringComparison.Ordinal))
            return true;

        foreach (var ruler in Rulers)
            if (names.EndsWith(ruler, StringComparison.Ordinal) && !names.StartsWith('团') && !names.Contains('各', StringComparison.Ordinal))
                return false;

        return true;
    }

    private static string WithoutShortName(string names)
    {
        var open = names.AsSpan().LastIndexOfAny('（', '(');
        return open > 0 && names[^1] is '）' or ')' && names.AsSpan(open).Contains("简称", StringComparison.Ordinal) ? names[..open] : names;
    }

    private static bool ContainsAny(string text, string[] words)
    {
        foreach (var word in words)
            if (text.Contains(word, StringComparison.Ordinal))
                return true;

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.StartsWith(word, StringComparison.Ordinal))
                return true;

        return false;
    }
}
