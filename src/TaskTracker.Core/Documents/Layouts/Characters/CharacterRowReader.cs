namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>
/// Reads rows out of the paragraphs under a header. Nothing but their order and their words tells the cells apart: a new
/// row begins at the next number, or where a cell appears that stands left of the last one; what it leaves out is merged
/// with the row above.
/// </summary>
internal sealed class CharacterRowReader(CharacterHeader header, CharacterCells cells)
{
    private const int LongestSection = 40;
    private const int LongestTask = 60;
    private const int FarthestNumber = 3;
    private const int LongestBeginning = 16;
    private const int LongestRestOfHeading = 8;

    /// <summary>Where the measure is the last column that is known: what follows it belongs to columns of remarks.</summary>
    private const int BehindAll = int.MaxValue;

    private readonly List<CharacterRow> rows = [];
    private readonly bool hasNumbers = header.Has(Role.Number);
    private readonly CharacterTails tails = new(cells, mayJoinUnits: !header.Has(Role.Number));
    private readonly int measureColumn = header.IndexOf(Role.Measure);
    private CharacterRow? row;
    private string? section;
    private CharacterParagraph? held;
    private int lastNumber;
    private bool isNewPage;

    /// <summary>What stands in columns of remarks, and how often.</summary>
    public Dictionary<string, int> Remarks { get; } = [];

    public List<CharacterRow> Read(IReadOnlyList<CharacterParagraph> paragraphs)
    {
        for (var at = header.Start; at < paragraphs.Count; at++)
        {
            if (header.StandsAt(paragraphs, at))
            {
                at += header.Length - 1;
                isNewPage = true;
            }
            else
                Read(paragraphs[at]);
        }

        if (held is { } last)
            Release(last);

        return rows;
    }

    private void Read(CharacterParagraph paragraph)
    {
        if (paragraph.IsEmpty)
        {
            if (row is { Units.Count: > 0 })
                row.EmptyCells++;

            return;
        }

        var text = paragraph.Text;
        if (IsSection(text))
        {
            section = text;
            row = null;
        }
        else if (hasNumbers && PrintedNumber.ValueOf(text) is { } number && text.Length <= 4 && IsNext(number) && row is not { Column: < 0 })
            Begin(text, paragraph.LineStart, paragraph.LineEnd);
        else if (!hasNumbers || lastNumber > 0)
            ReadHeld(paragraph);
    }

    /// <summary>
    /// A name that its column breaks in two paragraphs is held back until its rest has come: 和谐宜居示范区 / 指挥部.
    /// </summary>
    private void ReadHeld(CharacterParagraph paragraph)
    {
        var before = held;
        held = null;
        if (before is not null)
        {
            List<CharacterPiece> whole = [.. before.Pieces, .. paragraph.Pieces];
            if (cells.UnitsIn(whole, paragraph).Pieces == whole.Count)
            {
                Read(paragraph, whole);
                return;
            }

            Release(before);
        }

        if (MayBeBeginningOfName(paragraph))
            held = paragraph;
        else
            Read(paragraph, paragraph.Pieces);
    }

    /// <summary>Where units stand before the measure, a row begins with them; elsewhere they follow other units.</summary>
    private bool MayBeBeginningOfName(CharacterParagraph paragraph)
    {
        var text = paragraph.Text;
        if (row is null || text.Length > LongestBeginning || Printed.EndsSentence(text) || char.IsAsciiDigit(text[0]) || cells.IsDeadline(text) || cells.IsLeader(paragraph.Pieces))
            return false;

        var isPlace = measureColumn > FirstUnitColumn() ? row is { Units.Count: 0, Text.Count: 0 } : !hasNumbers && row is { Units.Count: > 0, Deadline.Length: 0 };
        return isPlace && cells.UnitsIn(paragraph.Pieces, paragraph).Pieces < paragraph.Pieces.Count;
    }

    /// <summary>Nothing completed it: a unit as printed where one must stand, else text.</summary>
    private void Release(CharacterParagraph paragraph)
    {
        if (measureColumn > FirstUnitColumn())
            Put(header.UnitColumns[0], paragraph.Pieces, current => current.Units.Add(new CharacterUnit(paragraph.Text, paragraph.IsMarked, paragraph.EndsPage)));
        else
            Read(paragraph, paragraph.Pieces);
    }

    private bool IsNext(int number) => number > lastNumber && number <= lastNumber + FarthestNumber;

