using System.Buffers;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>Finds the units that a duty is done with, where its own words name them: 会同区教委, 配合区财政局.</summary>
internal static class PartnersInText
{
    private const int WordLength = 2;
    private const int LongestClause = 120;

    /// <summary>Longer than any duty.</summary>
    private const int LongestText = 20_000;

    private static readonly string[] PartnerVerbs = ["配合", "参与", "协助", "协办", "支持"];

    private static readonly SearchValues<string> TogetherWords =
        SearchValues.Create(["会同", "协同", "配合", "协助", "联合"], StringComparison.Ordinal);

    /// <summary>会同有关部门 names nobody: at least one must be a single unit.</summary>
    /// <param name="item">Gets the partners, and a finding where they are named in passing.</param>
    /// <param name="from">Where, in the item's first piece of text, the names of the unit itself end.</param>
    /// <param name="directory">The district's units, if known.</param>
    public static void Find(RawItem item, int from, UnitDirectory? directory)
    {
        if (item.Text.Sum(piece => piece.Length) > LongestText)
            return;

        var text = string.Concat(item.Text);
        var found = new List<string>();
        if (PartnersOfLead(text, from) is { } partners)
            found.Add(partners);

        var isInPassing = false;
        for (var at = 0; NextWord(text, at) is { } word; at = word.End)
        {
            var names = new UnitNames(text, directory);
            var end = names.EndFrom(word.End);
            if (names.Units == 0)
                continue;

            found.Add(text[word.End..end]);
            var isDirect = word.At == from || (word.At == from + WordLength && text.AsSpan(from).StartsWith("负责", StringComparison.Ordinal));
            isInPassing |= !isDirect || text[word.At..word.End] is not ("会同" or "协同" or "联合");
        }

        item.Partner.AddRange(found.Distinct());
        if (isInPassing)
            item.Find(FindingCodes.UnitInText, "Who helps was taken from the words of the duty; it may be help for another unit's task.");
    }

    /// <summary>区教委牵头，各街道配合，…: the second clause says who helps.</summary>
    private static string? PartnersOfLead(string text, int from)
    {
        if (!text.AsSpan(from).StartsWith("牵头", StringComparison.Ordinal) || text.AsSpan(from).IndexOf('，') is not (>= 0 and <= 8 and var comma))
            return null;

        var clause = text.AsSpan(from + comma + 1);
        var end = clause.IndexOfAny("，。；");
        clause = end < 0 ? clause : clause[..end];
        foreach (var verb in PartnerVerbs)
            if (clause.Length is > WordLength and <= LongestClause && clause.EndsWith(verb, StringComparison.Ordinal))
                return clause[..^verb.Length].ToString();

        return null;
    }

    private static (int At, int End)? NextWord(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(TogetherWords);
        return at < 0 ? null : (from + at, from + at + WordLength);
    }
}
