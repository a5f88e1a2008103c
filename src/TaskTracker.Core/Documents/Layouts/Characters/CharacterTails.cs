namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>Cuts off what runs into a measure from the next cell, where the measure fills its own and leaves no sign.</summary>
/// <param name="cells">Tells dates, people and units by their words.</param>
/// <param name="mayJoinUnits">True for a table whose units may be joined by 、 in one cell.</param>
internal sealed class CharacterTails(CharacterCells cells, bool mayJoinUnits)
{
    private const int MostLinesOfUnits = 6;

    /// <summary>What stands behind the last full stop of a measure is the next cell: a date, a person, units.</summary>
    public (List<CharacterPiece> Text, List<CharacterPiece> Tail) Cut(IReadOnlyList<CharacterPiece> pieces)
    {
        var end = pieces.Count;
        while (end > 0 && !Printed.EndsSentence(pieces[end - 1].Text))
            end--;

        var tail = pieces.Skip(end).ToList();
        var isCell = end > 0 && tail.Count > 0
            && (cells.IsDeadline(Joined(tail)) || cells.IsLeader(tail) || StartsWithUnits(tail));
        return isCell ? ([.. pieces.Take(end)], tail) : WithoutJoinedUnits(pieces);
    }

    /// <summary>A measure that its page cuts has no full stop; then only names that 、 joins tell the next cell.</summary>
    private (List<CharacterPiece> Text, List<CharacterPiece> Tail) WithoutJoinedUnits(IReadOnlyList<CharacterPiece> pieces)
    {
        for (var end = Math.Max(1, pieces.Count - MostLinesOfUnits); end < pieces.Count && mayJoinUnits && pieces[^1].Text.EndsWith('、'); end++)
        {
            var tail = pieces.Skip(end).ToList();
            if (StartsWithUnits(tail, areRegistered: true))
                return ([.. pieces.Take(end)], tail);
        }

        return ([.. pieces], []);
    }

    private bool StartsWithUnits(List<CharacterPiece> tail, bool areRegistered = false) =>
        cells.UnitsIn(tail, new CharacterParagraph { LineStart = tail[0].LineStart, LineEnd = tail[^1].LineEnd }) is { Units.Count: > 0 } found
        && found.Pieces == tail.Count && (!areRegistered || found.Units.TrueForAll(unit => cells.IsRegistered(unit.Name)));

    private static string Joined(IEnumerable<CharacterPiece> pieces) => string.Concat(pieces.Select(piece => piece.Text));
}
