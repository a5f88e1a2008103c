using System.Text;

namespace TaskTracker.Core.Documents;

/// <summary>The contents page of a gazette (目录): which lines it takes up, and the documents that it lists.</summary>
internal sealed class ContentsPage
{
    private const int LongestTitle = 160;

    private ContentsPage(int lastIndex, IReadOnlyList<string> titlesWithoutNumber)
    {
        LastIndex = lastIndex;
        TitlesWithoutNumber = titlesWithoutNumber;
    }

    /// <summary>Index of its last line among the lines that are not blank; -1 if there is no contents page.</summary>
    public int LastIndex { get; }

    /// <summary>Titles, without white space, of the documents that it lists without a number: only their title finds them.</summary>
    public IReadOnlyList<string> TitlesWithoutNumber { get; }

    /// <summary>Reads the page, if the file begins with one: the word 目录, then entries that end in a page number.</summary>
    public static ContentsPage Find(IReadOnlyList<TextLine> lines)
    {
        var start = -1;
        for (var at = 0; at < lines.Count && at < 60 && start < 0; at++)
            if (Printed.Squash(lines[at].Text) is "目录" or "目次")
                start = at;

        if (start < 0)
            return new ContentsPage(-1, []);

        var last = start;
        var titles = new List<string>();
        var entry = new StringBuilder();
        for (var at = start + 1; at < lines.Count && at - last <= 6; at++)
        {
            var text = lines[at].Text;
            if (text.StartsWith('【') || (lines[at].IsMarkedHeading && text.Contains("文件", StringComparison.Ordinal)))
            {
                last = at;
                entry.Clear();
            }
            else if (WithoutPage(text) is { } rest)
            {
                last = at;
                entry.Append(rest);
                AddTitle(titles, entry.ToString());
                entry.Clear();
            }
            else if (DocumentNumber.Of(text) is not null || text.EndsWith('：') || text.Length > LongestTitle)
                break;
            else
                entry.Append(text);
        }

        return new ContentsPage(last, titles);
    }

    private static void AddTitle(List<string> titles, string entry)
    {
        if (DocumentNumber.IsIn(entry))
            return;

        var title = Printed.Squash(PrintedNumber.TryRead(entry, out var number) ? number.Rest : entry);
        if (title.Length is >= 8 and <= LongestTitle)
            titles.Add(title);
    }

    /// <summary>The entry without dots and page number at its end; null if it ends in none.</summary>
    private static string? WithoutPage(string text)
    {
        var bare = text.AsSpan().TrimEnd();
        var isBracketed = bare.Length > 0 && bare[^1] is ')' or '）';
        if (isBracketed)
            bare = bare[..^1].TrimEnd();

        var title = bare.TrimEnd("0123456789");
        var pageDigits = bare.Length - title.Length;
        if (pageDigits is 0 or > 4)
            return null;

        var hadLeader = title.Length > 0 && title[^1] is '\t' or '.' or '…' or '·' or ' ';
        if (isBracketed)
        {
            title = title.TrimEnd();
            if (title.Length == 0 || title[^1] is not ('(' or '（'))
                return null;

            title = title[..^1];
            hadLeader = true;
        }

        return hadLeader ? title.TrimEnd(" \t.…·").ToString() : null;
    }
}
