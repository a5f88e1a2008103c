namespace TaskTracker.Core.Documents.Layouts;

/// <summary>
/// Puts the rows of a table together again as they were before pages cut them, and before measures and headings that
/// span several rows were torn from them. Every guess leaves a finding; what the text proves leaves none.
/// </summary>
/// <param name="header">The columns of the table.</param>
/// <param name="shape">Tells names of units.</param>
internal sealed class TableRepair(TableHeader header, CellShape shape)
{
    /// <summary>Two neighbouring measures always share words; only a clear lead is worth a reviewer's look.</summary>
    private const double MuchMore = 1.5;

    /// <summary>No row is printed over more pages than this.</summary>
    private const int MostPieces = 8;

    public List<TableRow> Repair(IReadOnlyList<TableRow> rows)
    {
        var repaired = JoinCutRows(rows);
        MoveCutNames(repaired);
        MoveMeasures(repaired);
        if (header.Has(Role.Number) || header.Has(Role.Task))
            Inherit(repaired);

        return repaired;
    }

    /// <summary>
    /// A row that goes on after a page break: it has no number, and the measure above stops in mid-sentence, or its own
    /// cell of the deadline is empty although every row has one.
    /// </summary>
    private List<TableRow> JoinCutRows(IReadOnlyList<TableRow> rows)
    {
        var joined = new List<TableRow>();
        foreach (var row in rows)
        {
            var above = joined.Count > 0 ? joined[^1] : null;
            var mayGoOn = above is { Pieces: < MostPieces } && above.Section.SequenceEqual(row.Section);
            if (!mayGoOn || !IsContinuation(row, above!, out var isCertain))
            {
                joined.Add(row);
                continue;
            }

            var line = row.LineStart;
            above!.Continue(row);
            if (!isCertain)
                above.Find(FindingCodes.RowJoined, $"Line {line} was taken for the rest of this row, which a page break cut.");
        }

        return joined;
    }

    private bool IsContinuation(TableRow row, TableRow above, out bool isCertain)
    {
        isCertain = false;
        var isRepeatedLabel = row.No == above.No && Printed.Squash(row.Task) == Printed.Squash(above.Task);
        if (row.IsNumbered && !isRepeatedLabel)
            return false;

        var stopsInMidSentence = above.Measure.Length > 0 && row.Measure.Length > 0
            && !Printed.EndsSentence(LastParagraph(above.Measure)) && !row.Measure.StartsWith("<p></p>", StringComparison.Ordinal);
        if (row.BeginsPage && stopsInMidSentence && (row.Deadline.Length == 0 || IsFragment(row, above)))
        {
            isCertain = true;
            return true;
        }

        if (row.IsNumbered || row.Deadline.Length > 0 || !header.HasDeadline)
            return false;

        // Only units are left of it, or only a piece of text without units: no row of its own.
        if (row.Measure.Length == 0 && row.NamesUnit && row.BeginsPage)
        {
            isCertain = row.Lead.Length + row.Responsible.Length == 0;
            return true;
        }

        return row.BeginsPage && row.Measure.Length > 0 && row.Partner.Length == 0;
    }

    /// <summary>"长期" above and "实施" below are one deadline; two whole deadlines are two rows.</summary>
    private static bool IsFragment(TableRow row, TableRow above) =>
        above.Deadline.Length == 0 || (Printed.Squash(above.Deadline).Length + Printed.Squash(row.Deadline).Length <= 6
            && Printed.Squash(above.Deadline) != Printed.Squash(row.Deadline));

    private static string LastParagraph(string cell) => Printed.Paragraphs(cell) is [.., var last] ? last : cell;

    /// <summary>
    /// The last name of a page may be cut in two: its rest then stands first in the same cell of the next row.
    /// </summary>
    private void MoveCutNames(List<TableRow> rows)
    {
        for (var at = 1; at < rows.Count; at++)
        {
            var (above, row) = (rows[at - 1], rows[at]);
            if (!row.BeginsPage || shape.CutName(above.Partner, row.Partner) is not { } cut)
                continue;

            above.Partner = above.Partner + cut.Tail;
            row.Partner = cut.Remaining;
            above.Find(
                FindingCodes.RowJoined,
                $"“{cut.Tail}” stands first in line {row.LineStart}; it was taken for the rest of a name that the page break cut.");
            row.Find(FindingCodes.RowJoined, $"“{cut.Tail}” was taken for the rest of a name in the row above.");
        }
    }

