using System.Buffers;
using System.Text;

namespace TaskTracker.Core.Documents;

/// <summary>What every reader of printed lines needs: white space, markup and punctuation of the sources.</summary>
internal static class Printed
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("#*<-\u200B\uFEFF");

    /// <summary>
    /// The line as a reader sees it: without the marks of headings (#), of bold (** and b tags), of list bullets
    /// and without white space around it. Paragraph tags stay, since the cells of tables need them.
    /// </summary>
    public static string Clean(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.IndexOfAny(Marks) < 0)
            return line.ToString();

        line = line.TrimStart('#').TrimStart();
        if (line.StartsWith("- ", StringComparison.Ordinal))
            line = line[2..].TrimStart();

        var clean = new StringBuilder(line.Length);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '<' && TagLength(line[at..]) is var length and > 0)
                at += length - 1;
            else if (line[at] == '*' && at + 1 < line.Length && line[at + 1] == '*')
                at++;
            else if (line[at] is not ('\u200B' or '\uFEFF'))
                clean.Append(line[at]);
        }

        return clean.ToString().Trim();
    }

    /// <summary>True for a line that the source marks as a heading.</summary>
    public static bool IsMarkedHeading(ReadOnlySpan<char> line) => line.TrimStart().StartsWith('#');

    /// <summary>Without any white space: lines are broken inside words, and spaces stand around figures by chance.</summary>
    public static string Squash(ReadOnlySpan<char> text)
    {
        var spaces = 0;
        foreach (var character in text)
            if (char.IsWhiteSpace(character))
                spaces++;

        if (spaces == 0)
            return text.ToString();

        var squashed = new char[text.Length - spaces];
        var to = 0;
        foreach (var character in text)
            if (!char.IsWhiteSpace(character))
                squashed[to++] = character;

        return new string(squashed);
    }

    public static bool IsHan(char character) => character is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '〇';

    public static bool EndsSentence(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        while (text.Length > 0 && text[^1] is '”' or '"' or '）' or ')' or '》' or '’')
            text = text[..^1].TrimEnd();

        return text.Length > 0 && text[^1] is '。' or '；' or ';' or '！' or '!' or '？' or '.';
    }

    /// <summary>The text of a cell cut at its paragraph tags; text outside of them counts as a paragraph too.</summary>
    public static IReadOnlyList<string> Paragraphs(string cell)
    {
        if (!cell.Contains('<', StringComparison.Ordinal))
            return cell.AsSpan().IsWhiteSpace() ? [] : [cell.Trim()];

        var paragraphs = new List<string>();
        foreach (var range in cell.AsSpan().Split("</p>"))
        {
            var paragraph = cell.AsSpan(range).Trim();
            if (paragraph.StartsWith("<p>", StringComparison.Ordinal))
                paragraph = paragraph[3..];

            var clean = paragraph.ToString().Replace("<p>", " ", StringComparison.Ordinal).Replace("<br>", " ", StringComparison.Ordinal);
            clean = Clean(clean);
            if (clean.Length > 0)
                paragraphs.Add(clean);
        }

        return paragraphs;
    }

    /// <summary>Tags of letters that only change the look: b, i, u, sub, sup, strong, em, with or without a slash.</summary>
    private static int TagLength(ReadOnlySpan<char> text)
    {
        foreach (var tag in LookTags)
            if (text.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
                return tag.Length;

        return 0;
    }

    private static readonly string[] LookTags =
    [
        "<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<sub>", "</sub>", "<sup>", "</sup>", "<strong>", "</strong>", "<em>", "</em>",
    ];
}