    private static bool IsSection(string text) =>
        text.Length <= LongestSection && PrintedNumber.TryRead(text, out var number) && number.Style <= NumberStyle.BracketedHan
        && number.Rest.Length > 0 && !Printed.EndsSentence(text);

    private void Begin(string? no, int lineStart, int lineEnd)
    {
        row = new CharacterRow { No = no, Section = section, LineStart = lineStart, LineEnd = lineEnd };
        rows.Add(row);
        isNewPage = false;
        if (no is not null && PrintedNumber.ValueOf(no) is { } number)
            lastNumber = number;
    }

    /// <summary>A row without a number, under the one above.</summary>
    private void BeginPart(int line)
    {
        var above = rows.Count > 0 && rows[^1].Section == section ? rows[^1] : null;
        row = new CharacterRow { No = above?.No, Task = above?.Task, Section = section, IsPart = above is not null, LineStart = line, LineEnd = line };
        if (above is null || !hasNumbers)
            row.Findings.Add((FindingCodes.RowUnnumbered, "This row has no number of its own: it may be the rest of the row above, or cells of it were lost."));

        rows.Add(row);
    }

    private void Read(CharacterParagraph paragraph, IReadOnlyList<CharacterPiece> pieces)
    {
        if (pieces.Count == 0)
            return;

        var text = Joined(pieces);
        if (row is { Column: BehindAll })
        {
            Remarks[text] = Remarks.GetValueOrDefault(text) + 1;
            return;
        }

        var isExpectingText = row is { Text.Count: 0 } && measureColumn < FirstUnitColumn();
        if (!isExpectingText && header.Has(Role.Deadline) && cells.IsDeadline(text))
            Put(Role.Deadline, pieces, current => current.Deadline += text);
        else if (!isExpectingText && cells.UnitsIn(pieces, paragraph) is { Units.Count: > 0 } found && (found.Pieces == pieces.Count || ExpectsUnits()))
        {
            Put(header.UnitColumns[0], [.. pieces.Take(found.Pieces)], current => current.Units.AddRange(found.Units));
            Read(paragraph, [.. pieces.Skip(found.Pieces)]);
        }
        else if (!isExpectingText && header.Has(Role.Leader) && cells.IsLeader(pieces))
            Put(Role.Leader, pieces, current => current.Leaders.AddRange(pieces.Select(piece => piece.Text)));
        else
            ReadText(paragraph, pieces);
    }

    private int FirstUnitColumn() => header.UnitColumns.Min(role => header.IndexOf(role));

    /// <summary>True where the measure is read and the units are next: then units may run straight into the next row.</summary>
    private bool ExpectsUnits() => row is { Text.Count: > 0, Units.Count: 0 } && row.Column > measureColumn && FirstUnitColumn() > measureColumn;

    private void Put(Role role, IReadOnlyList<CharacterPiece> pieces, Action<CharacterRow> put)
    {
        var column = header.IndexOf(role);
        if (row is null || (column < row.Column && !(header.IsUnits(role) && row.Units.Count > 0)))
            BeginPart(pieces[0].LineStart);

        put(row!);
        row!.Column = Math.Max(row.Column, column);
        row.LineEnd = pieces[^1].LineEnd;
    }

    private void ReadText(CharacterParagraph paragraph, IReadOnlyList<CharacterPiece> pieces)
    {
        if (TakeSectionInFront(pieces) is { } behind)
            pieces = behind;

        if (TakeNumberOfMeasure(pieces) is { } rest)
            pieces = rest;
        else if (IsCutByPage())
        {
            TakeRest(paragraph, pieces);
            return;
        }
        else if (row is null || (row.Column > measureColumn && row.Text.Count > 0))
            BeginPart(pieces[0].LineStart);

        if (pieces.Count > 0)
            pieces = TakeTask(paragraph, pieces);

        var (text, tail) = tails.Cut(pieces);
        if (text.Count > 0)
        {
            row!.Text.AddRange(text.Select(piece => piece.Text));
            row.Column = measureColumn == header.Roles.Count - 1 ? BehindAll : Math.Max(row.Column, measureColumn);
            row.LineEnd = text[^1].LineEnd;
        }

        Read(paragraph, tail);
    }

    /// <summary>True behind a page break if the row above it is whole but for its measure, in a table whose measures bear the numbers.</summary>
    private bool IsCutByPage() =>
        isNewPage && !hasNumbers && row is { Text.Count: > 0 } && row.Column > measureColumn && !Printed.EndsSentence(row.Text[^1]);

