namespace TaskTracker.Core.Documents.Layouts.Characters;

/// <summary>
/// Reads rows out of a table whose columns are the levels of an outline, each with numbers of its own: 三、 / （三） / 4. /
/// （6） / &lt;10&gt;. A row begins with each （n）; what stands over it heads it, what stands under it is its measure.
/// </summary>
internal sealed class CharacterOutline(CharacterHeader header, CharacterCells cells)
{
    private const int FewestRows = 5;
    private const int LongestHeading = 60;
    private const int Levels = 3;

    private readonly List<CharacterRow> rows = [];
    private readonly string?[] headings = new string?[Levels];
    private CharacterRow? row;

    /// <summary>True if more paragraphs begin with （n） than with n.</summary>
    public static bool IsOne(CharacterHeader header, IReadOnlyList<CharacterParagraph> paragraphs)
    {
        if (header.Has(Role.Number))
            return false;

        int bracketed = 0, plain = 0;
        foreach (var paragraph in paragraphs)
            if (!paragraph.IsEmpty && PrintedNumber.TryRead(paragraph.Text, out var number))
            {
                bracketed += number.Style == NumberStyle.BracketedArabic ? 1 : 0;
                plain += number.Style == NumberStyle.Arabic ? 1 : 0;
            }

        return bracketed >= FewestRows && bracketed > plain;
    }

    /// <summary>The rows; a page that lost its header may stand before the first one.</summary>
    public List<CharacterRow> Read(IReadOnlyList<CharacterParagraph> paragraphs)
    {
        for (var at = 0; at < paragraphs.Count; at++)
        {
            if (paragraphs[at].Text.StartsWith("抄送", StringComparison.Ordinal))
                break;

            if (header.StandsAt(paragraphs, at))
                at += header.Length - 1;
            else if (paragraphs[at].IsEmpty)
                CountEmpty();
            else
                foreach (var part in Parts(paragraphs[at]))
                    Take(part);
        }

        foreach (var each in rows.Where(each => each.Units.Count > 1))
            PartUnits(each);

        return rows;
    }

    /// <summary>Only one empty cell between units parts them for certain; else the first leads, or all where nothing but empty cells follows.</summary>
    private static void PartUnits(CharacterRow each)
    {
        if (each.Leading == 0)
            each.Leading = each.EmptyCells > 0 ? each.Units.Count : 1;
        else if (each.PartingCells == 1)
            return;

        each.Findings.Add((FindingCodes.UnitsUnparted, CharacterItems.Unparted));
    }

    /// <summary>A cell that its words fill leaves no sign: the next one is told by its number, or by naming units, behind a full stop.</summary>
    private List<CharacterParagraph> Parts(CharacterParagraph paragraph)
    {
        var parts = new List<CharacterParagraph>();
        var start = 0;
        for (var at = 1; at < paragraph.Pieces.Count; at++)
        {
            if (!Printed.EndsSentence(paragraph.Pieces[at - 1].Text))
                continue;

            var rest = paragraph.Pieces.Skip(at).ToList();
            if (!BeginsNumbered(Joined(rest.Take(4))) && cells.UnitsIn(rest, paragraph).Pieces < rest.Count)
                continue;

            parts.Add(Part(paragraph, start, at));
            start = at;
        }

        parts.Add(Part(paragraph, start, paragraph.Pieces.Count));
        return parts;
    }

    private static CharacterParagraph Part(CharacterParagraph whole, int start, int end)
    {
        var isLast = end == whole.Pieces.Count;
        return new CharacterParagraph
        {
            Pieces = [.. whole.Pieces.Skip(start).Take(end - start)],
            IsMarked = isLast && whole.IsMarked,
            EndsPage = isLast && whole.EndsPage,
            LineStart = whole.Pieces[start].LineStart,
            LineEnd = whole.Pieces[end - 1].LineEnd,
        };
    }

    private void CountEmpty()
    {
        if (row is { Units.Count: > 0 })
            row.EmptyCells++;
    }

    private void Take(CharacterParagraph paragraph)
    {
        var text = paragraph.Text;
        if (IsMeasureNumber(text))
            AddText(text, paragraph);
        else if (PrintedNumber.TryRead(text, out var number))
            TakeNumbered(number, text, paragraph);
        else if (row is { Text.Count: > 0 } && cells.UnitsIn(paragraph.Pieces, paragraph) is { Units.Count: > 0 } found && found.Pieces == paragraph.Pieces.Count)
            AddUnits(found.Units, paragraph);
        else if (row is not null)
            AddText(text, paragraph);
    }

    private void TakeNumbered(PrintedNumber number, string text, CharacterParagraph paragraph)
    {
        if (number.Style == NumberStyle.BracketedArabic)
        {
            var isMerged = rows.Count > 0;
            row = new CharacterRow
            {
                No = number.Printed,
                Section = Open.LastOrDefault(),
                Outer = [.. Open.SkipLast(1)],
                Task = number.Rest,
                IsPart = isMerged,
                LineStart = paragraph.LineStart,
                LineEnd = paragraph.LineEnd,
            };
            rows.Add(row);
            return;
        }

        if (text.Length > LongestHeading)
        {
            AddText(text, paragraph);
            return;
        }

        var level = number.Style switch { NumberStyle.BracketedHan => 1, NumberStyle.Arabic => 2, _ => 0 };
        headings[level] = text;
        Array.Clear(headings, level + 1, Levels - level - 1);
    }

    private IEnumerable<string> Open => headings.OfType<string>();

    private void AddText(string text, CharacterParagraph paragraph)
    {
        if (row is null)
            return;

        if (row.Units.Count > 0)
            row.Findings.Add((FindingCodes.RowJoined, $"Line {paragraph.LineStart} stands behind the units of this row; it was taken for the rest of its measure."));

        row.Text.Add(text);
        row.LineEnd = paragraph.LineEnd;
    }

    private void AddUnits(List<CharacterUnit> units, CharacterParagraph paragraph)
    {
        if (row!.EmptyCells > 0 && row.Units.Count > 0 && row.Leading == 0)
            (row.Leading, row.PartingCells) = (row.Units.Count, row.EmptyCells);

        row.Units.AddRange(units);
        row.EmptyCells = 0;
        row.LineEnd = paragraph.LineEnd;
    }

    private static bool BeginsNumbered(string text) => IsMeasureNumber(text) || (PrintedNumber.TryRead(text, out var number) && number.Rest.Length > 0);

    /// <summary>&lt;10&gt;: the number of a measure under （n）.</summary>
    private static bool IsMeasureNumber(string text)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, 6)).IndexOfAny('>', '〉', '》');
        return text.Length > 2 && text[0] is '<' or '〈' or '《' && end is > 1 and < 5 && !text.AsSpan(1, end - 1).ContainsAnyExceptInRange('0', '9');
    }

    private static string Joined(IEnumerable<CharacterPiece> pieces) => string.Concat(pieces.Select(piece => piece.Text));
}