    /// <summary>
    /// A row with a deadline and units but no measure: its measure was printed at the end of the cell above. How much of
    /// that cell moves down is told by the units that the paragraphs name.
    /// </summary>
    private static void MoveMeasures(List<TableRow> rows)
    {
        for (var at = 1; at < rows.Count; at++)
        {
            var (above, row) = (rows[at - 1], rows[at]);
            if (row.Measure.Length > 0 || !row.NamesUnit || !above.Section.SequenceEqual(row.Section))
                continue;

            var paragraphs = MeasureParagraphs(above.Measure);
            if (paragraphs.Count < 2)
                continue;

            var cut = UnitMentions.BestCut(paragraphs, UnitsOf(above), UnitsOf(row));
            above.Measure = string.Join(' ', paragraphs.Take(cut));
            row.Measure = string.Join(' ', paragraphs.Skip(cut));
            row.LineStart = above.LineStart;
            const string message = "The measure of this row is printed in the row above; where the two measures part is a guess.";
            row.Find(FindingCodes.RowSplit, message);
            above.Find(FindingCodes.RowSplit, "The cell of this measure also holds the measure of the row below; where they part is a guess.");
        }
    }

    private static string UnitsOf(TableRow row) => row.Lead.Length > 0 ? row.Lead : row.Responsible;

    /// <summary>Paragraphs by their tags; where there are none, a space after a full stop begins a new one.</summary>
    private static IReadOnlyList<string> MeasureParagraphs(string cell)
    {
        var paragraphs = Printed.Paragraphs(cell);
        if (paragraphs.Count != 1)
            return paragraphs;

        var parts = new List<string>();
        var start = 0;
        var text = paragraphs[0];
        for (var at = 1; at < text.Length; at++)
            if (text[at] == ' ' && text[at - 1] is '。' or '；')
            {
                parts.Add(text[start..at].Trim());
                start = at;
            }

        parts.Add(text[start..].Trim());
        return parts;
    }

    /// <summary>
    /// A row without a number takes number, heading and empty cells from the row above, since merged cells print their
    /// words once. Merged cells are centred, so the words may also stand in the row below: said where a number is
    /// missing or nothing in the text fits the heading.
    /// </summary>
    private static void Inherit(List<TableRow> rows)
    {
        for (var at = 0; at < rows.Count; at++)
        {
            var row = rows[at];
            if (row.IsNumbered)
                continue;

            var above = at > 0 && rows[at - 1].Section.SequenceEqual(row.Section) ? rows[at - 1] : null;
            var below = rows.Skip(at + 1).Take(20).FirstOrDefault(next => next.IsNumbered);
            below = below is not null && below.Section.SequenceEqual(row.Section) ? below : null;
            if (above is null)
            {
                if (row.Task.Length == 0)
                    row.Find(FindingCodes.RowUnnumbered, "This row has no number and heading, and no row stands above it in its section.");

                continue;
            }

            if (row.Task.Length == 0)
            {
                row.No = above.No;
                row.Task = above.Task;
                row.Inherits = true;
                SayIfDoubtful(row, above, below);
            }

            InheritEmptyCells(row, above);
        }
    }

    private static void SayIfDoubtful(TableRow row, TableRow above, TableRow? below)
    {
        var next = below is null ? null : PrintedNumber.ValueOf(below.No);
        var isGap = PrintedNumber.ValueOf(above.No) is { } number && next > number + 1;
        if (isGap)
            SayUnnumbered(row, above, $"that number is followed by {below!.No}");
        else if (below is not null && LikenessTo(row, below) > MuchMore * LikenessTo(row, above))
            SayUnnumbered(row, above, $"it speaks more of number {below.No} below");
    }

    private static double LikenessTo(TableRow row, TableRow other) => UnitMentions.Likeness(row.Measure, other.Task + other.Measure);

    private static void SayUnnumbered(TableRow row, TableRow above, string doubt) => row.Find(
        FindingCodes.RowUnnumbered, $"This row has no number and heading; it was counted to number {above.No} above, but {doubt}.");

    private static void InheritEmptyCells(TableRow row, TableRow above)
    {
        var taken = new List<string>();
        if (row.Measure.Length == 0 && above.Measure.Length > 0)
        {
            row.Measure = above.Measure;
            row.LineStart = above.LineStart;
            taken.Add("the measure");
        }

        if (row.Deadline.Length == 0 && above.Deadline.Length > 0)
        {
            row.Deadline = above.Deadline;
            taken.Add("the deadline");
        }

        if (row.Lead.Length == 0 && row.Responsible.Length == 0 && above.Lead.Length + above.Responsible.Length > 0)
        {
            (row.Lead, row.Responsible) = (above.Lead, above.Responsible);
            taken.Add("the unit that leads");
        }

        if (row.Partner.Length == 0 && !row.IsShifted && above.Partner.Length > 0 && !CellShape.IsDash(above.Partner))
        {
            row.Partner = above.Partner;
            taken.Add("the units that help");
        }

        if (taken.Count > 0)
            row.Find(
                FindingCodes.RowUnnumbered,
                $"Empty cells of this row were taken for merged ones: {string.Join(", ", taken)} came from the row above.");
    }
}