    /// <summary>The rest of a measure that a page break cut; a few words before it are the rest of the heading beside it.</summary>
    private void TakeRest(CharacterParagraph paragraph, IReadOnlyList<CharacterPiece> pieces)
    {
        var text = Joined(pieces);
        if (section is not null && paragraph.IsMarked && text.Length <= LongestRestOfHeading && !Printed.EndsSentence(text))
        {
            section += text;
            row!.Section = section;
            return;
        }

        row!.Text.Add(text);
        row.LineEnd = pieces[^1].LineEnd;
        row.Findings.Add((FindingCodes.RowJoined, $"Line {pieces[0].LineStart} was taken for the rest of this row, which a page break cut."));
        isNewPage = false;
    }

    /// <summary>A heading that a page break left without its closing sign, with the next measure behind it.</summary>
    private List<CharacterPiece>? TakeSectionInFront(IReadOnlyList<CharacterPiece> pieces)
    {
        if (hasNumbers || !PrintedNumber.TryRead(pieces[0].Text, out var heading) || heading.Style > NumberStyle.BracketedHan)
            return null;

        for (var at = 1; at < pieces.Count && at < LongestSection; at++)
            if (PrintedNumber.TryRead(pieces[at].Text, out var number) && number.Style == NumberStyle.Arabic && IsNext(number.Value))
            {
                section = Joined(pieces.Take(at));
                row = null;
                return [.. pieces.Skip(at)];
            }

        return null;
    }

    /// <summary>7.推进…: a measure with the next number, in a table that has no column of numbers.</summary>
    private List<CharacterPiece>? TakeNumberOfMeasure(IReadOnlyList<CharacterPiece> pieces)
    {
        if (hasNumbers || !PrintedNumber.TryRead(Joined(pieces), out var number) || number.Style != NumberStyle.Arabic || !IsNext(number.Value))
            return null;

        var length = Joined(pieces).Length - number.Rest.Length;
        Begin(number.Printed, pieces[0].LineStart, pieces[0].LineEnd);
        return Without(pieces, length);
    }

    /// <summary>The heading in front of a measure. It may run into it: then the change of width tells where it ends.</summary>
    private IReadOnlyList<CharacterPiece> TakeTask(CharacterParagraph paragraph, IReadOnlyList<CharacterPiece> pieces)
    {
        if (!header.Has(Role.Task) || header.IndexOf(Role.Task) > measureColumn || row!.Text.Count > 0)
            return pieces;

        var own = NumberLength(Joined(pieces));
        if (own == 0 && (row.IsPart || row.Task is { Length: > 0 }))
            return pieces;

        var length = paragraph.IsMarked && Joined(pieces).Length <= LongestTask && !Printed.EndsSentence(Joined(pieces)) && tails.Cut(pieces).Tail.Count == 0
            ? pieces.Count
            : CharacterWidths.EndOfTask(pieces);
        var task = length > 0 ? Joined(pieces.Take(length))[own..] : "";
        row.Task = task;
        row.Column = Math.Max(row.Column, header.IndexOf(Role.Task));
        row.LineEnd = Math.Max(row.LineEnd, pieces[Math.Max(0, length - 1)].LineEnd);
        if (length == 0)
            row.Findings.Add((FindingCodes.RowJoined, "Heading and measure of this row run into each other; both were kept as the measure."));

        return length == 0 ? Without(pieces, own) : [.. pieces.Skip(length)];
    }

    /// <summary>The number that the heading has in another list: 13. or 49-1.; its length.</summary>
    private static int NumberLength(string text)
    {
        var end = 0;
        while (end < text.Length && end < 6 && (char.IsAsciiDigit(text[end]) || (end > 0 && text[end] is '-' or '—')))
            end++;

        return end > 0 && end < text.Length && text[end] is '.' or '．' or '、' && !(end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])) ? end + 1 : 0;
    }

    private static string Joined(IEnumerable<CharacterPiece> pieces) => string.Concat(pieces.Select(piece => piece.Text));

    private static List<CharacterPiece> Without(IReadOnlyList<CharacterPiece> pieces, int characters)
    {
        var rest = new List<CharacterPiece>();
        foreach (var piece in pieces)
        {
            var cut = Math.Min(characters, piece.Text.Length);
            characters -= cut;
            if (cut < piece.Text.Length)
                rest.Add(piece with { Text = piece.Text[cut..] });
        }

        return rest;
    }
}
