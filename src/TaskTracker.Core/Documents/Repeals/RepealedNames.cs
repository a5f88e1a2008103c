using System.Buffers;
using System.Text.RegularExpressions;

namespace TaskTracker.Core.Documents.Repeals;

/// <summary>A run of documents' names: 《…》（文号）、原《…》和文号, read from either end.</summary>
internal static partial class RepealedNames
{
    private const string Opening = "（(〔[【﹝", Closing = "）)〕]】﹞";

    /// <summary>They lead up to a name and stand in no number's letters.</summary>
    private static readonly SearchValues<char> LeadingUp = SearchValues.Create("原和及与将对起");

    private const int LongestTitle = 200, LongestBracket = 60, Most = 50;

    /// <param name="Number">The 文号, or null.</param>
    /// <param name="Title">The title, or null.</param>
    /// <param name="Start">Where it begins in the text.</param>
    /// <param name="End">Where it ends, exclusive.</param>
    internal readonly record struct Name(string? Number, string? Title, int Start, int End);

    /// <summary>The names that end at a place, in printed order; none if something else stands there.</summary>
    public static IReadOnlyList<Name> Before(string text, int end)
    {
        var names = new List<Name>();
        while (names.Count < Most && NameBefore(text, end) is { } name)
        {
            names.Insert(0, name);
            var start = name.Start > 0 && text[name.Start - 1] == '原' ? name.Start - 1 : name.Start;
            var link = LinkBefore.Match(text[Math.Max(0, start - 3)..start]).Length;
            if (link == 0)
                break;

            end = start - link;
        }

        return names;
    }

    /// <summary>The names that begin at a place and end a clause; none if the clause goes on with something else.</summary>
    public static IReadOnlyList<Name> After(string text, int start)
    {
        var names = new List<Name>();
        while (names.Count < Most)
        {
            if (start < text.Length && text[start] == '原')
                start++;
            if (start >= text.Length || text[start] != '《' || CloseOf(text, start) is not { } close)
                return [];

            var end = close;
            var number = end < text.Length && Opening.Contains(text[end], StringComparison.Ordinal) && BracketEnd(text, end) is { } bracket
                ? NumberIn(text[end..bracket]) : null;
            if (number is not null)
                end = BracketEnd(text, end)!.Value;
            names.Add(new Name(number, text[(start + 1)..(close - 1)], start, end));
            var link = LinkAfter.Match(text, end, Math.Min(3, text.Length - end)).Length;
            if (link == 0)
                return end >= text.Length || "。；;，,\n等".Contains(text[end], StringComparison.Ordinal) ? names : [];

            start = end + link;
        }

        return names;
    }

    private static Name? NameBefore(string text, int end)
    {
        if (end < 2)
            return null;

        if (text[end - 1] == '》')
            return OpenOf(text, end) is { } open ? new Name(null, text[(open + 1)..(end - 1)], open, end) : null;

        if (text[end - 1] == '号')
        {
            var printed = NumberAlone.Match(text[Math.Max(0, end - LongestBracket)..end]).Value;
            printed = printed[(printed.AsSpan().LastIndexOfAny(LeadingUp) + 1)..];
            return DocumentNumber.Of(printed) is { } alone ? new Name(alone, null, end - printed.Length, end) : null;
        }

        if (!Closing.Contains(text[end - 1], StringComparison.Ordinal) || BracketStart(text, end) is not { } bracket)
            return null;

        var number = NumberIn(text[bracket..end]);
        if (bracket > 0 && text[bracket - 1] == '》')
            return OpenOf(text, bracket) is { } title ? new Name(number, text[(title + 1)..(bracket - 1)], title, end) : null;

        return number is null ? null : new Name(number, null, bracket, end);
    }

    /// <summary>A number can lose its last character in print.</summary>
    private static string? NumberIn(string bracket) => DocumentNumber.Of(bracket[1..^1]) ?? DocumentNumber.Of(bracket[1..^1] + "号");

    /// <summary>Where the title opens that closes before <paramref name="end"/>; titles stand in titles.</summary>
    private static int? OpenOf(string text, int end)
    {
        var depth = 0;
        for (var at = end - 1; at >= Math.Max(0, end - LongestTitle); at--)
        {
            depth += text[at] switch { '》' => 1, '《' => -1, _ => 0 };
            if (depth == 0)
                return at;
        }

        return null;
    }

    /// <summary>Behind the mark that closes the title opened at <paramref name="start"/>.</summary>
    private static int? CloseOf(string text, int start)
    {
        var depth = 0;
        for (var at = start; at < Math.Min(text.Length, start + LongestTitle); at++)
        {
            depth += text[at] switch { '《' => 1, '》' => -1, _ => 0 };
            if (depth == 0)
                return at + 1;
        }

        return null;
    }

    private static int? BracketStart(string text, int end)
    {
        var depth = 0;
        for (var at = end - 1; at >= Math.Max(0, end - LongestBracket); at--)
        {
            depth += Closing.Contains(text[at], StringComparison.Ordinal) ? 1 : Opening.Contains(text[at], StringComparison.Ordinal) ? -1 : 0;
            if (depth == 0)
                return at;
        }

        return null;
    }

    private static int? BracketEnd(string text, int start)
    {
        var depth = 0;
        for (var at = start; at < Math.Min(text.Length, start + LongestBracket); at++)
        {
            depth += Opening.Contains(text[at], StringComparison.Ordinal) ? 1 : Closing.Contains(text[at], StringComparison.Ordinal) ? -1 : 0;
            if (depth == 0)
                return at + 1;
        }

        return null;
    }

    [GeneratedRegex("(?:、|，|,|；)?(?:以及|和|及|与)?$", RegexOptions.RightToLeft)]
    private static partial Regex LinkBefore { get; }

    [GeneratedRegex(@"\G(?:、|以及|和|及|与)")]
    private static partial Regex LinkAfter { get; }

    /// <summary>A number that no bracket holds, with the characters before it.</summary>
    [GeneratedRegex(@"[\u4E00-\u9FFF]{2,12}[〔\[【（(﹝][0-9]{4}[〕\]】）)﹞][0-9]{1,5}号$")]
    private static partial Regex NumberAlone { get; }
}
