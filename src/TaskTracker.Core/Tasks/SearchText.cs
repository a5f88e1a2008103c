using System.Text;

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

            foreach (var character in Normalized(field))
            {
                if (!char.IsWhiteSpace(character))
                    folded.Append(char.ToLowerInvariant(character));
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
        for (var index = 0; index + 1 < folded.Length; index++)
        {
            if (folded[index] != FieldEnd)
                grams.Add(folded.Substring(index, 2));
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
    /// The pairs to look up for one folded word, as ranges: from (inclusive) to (exclusive). A word of one character is the range of
    /// all pairs that begin with it.
    /// </summary>
    public static IReadOnlyList<(string From, string To)> RangesOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length == 1
            ? [(word, ((char)(word[0] + 1)).ToString())]
            : [.. GramsOf(word).Select(gram => (gram, gram + '\0'))];
    }

    /// <summary>Text with a lone surrogate cannot be normalised; it is searched as it stands.</summary>
    private static string Normalized(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
