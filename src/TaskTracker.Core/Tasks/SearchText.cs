using System.Text;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Tasks;

/// <summary>
/// How the words of a task are made findable: folded text, and its pairs of neighbouring characters. Chinese has no spaces between
/// words, so a word of any length is found by its pairs, and one character by the pairs that begin with it.
/// </summary>
public static class SearchText
{
    private const char FieldEnd = '\n';

    /// <summary>Full- and half-width and case folded, white space gone; fields stay apart.</summary>
    public static string Fold(params IEnumerable<string?> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var folded = new StringBuilder();
        foreach (var field in fields)
        {
            if (string.IsNullOrEmpty(field))
                continue;

            // Runes, since half of a character could not be stored; it comes out as the replacement character.
            foreach (var rune in field.EnumerateRunes())
            {
                if (!Rune.IsWhiteSpace(rune))
                    folded.Append(Rune.ToLowerInvariant(rune.IsBmp ? new Rune(UnitText.Fold((char)rune.Value)) : rune));
            }

            folded.Append(FieldEnd);
        }

        return folded.ToString();
    }

    /// <summary>The pairs of a folded text; the last character of a field stands with its end, so that it is found alone too.</summary>
    public static IReadOnlySet<string> GramsOf(string folded)
    {
        ArgumentNullException.ThrowIfNull(folded);
        var grams = new HashSet<string>(StringComparer.Ordinal);
        Rune? before = null;
        foreach (var rune in folded.EnumerateRunes())
        {
            if (before is { } first && first.Value != FieldEnd)
                grams.Add($"{first}{rune}");
            before = rune;
        }

        return grams;
    }

    /// <summary>The words of a query, folded; all of them must stand in a task.</summary>
    public static IReadOnlyList<string> WordsOf(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return [.. query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Fold(word).TrimEnd(FieldEnd)).Where(word => word.Length > 0).Distinct()];
    }

    /// <summary>
    /// The pairs to look up for one folded word. A word of one character has none of its own: it is the range of all pairs that begin
    /// with it, from the word itself to <c>Before</c>, exclusive, in the order of code points.
    /// </summary>
    public static (IReadOnlySet<string> Pairs, string? Before) PairsOf(string word)
    {
        var runes = word.EnumerateRunes().ToArray();
        return runes is [var only] ? (new HashSet<string>(), Next(only)) : (GramsOf(word), null);
    }

    private static string Next(Rune rune)
    {
        const int BeforeSurrogates = 0xD7FF, AfterSurrogates = 0xE000, Last = 0x10FFFF;
        return rune.Value switch
        {
            BeforeSurrogates => new Rune(AfterSurrogates).ToString(),
            Last => rune.ToString() + rune,
            _ => new Rune(rune.Value + 1).ToString(),
        };
    }
}
