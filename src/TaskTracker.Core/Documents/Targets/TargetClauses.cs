namespace TaskTracker.Core.Documents.Targets;

/// <summary>
/// A stretch of a measure between two marks, or inside one pair of brackets: as far as a number may take its name from.
/// </summary>
/// <param name="Text">The measure, with quotations and citations blanked out.</param>
/// <param name="Start">Where the clause begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Sentence">Where its sentence begins.</param>
/// <param name="InBrackets">True for what stands in brackets.</param>
internal sealed record TargetClause(string Text, int Start, int End, int Sentence, bool InBrackets)
{
    private const int FarthestYear = 200;

    /// <summary>The year that the sentence sets before that place (到2025年); a year that is compared with is none.</summary>
    public int? YearBefore(int at)
    {
        int? year = null;
        for (var from = Math.Max(Sentence, at - FarthestYear); from + 4 < at; from++)
        {
            var isYear = Text[from] is '1' or '2' && Text[from + 4] == '年' && (from == 0 || !char.IsAsciiDigit(Text[from - 1]))
                && PrintedFigure.At(Text, from) is { } figure && figure.End == from + 4 && figure.Value is >= 1990 and <= 2099;
            if (isYear && !IsComparedWith(from))
                year = (int)PrintedFigure.At(Text, from)!.Value.Value;
        }

        return year;
    }

    private bool IsComparedWith(int year)
    {
        var behind = Text.AsSpan(year + 5);
        var next = behind[..Math.Min(8, behind.Length)];
        return (year > 0 && Text[year - 1] is '较' or '比' or '于' or '自' or '从')
            || next.StartsWith("度", StringComparison.Ordinal) || next.StartsWith("以前", StringComparison.Ordinal) || next.StartsWith("以来", StringComparison.Ordinal)
            || next.Contains("基础", StringComparison.Ordinal) || next.Contains("相比", StringComparison.Ordinal);
    }
}

/// <summary>Cuts a measure into clauses.</summary>
internal static class TargetClauses
{
    private const char Blank = '\uFFFC';
    private const int LongestQuotation = 120;
    private const int LongestBracket = 160;

    public static IEnumerable<TargetClause> Of(string measure)
    {
        var text = WithoutQuotations(measure);
        var outer = WithoutBrackets(text);
        var start = 0;
        var sentence = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && outer[at] is '（' or '(')
                foreach (var inner in Inside(text, at + 1, ClosingOf(text, at), sentence))
                    yield return inner;

            if (at < text.Length && !IsMark(outer, at))
                continue;

            if (at > start)
                yield return new TargetClause(outer, start, at, sentence, InBrackets: false);

            start = at + 1;
            if (at < text.Length && text[at] is '。' or '！' or '？')
                sentence = start;
        }
    }

    private static IEnumerable<TargetClause> Inside(string text, int start, int end, int sentence)
    {
        for (var at = start; at <= end; at++)
            if (at == end || IsMark(text, at))
            {
                if (at > start)
                    yield return new TargetClause(text, start, at, sentence, InBrackets: true);

                start = at + 1;
            }
    }

    private static bool IsMark(string text, int at) =>
        text[at] is '，' or '。' or '；' or '：' or ';' or ':' or '！' or '？' or '\n'
        || (text[at] == ',' && !(at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1])));

    /// <summary>Where the bracket ends; where it begins if it does not end soon.</summary>
    private static int ClosingOf(string text, int open)
    {
        var close = text.AsSpan(open + 1, Math.Min(LongestBracket, text.Length - open - 1)).IndexOfAny("）)");
        return open + 1 + close;
    }

    /// <summary>What stands in brackets blanked out, since a number there is read with the words beside it only.</summary>
    private static string WithoutBrackets(string text)
    {
        if (text.AsSpan().IndexOfAny("（(") < 0)
            return text;

        var outer = text.ToCharArray();
        for (var at = 0; at < outer.Length; at++)
            if (outer[at] is '（' or '(')
            {
                var close = ClosingOf(text, at);
                Array.Fill(outer, Blank, Math.Min(at + 1, close), Math.Max(0, close - at - 1));
                at = close;
            }

        return new string(outer);
    }

    /// <summary>“…”, 《…》 and 〔…〕 blanked out character by character, so that places stay what they are.</summary>
    private static string WithoutQuotations(string measure)
    {
        if (measure.AsSpan().IndexOfAny("“《〔\"") < 0)
            return measure;

        var text = measure.ToCharArray();
        for (var at = 0; at < text.Length; at++)
        {
            var closing = text[at] switch { '“' => '”', '《' => '》', '〔' => '〕', '"' => '"', _ => '\0' };
            if (closing == '\0')
                continue;

            var length = Array.IndexOf(text, closing, at + 1, Math.Min(LongestQuotation, text.Length - at - 1)) - at;
            if (length <= 0)
                continue;

            Array.Fill(text, Blank, at, length + 1);
            at += length;
        }

        return new string(text);
    }
}
