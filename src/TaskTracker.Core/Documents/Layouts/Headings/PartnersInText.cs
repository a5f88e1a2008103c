using System.Buffers;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts.Headings;

/// <summary>Finds the units that a duty is done with, where its own words name them: 会同区教委, 配合区财政局.</summary>
internal static class PartnersInText
{
    private const int WordLength = 2;

    private static readonly SearchValues<string> TogetherWords =
        SearchValues.Create(["会同", "协同", "配合", "协助", "联合"], StringComparison.Ordinal);

    /// <summary>会同有关部门 names nobody: at least one must be a registered unit.</summary>
    /// <param name="item">Gets the partners, and a finding where they are named in passing.</param>
    /// <param name="from">Where, in the item's first piece of text, the names of the unit itself end.</param>
    /// <param name="directory">Without it nobody is found.</param>
    public static void Find(RawItem item, int from, UnitDirectory? directory)
    {
        if (directory is null)
            return;

        var text = string.Concat(item.Text);
        var found = new List<string>();
        var isInPassing = false;
        for (var at = 0; NextWord(text, at) is { } word; at = word.End)
        {
            var names = new UnitNames(text, directory);
            var end = names.EndFrom(word.End);
            if (names.Units == 0)
                continue;

            found.Add(text[word.End..end]);
            isInPassing |= word.At != from || text[word.At..word.End] is not ("会同" or "协同");
        }

        item.Partner.AddRange(found.Distinct());
        if (isInPassing)
            item.Find(FindingCodes.UnitInText, "Who helps was taken from the words of the duty; it may be help for another unit's task.");
    }

    private static (int At, int End)? NextWord(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(TogetherWords);
        return at < 0 ? null : (from + at, from + at + WordLength);
    }
}
