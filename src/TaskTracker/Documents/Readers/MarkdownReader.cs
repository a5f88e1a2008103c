using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskTracker.Documents.Readers;

/// <summary>
/// Markdown keeps its lines one by one: the cells of pipe tables are divided by tabs, marks of emphasis, links and escapes go. The mark of a
/// heading stays, the layouts know it.
/// </summary>
internal sealed partial class MarkdownReader : IDocumentReader
{
    private const string Part = "line";

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_`[\\<");

    public string Format => "markdown";

    /// <summary>By its name, or by the rule under the header of a pipe table, which nothing else has.</summary>
    public static bool Takes(DocumentFile file)
    {
        if (file.IsNamed(".md", ".markdown"))
            return true;

        for (var number = 2; number <= file.Text!.LineCount; number++)
            if (IsRule(file.Text.Line(number)) && file.Text.Line(number - 1).Contains('|'))
                return true;

        return false;
    }

    public void Read(DocumentFile file, LineWriter lines, CancellationToken cancellation)
    {
        var text = file.Text!;
        var isInTable = false;
        var isInCode = false;
        for (var number = 1; number <= text.LineCount; number++)
        {
            var line = text.Line(number);
            var trimmed = line.TrimStart();
            if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
            {
                isInCode = !isInCode;
                lines.Line("", Part, number);
                continue;
            }

            if (isInCode)
            {
                lines.Line(line.ToString(), Part, number);
                continue;
            }

            isInTable = line.Contains('|') && (isInTable || (number < text.LineCount && IsRule(text.Line(number + 1))));
            lines.Line(!isInTable ? Plain(line) : IsRule(line) ? "" : string.Join('\t', Cells(line)), Part, number);
        }
    }

    private static bool IsRule(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.Length >= 3 && line.Contains('|') && line.Contains('-') && line.IndexOfAnyExcept("|-: \t") < 0;
    }

    private static List<string> Cells(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        line = line.StartsWith('|') ? line[1..] : line;
        var cells = new List<string>();
        var cell = new StringBuilder();
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length && line[at + 1] == '|')
                cell.Append(line[++at]);
            else if (line[at] != '|')
                cell.Append(line[at]);
            else
            {
                cells.Add(Cell(cell));
                LineWriter.CheckColumns(cells.Count);
            }
        }

        if (!string.IsNullOrWhiteSpace(cell.ToString()))
            cells.Add(Cell(cell));

        return cells;
    }

    private static string Cell(StringBuilder cell)
    {
        var text = LineBreak.Replace(cell.ToString(), "\n");
        cell.Clear();
        return TableLines.Flat(Plain(text)).Replace('\t', ' ');
    }

    private static string Plain(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart().StartsWith('>') ? line.TrimStart()[1..].TrimStart().ToString() : line.ToString();
        if (!text.AsSpan().ContainsAny(Marks))
            return text;

        text = Link.Replace(text, "$1");
        text = Emphasis.Replace(text, "$2");
        text = Emphasis.Replace(text, "$2");
        text = Tag.Replace(text, " ");
        return Escape.Replace(text, "$1");
    }

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LineBreak { get; }

    [GeneratedRegex(@"!?\[([^\[\]]*)\]\([^()\s]*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Link { get; }

    /// <summary>Underscores stay inside words.</summary>
    [GeneratedRegex(@"(\*{1,3}|`|\b_{1,2})([^*`_\s](?:[^*`_]*[^*`_\s])?)(\*{1,3}|`|_{1,2}\b)", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis { get; }

    [GeneratedRegex(@"</?(?:b|i|em|strong|span|font|u|br|sup|sub|a|div|center)(?:\s[^<>]*)?/?>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+\-.!|>])", RegexOptions.NonBacktracking)]
    private static partial Regex Escape { get; }
}
