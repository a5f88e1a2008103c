using System.Buffers;
using TaskTracker.Core.Deadlines;
using TaskTracker.Core.Units;

namespace TaskTracker.Core.Documents.Layouts;

/// <summary>Tells by its words what a cell holds, for rows whose cells do not stand under their headings.</summary>
internal sealed class CellShape(UnitDirectory? directory, DeadlineContext time)
{
    private const int LongestDeadline = 24;

    private const string SeparatorText = "、，, \u3000；;";

    private static readonly char[] Separators = SeparatorText.ToCharArray();
    private static readonly SearchValues<char> Dashes = SearchValues.Create("—-－–―/无 \u3000");
    private static readonly SearchValues<char> AnySeparator = SearchValues.Create(SeparatorText);

    /// <summary>—, ——, --- or /: printed where there is nothing.</summary>
    public static bool IsDash(string cell) => cell.Length > 0 && cell.AsSpan().IndexOfAnyExcept(Dashes) < 0;

    public bool IsDeadline(string cell)
    {
        var squashed = Printed.Squash(cell);
        if (squashed.Length is 0 or > LongestDeadline || squashed[^1] == '。' || IsUnits(cell))
            return false;

        var reading = DeadlineReader.Read(cell, time);
        return reading.Deadline.Kind != DeadlineKind.None && !reading.Doubts.Any(doubt => FindingCodes.IsBlocking(doubt.Code));
    }

    /// <summary>True if most of its words are names of units; a sentence never is.</summary>
    public bool IsUnits(string cell)
    {
        if (cell.Length == 0 || cell.Contains('。', StringComparison.Ordinal))
            return false;

        var names = Names(cell);
        var known = names.Count(IsUnit);
        return known > 0 && known * 2 >= names.Count && names.All(name => name.Length <= 30);
    }

    /// <summary>
    /// Words of time that stand in one cell with units, before or behind them: 年底前 区财政局; null if there are none.
    /// </summary>
    public (string Deadline, string Units)? Split(string cell)
    {
        var words = cell.Split([' ', '\u3000', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > 60 || cell.Contains('。', StringComparison.Ordinal))
            return null;

        if (IsDeadline(words[0]) && string.Join(' ', words[1..]) is var behind && (IsUnits(behind) || IsDash(behind)))
            return (words[0], behind);

        return IsDeadline(words[^1]) && string.Join(' ', words[..^1]) is var before && IsUnits(before) ? (words[^1], before) : null;
    }

    /// <summary>
    /// Where the last name of one cell and the first word of the next are one registered name cut in two: that first
    /// word, and what remains of the next cell.
    /// </summary>
    public (string Tail, string Remaining)? CutName(string cell, string next)
    {
        var end = next.AsSpan().IndexOfAny(AnySeparator);
        var rest = end < 0 ? next : next[..end];
        var last = Names(cell) is [.., var name] ? name : "";
        if (directory is null || rest.Length == 0 || last.Length == 0 || directory.Find(last) is not null || directory.Find(rest) is not null)
            return null;

        for (var length = 1; length <= Math.Min(rest.Length, 6); length++)
            if (directory.Find(last + rest[..length]) is not null)
                return (rest, end < 0 ? "" : next[(end + 1)..].TrimStart());

        return null;
    }

    /// <summary>The single words of a cell of units.</summary>
    public static IReadOnlyList<string> Names(string cell) =>
        cell.Replace("<p>", " ", StringComparison.Ordinal).Replace("</p>", " ", StringComparison.Ordinal)
            .Split(Separators, StringSplitOptions.RemoveEmptyEntries);

    private bool IsUnit(string name) => UnitShape.EndsLikeUnit(UnitText.Fold(name)) || directory?.Find(name) is not null;
}
