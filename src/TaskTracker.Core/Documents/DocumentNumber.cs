using System.Buffers;

namespace TaskTracker.Core.Documents;

/// <summary>Reads 文号: 西政发〔2018〕6号, with any brackets and spaces.</summary>
internal static class DocumentNumber
{
    private static readonly SearchValues<char> Openings = SearchValues.Create("〔[［【（(﹝「");

    /// <summary>The number in its canonical form if the line holds nothing else, otherwise null.</summary>
    public static string? Of(string line)
    {
        if (line.Length is < 9 or > 40 || !line.EndsWith('号'))
            return null;

        var text = Printed.Squash(line);
        var bracket = text.AsSpan().IndexOfAny(Openings);
        if (bracket is < 2 or > 12 || bracket + 7 >= text.Length || !text.AsSpan(0, bracket).ContainsOnlyHan())
            return null;

        var year = text.AsSpan(bracket + 1, 4);
        if (!year.ContainsOnlyDigits() || !"〕]］】）)﹞」".Contains(text[bracket + 5], StringComparison.Ordinal))
            return null;

        var serial = text.AsSpan((bracket + 6)..^1);
        return IsSerial(serial) ? $"{text[..bracket]}〔{year}〕{serial}号" : null;
    }

    /// <summary>True if such a number stands anywhere in the text.</summary>
    public static bool IsIn(string text)
    {
        var bracket = text.AsSpan().IndexOfAny("〔﹝");
        return bracket > 0 && text.IndexOf('号', bracket) is var end && end > bracket && end - bracket < 24;
    }

    /// <summary>6, or the end of a range over years: 130-〔2018〕73.</summary>
    private static bool IsSerial(ReadOnlySpan<char> serial)
    {
        var digits = serial.IndexOfAnyExceptInRange('0', '9') is var end && end < 0 ? serial.Length : end;
        if (digits is 0 or > 5)
            return false;

        var rest = serial[digits..];
        return rest.Length == 0
            || (rest.Length is > 7 and <= 12 && rest[0] is '-' or '—' && rest[1] is '〔' or '[' && rest[3..].IndexOfAny('〕', ']') == 3
                && rest[7..].ContainsOnlyDigits());
    }

    private static bool ContainsOnlyHan(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
            if (!Printed.IsHan(character))
                return false;

        return true;
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
