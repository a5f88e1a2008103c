namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>Finds by the width of the printed lines where one cell ends and the next begins.</summary>
internal static class CharacterWidths
{
    private const int FarthestEnd = 12;
    private const int Narrow = 3;
    private const int LongestTask = 40;

    /// <summary>
    /// How many printed lines in front are the heading of a row that runs into its measure: as many as stay wide before
    /// narrow ones begin, or those up to the first wide line after narrow ones; 0 if the width does not tell.
    /// </summary>
    public static int EndOfTask(IReadOnlyList<CharacterPiece> pieces)
    {
        var end = 1;
        if (pieces.Count > 1 && pieces[1].Text.Length > Narrow)
        {
            var width = pieces[1].Text.Length;
            while (end < pieces.Count && end < FarthestEnd && pieces[end].Text.Length > Narrow && pieces[end].Text.Length <= width + 1)
                end++;
        }
        else
        {
            while (end < pieces.Count && end < FarthestEnd && pieces[end].Text.Length <= Narrow)
                end++;

            end++;
        }

        return end < pieces.Count && end <= FarthestEnd && pieces.Take(end).Sum(piece => piece.Text.Length) <= LongestTask ? end : 0;
    }
}
