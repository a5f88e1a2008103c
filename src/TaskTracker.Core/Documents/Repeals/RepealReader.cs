using System.Text;
using System.Text.RegularExpressions;

namespace TaskTracker.Core.Documents.Repeals;

/// <summary>
/// Finds what a document repeals: names of documents directly before 废止 or 停止执行 at the end of a clause (《…》（文号）、《…》同时废止),
/// or directly after 同时废止 or 决定废止. A part of a document (第三条停止执行), a duty to repeal (清理、废止) and a wish are no repeal. Rows of tables
/// are duties and are not read.
/// </summary>
internal static partial class RepealReader
{
    /// <summary>Words that close a repeal cannot be longer than this, so that each costs the same however long the text is.</summary>
    private const int Tail = 60;

    private static readonly string[] Verbs = ["废止", "停止执行", "停止施行", "停止实施", "不再执行"];

    public static IReadOnlyList<RepealedDocument> Read(DocumentText document)
    {
        if (!document.Lines.Any(line => !line.IsRow && MayRepeal(line.Text)))
            return [];

        var (text, starts) = Join(document.Lines);
        var found = new List<RepealedDocument>();
        foreach (var verb in Verbs)
        {
            for (var at = text.IndexOf(verb, StringComparison.Ordinal); at >= 0; at = text.IndexOf(verb, at + verb.Length, StringComparison.Ordinal))
            {
                var end = at + verb.Length;
                var names = EndsClause(text, end) ? RepealedNames.Before(text, at - TailLength(text, at)) : [];
                if (names.Count == 0 && verb == Verbs[0] && Declares(text, at))
                    names = RepealedNames.After(text, end);
                found.AddRange(names.Select(name => new RepealedDocument(
                    name.Number, name.Title, LineOf(starts, name.Start), LineOf(starts, Math.Max(at, name.End - 1)))));
            }
        }

        return [.. found.Where(name => name.Number is null || name.Number != document.Head.Number)
            .DistinctBy(name => (name.Number, name.Title)).OrderBy(name => name.LineStart)];
    }

    /// <summary>A line break can stand inside the words, so any line with a beginning of them counts.</summary>
    private static bool MayRepeal(string line) => line.AsSpan().IndexOfAny('废', '停') >= 0 || line.Contains("不再", StringComparison.Ordinal);

    /// <summary>The running text without white space; a row of a table breaks it.</summary>
    private static (string Text, List<(int At, int Line)> Starts) Join(IReadOnlyList<TextLine> lines)
    {
        var text = new StringBuilder();
        var starts = new List<(int At, int Line)>();
        foreach (var line in lines)
        {
            starts.Add((text.Length, line.Number));
            if (line.IsRow)
                text.Append('\n');
            else
                text.Append(Printed.Squash(line.Text));
        }

        return (text.ToString(), starts);
    }

    private static int LineOf(List<(int At, int Line)> starts, int at)
    {
        var (low, high) = (0, starts.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = starts[middle].At <= at ? (middle, high) : (low, middle - 1);
        }

        return starts[low].Line;
    }

    private static bool EndsClause(string text, int end) => end >= text.Length || "。；;，,！）)\n".Contains(text[end], StringComparison.Ordinal);

    /// <summary>How much stands between the names and the verb: 等3个文件自本办法施行之日起同时.</summary>
    private static int TailLength(string text, int verb) => Between.Match(text[Math.Max(0, verb - Tail)..verb]).Length;

    /// <summary>废止 before a name repeals it only where the document says that it does so itself.</summary>
    private static bool Declares(string text, int verb) => Declaring.IsMatch(text[Math.Max(0, verb - 4)..verb]);

    [GeneratedRegex(@"(?:等)?(?:[一二两三四五六七八九十0-9]{1,3}[个件份项])?(?:行政)?(?:规范性)?(?:文件)?(?:自[^，,。；;、《》\n]{1,30}起)?(?:同时|予以|即行|一并|相应|随之|全部|均|现|即){0,3}$", RegexOptions.RightToLeft)]
    private static partial Regex Between { get; }

    [GeneratedRegex("(?:同时|决定|现予|一并)$")]
    private static partial Regex Declaring { get; }
}
