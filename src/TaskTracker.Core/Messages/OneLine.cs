using System.Globalization;

namespace TaskTracker.Core.Messages;

/// <summary>Text on one line, so that nothing that was printed breaks out of a subject.</summary>
public static class OneLine
{
    /// <summary>
    /// White space and control characters become single blanks; what is longer than <paramref name="characters"/> is cut between two
    /// characters as a reader sees them.
    /// </summary>
    public static string Of(string text, int characters)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = string.Concat(text.Select(c => char.IsControl(c) || char.IsWhiteSpace(c) ? ' ' : c))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var line = new StringInfo(string.Join(' ', words));
        return line.LengthInTextElements <= characters
            ? line.String
            : line.SubstringByTextElements(0, characters - 1) + "…";
    }
}
